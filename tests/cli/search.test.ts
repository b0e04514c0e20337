import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = Sandbox.withReview();
});
afterEach(() => {
  box.remove();
});

test('find --excerpts lists passages with their study, section and id', () => {
  const all = box.json<{ study: string; uid: string; section: string; text: string }[]>(
    'find',
    '--excerpts',
    'longitudinal',
  );
  expect(all.length).toBeGreaterThan(1);
  for (const { text } of all) expect(text.toLowerCase()).toContain('longitudinal');
  const lines = box.ok('find', '--excerpts', 'longitudinal').trim().split('\n');
  expect(lines.length).toBe(all.length);
  expect(lines[0]).toContain(all[0]?.study);
  expect(lines[0]).toContain(all[0]?.uid);
  expect(box.run(['find', '--excerpts', 'longitudinal', '--limit', '1']).stderr).toContain(
    `1 of ${all.length} passages`,
  );
});

test('a saved search is listed with its count, finds what its query finds, and goes with undo', () => {
  const found = box.json<unknown[]>('find', 'year:2016').length;
  box.ok('search', 'save', 'Of 2016', 'year:2016');
  expect(box.json('search', 'list')).toEqual([{ name: 'Of 2016', query: 'year:2016', studies: found }]);
  box.ok('search', 'save', 'of 2016', 'year:2016', 'tag:harm');
  expect(box.json('search', 'list')).toMatchObject([{ name: 'Of 2016', query: 'year:2016 tag:harm' }]);
  box.ok('undo');
  expect(box.json('search', 'list')).toMatchObject([{ query: 'year:2016' }]);
  box.ok('search', 'remove', 'OF 2016');
  expect(box.json('search', 'list')).toEqual([]);
  const { code, stderr } = box.run(['search', 'remove', 'Of 2016']);
  expect(code).toBe(1);
  expect(stderr).toContain('no such saved search');
});
