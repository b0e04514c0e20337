import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

test('on a wide screen the study stays in sight beside its tags and its form', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until(/Citation key +wright2016meta/);
  for (const [name, dialog, close] of [
    ['tag', '▸ Tags of wright2016meta', keyOf('close', 'picker')],
    ['edit', '▸ Edit wright2016meta', keyOf('close', 'form')],
  ] as const) {
    tty.press(keyOf(name));
    await tty.until(dialog);
    expect(tty.text()).toMatch(/DOI +10\.1111\/jcom\.12201/);
    expect(tty.text()).toContain('Pools 22 studies from seven countries');
    expect(tty.text().match(/▸/g)).toHaveLength(1);
    tty.press(close);
    await tty.until('▸ Studies 20');
  }
});

test('on a wide screen the list stays in sight beside its columns, the history and the keys', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until('1 of 20');
  for (const [name, dialog] of [
    ['columns', '▸ Columns of the list'],
    ['history', '▸ History'],
    ['help', '▸ Keys: list'],
  ] as const) {
    tty.press(keyOf(name));
    await tty.until(dialog);
    expect(tty.text()).toContain('> Wright, Tokunaga');
    expect(tty.text()).toContain("Children's Commiss");
    tty.press('esc');
    await tty.until('▸ Studies 20');
  }
});

test('where there is no room beside it a dialog has the whole screen, also after a resize', async () => {
  const tty = await openReview({ cols: 200, rows: 60 });
  await tty.until('1 of 20');
  tty.press(keyOf('tag'));
  await tty.until('▸ Tags of');
  tty.resize(80, 24);
  await tty.until(() => /^ ▸ Tags of/m.test(tty.text()) && !tty.text().includes('Studies 20'));
  tty.resize(200, 60);
  await tty.until(/Citation key +wright2016meta/);
});
