import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { text } from '../domain/csl.ts';
import type { Diagnostic } from '../domain/diagnostic.ts';
import { bareDoi } from '../domain/doi.ts';
import type { Study } from '../domain/study.ts';
import { studiesCount } from '../domain/text/counts.ts';
import { UserError } from '../domain/user-error.ts';
import { readStudy } from '../store/studies.ts';
import { attachmentFolder } from './attach.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { someStudies } from './select-studies.ts';
import { linksOf } from './study-data.ts';
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
    'Takes the first that a study has, in this order, and hands it to the program that the system has for it. Only http and https links and documents that exist are opened.\n' +
    'Example: lectern open smith2010 --what file --number 2',
  params: {
    what: { kind: 'text', summary: 'Open this one', choices: KINDS },
    number: { kind: 'number', summary: 'Open the second, third … of them, as "lectern show" lists them' },
  },
  selection: 'many',
  readsOnly: true,
  keys: { list: ['o'], detail: ['o'] },
  spareHint: 'link',
  confirmation({ selection: { studies } }) {
    return studies.length > UNASKED ? `Open ${studiesCount(studies.length)} at once?` : undefined;
  },
  async run(context, { what, number = 1 }) {
    const studies = someStudies(context.selection.studies);
    if (number < 1) throw new UserError(`--number counts from 1, not ${number}`, undefined, 2);
    const wanted = { kinds: what === undefined ? KINDS : [what as Kind], number };
    const [only] = studies;
    if (only !== undefined && studies.length === 1)
      return { message: `Opened ${await openStudy(context, only, wanted)}` };
    const diagnostics: Diagnostic[] = [];
    let opened = 0;
    for (const [done, id] of studies.entries()) {
      if (context.signal?.aborted) break;
      const total = studies.length;
      context.onProgress?.({ label: 'opening', share: done / total, count: { done, total, unit: 'studies' } });
      try {
        await openStudy(context, id, wanted);
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

interface Wanted {
  kinds: readonly Kind[];
  /** 1 is the first that can be opened; from 2 on, that one of all. */
  number: number;
}

/** @returns what was opened. @throws UserError when there is nothing, or it cannot be. */
async function openStudy(context: CommandContext, id: number, wanted: Wanted): Promise<string> {
  const study = readStudy(context.library, id);
  if (!study) throw new UserError('this study is no longer in the library');
  const target = targetOf(study, wanted, context);
  await openWithSystem(target);
  return target;
}

/** Something to open, or why it cannot be. */
type Candidate = { target: string } | { refused: string };

function targetOf(study: Study, { kinds, number }: Wanted, context: CommandContext): string {
  const all = kinds.flatMap((kind) => candidates(study, kind, context));
  const names = { doi: 'DOI', url: 'URL', file: 'file' };
  const what = kinds.length > 1 ? 'DOI, URL or file' : names[kinds[0] ?? 'doi'];
  if (all.length === 0) throw new UserError(`${study.item.id} has no ${what} to open`);
  if (number > all.length) throw new UserError(`${study.item.id} has ${all.length} to open, and no number ${number}`);
  const chosen = number === 1 ? all : all.slice(number - 1, number);
  const refused: string[] = [];
  for (const candidate of chosen) {
    if ('target' in candidate) return candidate.target;
    refused.push(candidate.refused);
  }
  throw new UserError(`${study.item.id} cannot be opened: ${refused.join('; ')}`);
}

function candidates(study: Study, kind: Kind, context: CommandContext): Candidate[] {
  if (kind === 'file') {
    return (study.attachments ?? []).map(({ path }): Candidate => {
      const target = documentIn(attachmentFolder(context), path);
      return target === undefined ? { refused: `the file ${path} does not exist, or is not a document` } : { target };
    });
  }
  const own = text(study.item, kind === 'doi' ? 'DOI' : 'URL');
  return [...(own === undefined ? [] : [own]), ...(kind === 'doi' ? [] : linksOf(study))].map((given): Candidate => {
    const target = kind === 'doi' ? doiLink(given) : webLink(given);
    return target === undefined
      ? { refused: `${given} is not ${kind === 'doi' ? 'a DOI' : 'an http or https link'}` }
      : { target };
  });
}

/** "10.1000/182", "doi:10.1000/182" or the link itself. DOI Handbook, "2.2 Numbering". */
function doiLink(given: string): string | undefined {
  const doi = bareDoi(given);
  return doi && webLink(`https://doi.org/${doi.split('/').map(encodeURIComponent).join('/')}`);
}

function webLink(given: string): string | undefined {
  if (!URL.canParse(given.trim())) return undefined;
  const url = new URL(given.trim());
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

/** The absolute path of a document. */
function documentIn(folder: string, path: string): string | undefined {
  if (!DOCUMENTS.has(extname(path).toLowerCase())) return undefined;
  const file = resolve(folder, path);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
