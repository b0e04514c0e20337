import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Attachment } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { write } from '../store/journal.ts';
import { readStudy, updateStudy } from '../store/studies.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { theStudy } from './select-studies.ts';

export const attach = defineCommand({
  name: 'attach',
  summary: 'Attach a file to a study',
  description:
    'Example: lectern attach papers/smith2010.pdf smith2010\nThe file stays where it is; its path is kept, relative to the workspace when it is inside.',
  params: {
    file: {
      kind: 'text',
      summary: 'The file',
      positional: true,
      required: true,
      completes: 'file',
      placeholder: 'FILE',
    },
    title: { kind: 'text', summary: 'What it is, such as "Appendix"' },
  },
  selection: 'one',
  keys: { list: ['A'], detail: ['A'] },
  asks: 'prompt',
  run(context, { file, title }) {
    const { library, selection } = context;
    const path = attachmentPath(file, context);
    return write(library, 'attach', (writer) => {
      const id = theStudy(library, selection.studies);
      const study = readStudy(library, id);
      const attachments = study?.attachments ?? [];
      const key = study?.item.id ?? '';
      const before = attachments.find((one) => one.path === path);
      const next: Attachment = { path, ...(title === undefined ? {} : { title }) };
      const all = before
        ? attachments.map((one) => (one === before ? { ...before, ...next } : one))
        : [...attachments, next];
      const changed = updateStudy(writer, id, { attachments: all });
      return {
        summary: `attach ${path} to ${key}`,
        result: { message: changed ? `Attached ${path} to ${key}.` : `${key} has ${path} already.` },
      };
    });
  },
});

export const detach = defineCommand({
  name: 'detach',
  summary: 'Take an attached file off a study; the file itself stays',
  params: {
    file: {
      kind: 'text',
      summary: 'Its path as "lectern show" prints it, or its name',
      positional: true,
      required: true,
      completes: 'attachment',
      placeholder: 'FILE',
    },
  },
  selection: 'one',
  asks: 'prompt',
  run(context, { file }) {
    const { library, selection } = context;
    return write(library, 'detach', (writer) => {
      const id = theStudy(library, selection.studies);
      const study = readStudy(library, id);
      const attachments = study?.attachments ?? [];
      const key = study?.item.id ?? '';
      const gone = attachmentNamed(attachments, file, context);
      if (!gone)
        throw new UserError(
          `${key} has no attachment ${file}`,
          attachments.length === 0 ? 'it has none' : `it has ${attachments.map(({ path }) => path).join(', ')}`,
        );
      updateStudy(writer, id, { attachments: attachments.filter((one) => one !== gone) });
      return { summary: `detach ${gone.path} from ${key}`, result: { message: `Detached ${gone.path} from ${key}.` } };
    });
  },
});

/** The folder from which paths of attachments start: that of the workspace, or of the library where there is none. */
export function attachmentFolder({ exportsFolder, library }: CommandContext): string {
  return dirname(exportsFolder ?? resolve(library.file));
}

/** @throws UserError when there is no such file. */
function attachmentPath(file: string, context: CommandContext): string {
  const path = resolve(context.cwd, file);
  if (!existsSync(path)) throw new UserError(`${file}: no such file`, 'check the path; it starts from this folder');
  if (!statSync(path).isFile()) throw new UserError(`${file}: not a file`, 'attach the files in it one by one');
  const folder = attachmentFolder(context);
  for (const [from, to] of [
    [folder, path],
    [real(folder), real(path)],
  ] as const) {
    const inside = relative(from, to);
    if (!inside.startsWith('..') && !isAbsolute(inside)) return inside.split(sep).join('/');
  }
  return path;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function attachmentNamed(
  attachments: readonly Attachment[],
  file: string,
  context: CommandContext,
): Attachment | undefined {
  const folder = attachmentFolder(context);
  const exact = attachments.find(({ path }) => path === file || resolve(folder, path) === resolve(context.cwd, file));
  const named = attachments.filter(({ path }) => basename(path) === file);
  return exact ?? (named.length === 1 ? named[0] : undefined);
}
