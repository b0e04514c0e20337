import { beginsWith, type Format } from '../format.ts';
import { readAsRis } from '../tagged/as-ris.ts';
import { splitOvid } from './split.ts';
import { toRis } from './to-ris.ts';

/** The first record of both forms: its number in angle brackets, or the tag with the name of the vendor. */
const START = /^(?:<\d{1,6}\.? ?>[^\S\n]*$|VN {2}- Ovid)/m;
/** A name of a field on a line of its own with an indented value under it, or a tag. */
const FIELD = /^(?:[A-Z][A-Za-z /&()-]{1,60}\r?\n[ \t]+\S|[A-Z]{2} {2}- )/m;

/** What Ovid writes as text: numbered records with the names of fields in words, and records with tags. Read only. */
export const ovidFormat: Format = {
  name: 'ovid',
  label: 'Ovid (text)',
  extensions: ['.ovd'],
  detect: (head) => beginsWith(head, START) && FIELD.test(head),
  read: async (text, context) => {
    const { records, diagnostics } = splitOvid(text);
    return readAsRis('ovid', records, toRis, diagnostics, context, { wholeKeywords: true });
  },
};
