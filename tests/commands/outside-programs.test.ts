import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clipboardSequence, clipboardTools } from '../../src/commands/clipboard.ts';
import { openerOf } from '../../src/commands/system-opener.ts';

/** A folder for PATH in which these programs are. */
function pathWith(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test('no system opens a link by way of a shell', () => {
  for (const platform of ['darwin', 'linux', 'win32', 'freebsd'] as const)
    expect(openerOf(platform, {})[0]).not.toMatch(/cmd|sh$|start/);
  expect(openerOf('linux', { WSL_DISTRO_NAME: 'Debian' })).toEqual(['wslview']);
});

test('the clipboard of the display is asked first, and only by programs that are there', () => {
  const PATH = pathWith('wl-copy', 'xsel');
  const names = clipboardTools('linux', { PATH, DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }).map(([name]) => name);
  expect(names).toEqual(['wl-copy', 'xsel']);
  expect(clipboardTools('linux', { PATH })).toEqual([]);
});

test('over ssh no program of the other machine is asked', () => {
  const PATH = pathWith('pbcopy', 'xclip');
  expect(clipboardTools('darwin', { PATH, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' })).toEqual([]);
  expect(clipboardTools('darwin', { PATH })).toEqual([['pbcopy']]);
});

test('a text that terminals would cut is not sent to them', () => {
  expect(clipboardSequence('é')).toBe('\x1b]52;c;w6k=\x07');
  expect(clipboardSequence('x'.repeat(80_000))).toBeUndefined();
});
