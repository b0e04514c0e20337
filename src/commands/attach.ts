import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Attachment } from '../domain/study.ts';
import { UserError } from '../domain/user-error.ts';
import { write } from '../store/journal.ts';
import { readStudy, updateStudy } from '../store/studies.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { pathOf } from './paths.ts';
import { insideOf } from './place-attachments.ts';
import { changeEach, namedStudies, ofMany, someStudies } from './select-studies.ts';

export const attach = defineCommand({
  name: 'attach',
  summary: 'Attach a file to studies',
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
  selection: 'many',
  keys: { list: ['A'], detail: ['A'] },
  asks: 'prompt',
  long: ofMany,
  run(context, { file, title }) {
    const { library } = context;
    const path = attachmentPath(file, context);
    const next: Attachment = { path, ...(title === undefined ? {} : { title }) };
    return write(library, 'attach', (writer) => {
      const changed = changeEach(context, writer, 'attaching', (id) => {
        const attachments = readStudy(library, id)?.attachments ?? [];
        const before = attachments.find((one) => one.path === path);
        const all = before
          ? attachments.map((one) => (one === before ? { ...before, ...next } : one))
          : [...attachments, next];
        return updateStudy(writer, id, { attachments: all });
      });
      const to = namedStudies(library, changed.length > 0 ? changed : context.selection.studies);
      return {
        summary: `attach ${path} to ${to}`,
        result: { message: changed.length > 0 ? `Attached ${path} to ${to}.` : `${to}: ${path} is attached already.` },
      };
    });
  },
});

export const detach = defineCommand({
  name: 'detach',
  summary: 'Take an attached file off studies; the file itself stays',
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
  selection: 'many',
  asks: 'prompt',
  long: ofMany,
  run(context, { file }) {
    const { library, selection } = context;
    const studies = selection.studies.flatMap((id) => readStudy(library, id) ?? []);
    const paths = new Set(
      studies.flatMap(({ attachments = [] }) => attachmentNamed(attachments, file, context)?.path ?? []),
    );
    if (paths.size === 0) {
      const has = studies.flatMap(({ attachments = [] }) => attachments.map(({ path }) => path));
      throw new UserError(
        `${namedStudies(library, someStudies(selection.studies))} ${studies.length === 1 ? 'has' : 'have'} no attachment ${file}`,
        has.length === 0 ? 'nothing is attached' : `attached is ${[...new Set(has)].slice(0, 5).join(', ')}`,
      );
    }
    return write(library, 'detach', (writer) => {
      const changed = changeEach(context, writer, 'detaching', (id) => {
        const attachments = readStudy(library, id)?.attachments ?? [];
        const gone = attachmentNamed(attachments, file, context);
        return (
          gone !== undefined && updateStudy(writer, id, { attachments: attachments.filter((one) => one !== gone) })
        );
      });
      const what = paths.size === 1 ? [...paths].join() : file;
      const from = namedStudies(library, changed);
      return { summary: `detach ${what} from ${from}`, result: { message: `Detached ${what} from ${from}.` } };
    });
  },
});

/** The folder from which paths of attachments start: that of the workspace, or of the library where there is none. */
export function attachmentFolder({ exportsFolder, library }: CommandContext): string {
  return dirname(exportsFolder ?? resolve(library.file));
}

/** @throws UserError when there is no such file. */
function attachmentPath(file: string, context: CommandContext): string {
  const path = pathOf(context.cwd, file);
  if (!existsSync(path)) throw new UserError(`${file}: no such file`, 'check the path; it starts from this folder');
  if (!statSync(path).isFile()) throw new UserError(`${file}: not a file`, 'attach the files in it one by one');
  const folder = attachmentFolder(context);
  for (const [from, to] of [
    [folder, path],
    [real(folder), real(path)],
  ] as const) {
    const inside = insideOf(from, to);
    if (inside !== to) return inside;
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
  const exact = attachments.find(({ path }) => path === file || resolve(folder, path) === pathOf(context.cwd, file));
  const named = attachments.filter(({ path }) => basename(path) === file);
  return exact ?? (named.length === 1 ? named[0] : undefined);
}
