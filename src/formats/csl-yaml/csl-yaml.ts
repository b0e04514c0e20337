import type { Format } from '../format.ts';
import { linesOf } from '../lines.ts';

/**
 * CSL items as YAML: the `references` of pandoc's metadata and bibliographies, and the plain list that Zotero's Better BibTeX writes. Text is
 * Markdown, as pandoc takes it ("Citations in note styles", "Specifying bibliographic data").
 */
export const cslYamlFormat: Format = {
  name: 'csl-yaml',
  label: 'CSL YAML',
  extensions: ['.yaml'],
  detect: isCslYaml,
  // Loaded when a file is read or written, so that the program starts without them.
  read: async (text, context) => (await import('./read.ts')).readCslYaml(text, context),
  write: async (studies, options) => (await import('./write.ts')).writeCslYaml(studies, options),
};

const MEMBER = /^[^\S\n]*(?:- {0,9})?["']?(?:type|title|author|issued|container-title|DOI|URL)["']?[^\S\n]{0,9}:/m;
const FIRST = /^- {0,9}["']?(?:id|type|title|author|citation-key)["']?[^\S\n]{0,9}:/;

/** A list under `references`, or alone in the text, whose members have names of CSL. */
function isCslYaml(head: string): boolean {
  if (/^[<{@%[]/.test(head.trimStart().slice(0, 1)) || /^cff-version[^\S\n]{0,9}:/m.test(head)) return false;
  const references = /^references:[^\S\n]*(?:#.*)?\r?$/m.exec(head);
  if (references) return MEMBER.test(head.slice(references.index + references[0].length));
  const flow = /^references:[^\S\n]{0,9}\[/m.exec(head);
  if (flow) return /\b(?:type|title)[^\S\n]{0,9}:/.test(head.slice(flow.index));
  const first = linesOf(head).find((line) => !/^(?:#.*|---)?\s*$/.test(line));
  return first !== undefined && FIRST.test(first) && MEMBER.test(head);
}
