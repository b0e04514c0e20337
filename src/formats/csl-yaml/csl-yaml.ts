import type { Format } from '../format.ts';

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

const MEMBER = /^\s*(?:- +)?["']?(?:type|title|author|issued|container-title|DOI|URL)["']?\s*:/m;

/** A list under `references`, or alone in the text, whose members have names of CSL. */
function isCslYaml(head: string): boolean {
  if (/^\s*[<{@%[]|^cff-version\s*:/m.test(head.slice(0, 2000)) && !/^---/.test(head)) return false;
  if (/^cff-version\s*:/m.test(head)) return false;
  const references = /^references:\s*(?:#.*)?$/m.exec(head);
  if (references) return MEMBER.test(head.slice(references.index + references[0].length));
  if (/^references:\s*\[/m.test(head)) return MEMBER.test(head) || /\{[^}]{0,200}\b(?:type|title)\s*:/.test(head);
  const first = /^(?:---[^\S\n]*\r?\n|#.*\r?\n|\s*\n)*- *["']?(?:id|type|title|author|citation-key)["']?\s*:/.exec(
    head,
  );
  return first !== null && MEMBER.test(head);
}
