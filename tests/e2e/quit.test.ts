import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

test('leaving gives the terminal back', async () => {
  const tty = await openReview();
  await tty.until('Studies 20');
  tty.press(keyOf('quit'));
  expect(await tty.exit).toEqual({ exitCode: 0, signal: 0 });
  expect(tty.alt).toBe(false);
  expect(tty.text().trim()).toBe('');
});

test('a form with something in it asks before it is left', async () => {
  const tty = await openReview();
  await tty.until('Studies 20');
  tty.press(keyOf('add'));
  await tty.until('New study');
  tty.type('A title');
  await tty.until('A title');
  tty.press(keyOf('close', 'form'));
  await tty.until('Leave without saving');
  tty.press(keyOf('no', 'confirm'));
  await tty.until(() => !tty.text().includes('Leave without saving'));
  expect(tty.text()).toContain('A title');
  tty.press(keyOf('close', 'form'));
  await tty.until('Leave without saving');
  tty.press(keyOf('yes', 'confirm'));
  await tty.until('Studies 20');
});

test('a signal gives the terminal back', async () => {
  const tty = await openReview();
  await tty.until('Studies 20');
  tty.kill('SIGTERM');
  expect((await tty.exit).exitCode).toBe(143);
  expect(tty.alt).toBe(false);
});

test.each(['quit', 'q'])('":%s" leaves as the key does', async (line) => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('prompt'));
  tty.type(line);
  tty.press(keyOf('run-line', 'prompt'));
  expect(await tty.exit).toEqual({ exitCode: 0, signal: 0 });
  expect(tty.raw).not.toContain('Error');
});
