import { expect, test } from 'vitest';
import { keyOf } from './keys.ts';
import { openReview } from './review.ts';

test('an excerpt is written with section, locator, comment and tags, changed, and removed', async () => {
  const tty = await openReview({ cols: 100, rows: 50 });
  await tty.until('1 of 20');
  const next = keyOf('next-field', 'form');
  tty.press(keyOf('excerpt add'));
  await tty.until('New excerpt of');
  tty.paste('First line of the passage.\nSecond line of the passage.');
  await tty.until('Second line of the passage.');
  tty.press(next, 'right', next);
  tty.type('Appendix');
  tty.press(next);
  tty.type('pages 12-14');
  tty.press(next);
  tty.type('A remark on it.');
  tty.press(next);
  tty.type('method/one, method/two');
  await tty.until('method/two');
  tty.press(keyOf('save', 'form'));
  await tty.until('Added an excerpt to');
  tty.press(keyOf('next-pane'), keyOf('last'));
  await tty.until('paraphrase, page 12-14');
  expect(tty.text()).toContain('Second line of the passage.');
  expect(tty.text()).toContain('> A remark on it.');
  expect(tty.text()).toContain('method/two');

  tty.press(keyOf('excerpt edit', 'detail'));
  await tty.until('Edit an excerpt');
  tty.type(' Third.');
  tty.press(keyOf('save', 'form'));
  await tty.until('Changed the excerpt');
  await tty.until('passage. Third.');

  tty.press(keyOf('excerpt remove', 'detail'));
  await tty.until('Removed an excerpt');
  await tty.until(() => !tty.text().includes('Third.'));
  tty.press(keyOf('undo', 'detail'));
  await tty.until('Undone');
  tty.press(keyOf('last', 'detail'));
  await tty.until('Third.');
});

test('a wrong locator is told beside its field, and nothing is lost', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('excerpt add'));
  await tty.until('New excerpt of');
  tty.type('The passage.');
  const next = keyOf('next-field', 'form');
  tty.press(next, next, next);
  tty.type('pagina 7');
  await tty.until('! "pagina" is not a CSL locator');
  tty.press(keyOf('save', 'form'));
  await tty.until('Not saved yet: Locator has to be mended.');
  expect(tty.text()).toContain('The passage.');
});

test('the same picker tags the excerpt under the cursor', async () => {
  const tty = await openReview({ cols: 100, rows: 50 });
  await tty.until('1 of 20');
  tty.press(keyOf('next-pane'), keyOf('down'));
  await tty.until(/^.*> \w+/m);
  tty.press(keyOf('last'), keyOf('tag', 'detail'));
  await tty.until('Tags of an excerpt');
  tty.type('method/coded');
  await tty.until('new tag: method/coded');
  tty.press(keyOf('toggle', 'picker'), keyOf('apply', 'picker'));
  await tty.until('Tagged the excerpt +method/coded');
});

test('an excerpt without a text is not saved', async () => {
  const tty = await openReview();
  await tty.until('1 of 20');
  tty.press(keyOf('excerpt add'));
  await tty.until('New excerpt of');
  tty.press(keyOf('save', 'form'));
  await tty.until('an excerpt needs a text');
});

test('the field of tags completes the tags of the codebook', async () => {
  const tty = await openReview({ cols: 100 });
  await tty.until('1 of 20');
  const next = keyOf('next-field', 'form');
  tty.press(keyOf('excerpt add'));
  await tty.until('New excerpt of');
  tty.type('The passage.');
  tty.press(...Array.from({ length: 5 }, () => next));
  await tty.until('6 of 6');
  tty.type('groo');
  await tty.until('Tab: harm/grooming');
  tty.press(next);
  await tty.until(/> ?Tags.*harm\/grooming, /);
  tty.type('meth/new, adolesc');
  await tty.until('Tab: population/adolescents');
  tty.press(next);
  await tty.until('harm/grooming, meth/new, population/adolescents,');
  tty.press(next);
  await tty.until('1 of 6');
  tty.press(keyOf('save', 'form'));
  await tty.until('Added an excerpt to');
  tty.press(keyOf('next-pane'), keyOf('last'));
  await tty.until(/harm\/grooming +meth\/new +population\/adolescents/);
});
