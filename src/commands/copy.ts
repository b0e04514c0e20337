import { plainReference } from '../domain/reference.ts';
import type { Study } from '../domain/study.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { formatReference } from '../formats/citation-style.ts';
import { readStudy, studyRows } from '../store/studies.ts';
import { defineCommand } from './define-command.ts';
import { ofMany, someStudies } from './select-studies.ts';

/** So many keys are read between two words on how far it is. */
const BATCH = 500;

const DESCRIPTION =
  'To the clipboard by the tool that the system has for it; without one, or over ssh, by the terminal itself (OSC 52). When the output is not a terminal, the text is printed.';

export const copyKey = defineCommand({
  name: 'copy key',
  summary: 'Copy citation keys',
  description: DESCRIPTION,
  params: {},
  selection: 'many',
  readsOnly: true,
  keys: { list: ['y'], detail: ['y'] },
  spareHint: 'copy',
  long: ofMany,
  run({ library, selection, onProgress, signal }) {
    const studies = someStudies(selection.studies);
    const keys: string[] = [];
    for (let at = 0; at < studies.length; at += BATCH) {
      signal?.throwIfAborted();
      for (const { key } of studyRows(library, studies.slice(at, at + BATCH))) keys.push(key);
      const [done, total] = [Math.min(at + BATCH, studies.length), studies.length];
      onProgress?.({ label: 'copying', share: done / total, count: { done, total, unit: 'studies' } });
    }
    return { clipboard: keys.join(', '), message: `Copied ${keys.length === 1 ? keys[0] : `${keys.length} keys`}.` };
  },
});

export const copyReference = defineCommand({
  name: 'copy reference',
  summary: 'Copy formatted references',
  description: `The citation style is that of the settings ("lectern config"). ${DESCRIPTION}`,
  params: {},
  selection: 'many',
  readsOnly: true,
  keys: { list: ['Y'], detail: ['Y'] },
  async run({ library, selection, config, reference, onProgress, signal }) {
    const { citationStyle } = config().settings;
    const format = reference ?? (({ item }: Study) => formatReference(item, citationStyle));
    const studies = someStudies(selection.studies);
    const references: string[] = [];
    for (const [at, id] of studies.entries()) {
      signal?.throwIfAborted();
      const study = readStudy(library, id);
      // What a style cannot format still has a plain reference.
      if (study) references.push(await format(study).catch(() => plainReference(study.item)));
      if (at % 20 === 19) {
        const [done, total] = [at + 1, studies.length];
        onProgress?.({ label: 'formatting', share: done / total, count: { done, total, unit: 'studies' } });
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const what = references.length === 1 ? 'the reference' : `the references of ${studiesCount(references.length)}`;
    return { clipboard: references.join('\n'), message: `Copied ${what} (${citationStyle}).` };
  },
});
