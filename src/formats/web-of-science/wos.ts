import { beginsWith, type Format } from '../format.ts';
import { readAsRis } from '../tagged/as-ris.ts';
import { splitWos } from './split.ts';
import { toRis } from './to-ris.ts';

/** How the first record begins: with the header of the file, or with its type of publication. */
const START = /^(?:FN (?:Clarivate|ISI|Thomson|Web of Science)|PT [JBSPCD][^\S\n]*$)/m;

/** Web of Science's tagged format ("plain text file" and "EndNote desktop"), `savedrecs.txt` and `.ciw`. Read only. */
export const wosFormat: Format = {
  name: 'wos',
  label: 'Web of Science',
  extensions: ['.ciw', '.isi'],
  detect: (head) => beginsWith(head, START) && /^(?:PT|AU|TI|UT) \S/m.test(head),
  read: async (text, context) => {
    const { records, diagnostics } = splitWos(text);
    return readAsRis('wos', records, toRis, diagnostics, context, { wholeKeywords: true });
  },
};
