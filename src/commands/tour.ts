import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../domain/user-error.ts';
import { defineCommand } from './define-command.ts';
import type { Workspace } from './workspace.ts';

export const tour = defineCommand({
  name: 'tour',
  summary: 'Walk through the review that ships, in a copy that goes away',
  params: {},
  selection: 'none',
  withoutLibrary: true,
  opensScreen: true,
  run() {
    throw new UserError('the tour needs a terminal', undefined, 2);
  },
});

const SHIPPED = ['harms-review.json', 'codebook.json'];

/** A workspace with the review that ships in a temporary folder; `remove` takes it away at once. @throws UserError when the review is not there. */
export function makeTourWorkspace(): { workspace: Workspace & { folder: string }; remove: () => void } {
  // From dist/ of the program, and from src/commands/.
  const shipped = ['../library/', '../../library/']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((folder) => SHIPPED.every((name) => existsSync(join(folder, name))));
  if (shipped === undefined)
    throw new UserError('the review that ships with Lectern is not there', 'install Lectern anew');
  const root = mkdtempSync(join(tmpdir(), 'lectern-tour-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  const folder = join(root, 'tour');
  for (const name of ['library', 'exports']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of SHIPPED) cpSync(join(shipped, name), join(folder, 'library', name));
  return { workspace: { folder, libraryFile: join(folder, 'library', 'lectern.db') }, remove };
}
