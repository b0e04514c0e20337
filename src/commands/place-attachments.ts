import { existsSync } from 'node:fs';
import { isAbsolute, posix, relative, resolve, sep, win32 } from 'node:path';
import type { Attachment, StudyDraft } from '../domain/study.ts';

interface Places {
  /** The folder of the file that names them. */
  from: string;
  /** The folder from which paths of attachments start. */
  workspace: string;
}

/** Drafts with their attachments as a library keeps them. */
export function withPlacedAttachments(drafts: readonly StudyDraft[], places: Places): StudyDraft[] {
  return drafts.map((draft) =>
    draft.attachments ? { ...draft, attachments: placeAttachments(draft.attachments, places) } : draft,
  );
}

/**
 * Attachments that a file names, as a library keeps them: paths start from the folder of the file, or from that of the workspace
 * where the file is only there. Looks for relative paths only, so that no other machine is asked for anything.
 */
function placeAttachments(attachments: readonly Attachment[], { from, workspace }: Places): Attachment[] {
  const placed = new Map<string, Attachment>();
  for (const attachment of attachments) {
    const path = placeOf(attachment.path, from, workspace);
    if (!placed.has(path)) placed.set(path, { ...attachment, path });
  }
  return [...placed.values()];
}

function placeOf(path: string, from: string, workspace: string): string {
  if (posix.isAbsolute(path) || win32.isAbsolute(path)) return isAbsolute(path) ? insideOf(workspace, path) : path;
  const places = [from, workspace].map((folder) => resolve(folder, path));
  return insideOf(workspace, places.find((place) => existsSync(place)) ?? places[0] ?? path);
}

/** A path from a folder where it lies in it, with "/" between its parts; else as it is. */
export function insideOf(folder: string, path: string): string {
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}
