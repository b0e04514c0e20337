import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { StudyDraft } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { cslJsonFormat } from '../formats/csl-json/csl-json.ts';
import { decode } from '../formats/encoding/decode.ts';
import { forgetHistory, write } from '../store/journal.ts';
import { makeFolder } from '../store/make-folder.ts';
import { closeForGood, type Library, openLibrary } from '../store/open-library.ts';
import { addDrafts } from './add-drafts.ts';
import { defineFromCodebook } from './codebook.ts';
import { keysOf } from './draft-keys.ts';
import { recognizeExports } from './export-file/recognize-exports.ts';
import { indexing, type Progress } from './progress.ts';

/** The part of the time that reading a file takes; writing and indexing take the rest. */
const READING = 0.3;

/** Where the library is, and where exports go when no place is named. */
export interface Workspace {
  libraryFile: string;
  /** Undefined when the library belongs to no workspace. */
  folder: string | undefined;
}

export interface WorkspaceRequest {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** --library FILE. */
  library?: string;
}

/**
 * The library to use: --library, then LECTERN_LIBRARY, then the workspace that holds the current folder, then
 * `$XDG_DATA_HOME/lectern/lectern.db` (XDG Base Directory Specification 0.8). Looks only, makes nothing.
 */
export function findWorkspace({ cwd, env, library }: WorkspaceRequest): Workspace {
  const named = library ?? (env.LECTERN_LIBRARY || undefined);
  if (named !== undefined) {
    const libraryFile = resolve(cwd, named);
    return { libraryFile, folder: workspaceOf(libraryFile) };
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (isWorkspace(folder)) return { libraryFile: join(folder, 'library', 'lectern.db'), folder };
    if (dirname(folder) === folder) break;
  }
  const data = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : join(env.HOME ?? homedir(), '.local', 'share');
  return { libraryFile: join(data, 'lectern', 'lectern.db'), folder: undefined };
}

/** @throws UserError when there is no library yet at the place that the user named: a slip of the keyboard makes no new one. */
export function requireLibrary({ libraryFile }: Workspace, { library, env }: WorkspaceRequest): void {
  const named = library ?? env.LECTERN_LIBRARY;
  if (!named || existsSync(libraryFile)) return;
  throw new UserError(`${named}: no such library`, 'check the name; "lectern import" and "lectern add" make a new one');
}

export interface Opening {
  /** For a screen that stays open. */
  lean?: true;
  /** Hears how far a library is that is made, or brought to this version. */
  onProgress?: (progress: Progress) => void;
}

/**
 * Opens the library of a workspace. The first time, it is made from the CSL-JSON files and the `codebook.json` that lie
 * in the folder `library/`; a process killed meanwhile, or another that does the same, leaves no half library.
 */
export async function openWorkspace(workspace: Workspace, { lean, onProgress }: Opening = {}): Promise<Library> {
  const { libraryFile } = workspace;
  const seeds = existsSync(libraryFile) || !workspace.folder ? [] : seedFiles(dirname(libraryFile));
  if (seeds.length > 0) await makeFromSeeds(libraryFile, seeds, workspace.folder, onProgress);
  return openLibrary(libraryFile, {
    ...(lean ? { lean } : {}),
    ...(onProgress ? { onIndexed: (done, total) => onProgress(indexing(done, total)) } : {}),
  });
}

/**
 * Makes `library/` and `exports/` in `folder`, with a library of what lies in `library/` already (`openWorkspace`).
 * @throws UserError when there is one already.
 */
export async function makeWorkspace(folder: string): Promise<Workspace> {
  const libraryFile = join(folder, 'library', 'lectern.db');
  if (existsSync(libraryFile))
    throw new UserError(`${folder}: already a workspace`, `open it with "lectern" in that folder`);
  for (const name of ['library', 'exports']) {
    try {
      makeFolder(join(folder, name));
    } catch (error) {
      throw new UserError(
        `${join(folder, name)}: cannot make this folder (${(error as NodeJS.ErrnoException).code})`,
        'choose a folder that you may write to',
      );
    }
  }
  (await openWorkspace({ libraryFile, folder })).close();
  return { libraryFile, folder };
}

function isWorkspace(folder: string): boolean {
  return (
    existsSync(join(folder, 'library', 'lectern.db')) ||
    (isFolder(join(folder, 'library')) && isFolder(join(folder, 'exports')))
  );
}

function workspaceOf(libraryFile: string): string | undefined {
  const folder = dirname(dirname(libraryFile));
  return basename(dirname(libraryFile)) === 'library' && isWorkspace(folder) ? folder : undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function seedFiles(folder: string): string[] {
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json') && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .sort();
}

async function makeFromSeeds(
  libraryFile: string,
  seeds: readonly string[],
  workspace: string | undefined,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  let folder: string;
  try {
    folder = mkdtempSync(join(dirname(libraryFile), '.new-'));
  } catch (error) {
    throw new UserError(
      `${dirname(libraryFile)}: cannot be written (${(error as NodeJS.ErrnoException).code})`,
      'change who may write there, or choose another library with --library FILE',
    );
  }
  try {
    const file = join(folder, 'lectern.db');
    const library = openLibrary(file);
    try {
      await loadSeeds(library, seeds, onProgress);
      forgetHistory(library);
      if (workspace !== undefined) await recognizeExports(library, workspace);
      closeForGood(library);
    } finally {
      library.close();
    }
    moveIntoPlace(file, libraryFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another process may have been first: then its library stands. */
function moveIntoPlace(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function loadSeeds(
  library: Library,
  files: readonly string[],
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  const isCodebook = (file: string) => basename(file) === 'codebook.json';
  const read: { file: string; drafts: StudyDraft[] }[] = [];
  for (const file of files) if (!isCodebook(file)) read.push({ file, drafts: await readSeed(file, onProgress) });
  const reserved = new Set(read.flatMap(({ drafts }) => [...keysOf(drafts)]));
  for (const file of files.filter(isCodebook)) {
    const { text } = decode(readFileSync(file), file);
    write(library, 'import', (writer) => ({
      summary: 'load the codebook',
      result: defineFromCodebook(writer, text, file),
    }));
  }
  for (const { file, drafts } of read) {
    const total = drafts.length;
    write(library, 'import', (writer) => ({
      summary: `load ${basename(file)}`,
      result: addDrafts(writer, drafts, basename(file), {
        reserved,
        onProgress: (done) => {
          if (done % 100 !== 0) return;
          const share = READING + (1 - READING) * (done / total);
          const label = `making the library of ${basename(file)}`;
          onProgress?.({ label, share, count: { done, total, unit: 'studies' } });
        },
      }),
    }));
  }
}

/** @throws UserError when a part of the file cannot be read. */
async function readSeed(file: string, onProgress?: (progress: Progress) => void): Promise<StudyDraft[]> {
  const { text } = decode(readFileSync(file), file);
  const { studies, diagnostics } = await cslJsonFormat.read!(text, {
    source: file,
    onProgress: async (share) => onProgress?.({ label: `reading ${basename(file)}`, share: share * READING }),
  });
  const failure = diagnostics.find((d) => d.severity === 'error');
  if (failure)
    throw new UserError(
      `${file}${failure.line ? `:${failure.line}` : ''}: ${failure.message}`,
      'mend the file, or move it out of library/',
    );
  return studies;
}
