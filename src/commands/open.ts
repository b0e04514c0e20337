import { existsSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { text } from '../domain/csl.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import type { Study } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { attachedFiles } from '../formats/bibtex/attachments.ts';
import { readStudy } from '../store/studies.ts';
import { attachmentFolder } from './attach.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { someStudies, studiesCount } from './select-studies.ts';
import { openWithSystem } from './system-opener.ts';

const KINDS = ['doi', 'url', 'file'] as const;
type Kind = (typeof KINDS)[number];

/** Documents that are read, not run. */
const DOCUMENTS = new Set(
  '.pdf .epub .djvu .ps .html .htm .xhtml .txt .md .rtf .odt .doc .docx .odp .ppt .pptx .png .jpg .jpeg .tif .tiff'.split(
    ' ',
  ),
);

/** So many may be opened without a question. */
const UNASKED = 10;

export const open = defineCommand({
  name: 'open',
  summary: 'Open the DOI, the URL or a file of studies',
  description:
    'Takes the first that a study has, in this order, and hands it to the program that the system has for it. Only http and https links and documents that exist are opened.',
  params: { what: { kind: 'text', summary: 'Open this one', choices: KINDS } },
  selection: 'many',
  readsOnly: true,
  keys: { list: ['o'], detail: ['o'] },
  spareHint: 'link',
  confirmation({ selection: { studies } }) {
    return studies.length > UNASKED ? `Open ${studiesCount(studies.length)} at once?` : undefined;
  },
  async run(context, { what }) {
    const studies = someStudies(context.selection.studies);
    const kinds = what === undefined ? KINDS : [what as Kind];
    const [only] = studies;
    if (only !== undefined && studies.length === 1)
      return { message: `Opened ${await openStudy(context, only, kinds)}` };
    const diagnostics: Diagnostic[] = [];
    let opened = 0;
    for (const [done, id] of studies.entries()) {
      if (context.signal?.aborted) break;
      const total = studies.length;
      context.onProgress?.({ label: 'opening', share: done / total, count: { done, total, unit: 'studies' } });
      try {
        await openStudy(context, id, kinds);
        opened += 1;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        diagnostics.push({ severity: 'warning', message: error.message });
      }
    }
    const of = opened === studies.length ? '' : `${opened} of `;
    return { message: `Opened ${of}${studiesCount(studies.length)}.`, diagnostics, failed: opened === 0 };
  },
});

/** @returns what was opened. @throws UserError when there is nothing, or it cannot be. */
async function openStudy(context: CommandContext, id: number, kinds: readonly Kind[]): Promise<string> {
  const study = readStudy(context.library, id);
  if (!study) throw new UserError('this study is no longer in the library');
  const target = targetOf(study, kinds, context);
  await openWithSystem(target);
  return target;
}

function targetOf(study: Study, kinds: readonly Kind[], context: CommandContext): string {
  const refused: string[] = [];
  for (const kind of kinds) {
    if (kind === 'file') {
      const own = (study.attachments ?? []).map(({ path }) => path);
      for (const path of own) {
        const file = documentIn([attachmentFolder(context)], path);
        if (file !== undefined) return file;
        refused.push(`the file ${path} is not there, or is no document`);
      }
      for (const path of attachedFiles(study.residue?.bibtex)) {
        const file = documentAt(path, context);
        if (file !== undefined) return file;
        refused.push(`the file ${path} is not there, or is no document`);
      }
      continue;
    }
    const given = text(study.item, kind === 'doi' ? 'DOI' : 'URL');
    if (given === undefined) continue;
    const link = kind === 'doi' ? doiLink(given) : webLink(given);
    if (link !== undefined) return link;
    refused.push(`${given} is no ${kind === 'doi' ? 'DOI' : 'http or https link'}`);
  }
  const names = { doi: 'DOI', url: 'URL', file: 'file' };
  const wanted = kinds.length > 1 ? 'DOI, URL or file' : names[kinds[0] ?? 'doi'];
  throw new UserError(
    refused.length > 0
      ? `${study.item.id} cannot be opened: ${refused.join('; ')}`
      : `${study.item.id} has no ${wanted} to open`,
  );
}

/** "10.1000/182", "doi:10.1000/182" or the link itself. DOI Handbook, "2.2 Numbering". */
function doiLink(given: string): string | undefined {
  const doi = /^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}\/\S+)$/i.exec(given.trim())?.[1];
  return doi && webLink(`https://doi.org/${doi.split('/').map(encodeURIComponent).join('/')}`);
}

function webLink(given: string): string | undefined {
  if (!URL.canParse(given.trim())) return undefined;
  const url = new URL(given.trim());
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

/** The absolute path of a document; relative ones start from the current folder or that of the workspace. */
function documentAt(path: string, { cwd, exportsFolder }: CommandContext): string | undefined {
  return documentIn([cwd, ...(exportsFolder === undefined ? [] : [dirname(exportsFolder)])], path);
}

function documentIn(folders: readonly string[], path: string): string | undefined {
  if (!DOCUMENTS.has(extname(path).toLowerCase())) return undefined;
  return folders.map((folder) => resolve(folder, path)).find((file) => existsSync(file) && statSync(file).isFile());
}
