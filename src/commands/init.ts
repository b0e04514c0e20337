import { relative } from 'node:path';
import { defineCommand } from './define-command.ts';
import { pathOf } from './paths.ts';
import { makeWorkspace } from './workspace.ts';

export const init = defineCommand({
  name: 'init',
  summary: 'Make a workspace: a folder with library/ and exports/',
  params: {
    folder: {
      kind: 'text',
      summary: 'Folder; this one when not given',
      positional: true,
      completes: 'file',
      placeholder: 'FOLDER',
    },
  },
  selection: 'none',
  withoutLibrary: true,
  async run({ cwd }, { folder }) {
    const workspace = await makeWorkspace(pathOf(cwd, folder ?? '.'));
    const place = relative(cwd, workspace.folder ?? '.') || '.';
    return {
      message: `Made a workspace in ${place === '.' ? 'this folder' : place}. Next: lectern import FILE, or lectern to open it.`,
    };
  },
});
