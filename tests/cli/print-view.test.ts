import { expect, test } from 'vitest';
import { printView } from '../../src/cli/print-view.ts';
import type { Study } from '../../src/domain/study.ts';

test('more rows than a function takes arguments are printed on a terminal, each cut to its width', () => {
  const row = ['a keyword', '1', 'tag'];
  const text = printView(
    { kind: 'table', head: ['Keyword', 'Studies', 'Tag'], rows: Array.from({ length: 200_000 }, () => row) },
    80,
  );
  const lines = text.split('\n');
  expect(lines.length).toBe(200_002);
  expect(lines[1]).toBe('a keyword  1        tag');
});

test('no text of a study acts on the terminal', () => {
  const attack = 'x\x1b[31m\x1b]0;y\x07\u202e\x9b2J\x85';
  const study: Study = {
    uid: attack,
    item: {
      id: attack,
      type: attack,
      title: attack,
      author: [{ family: attack, given: attack }],
      issued: { literal: attack },
      keyword: attack,
    },
    tags: [attack],
    status: 'unscreened',
    source: { headline: attack, site: attack, url: attack },
    attachments: [{ path: attack, title: attack }],
    excerpts: [
      {
        uid: attack,
        kind: 'quotation',
        section: attack,
        locator: { label: 'page', value: attack },
        text: attack,
        comment: attack,
        tags: [attack],
      },
    ],
  };
  for (const columns of [80, undefined]) {
    const text = printView({ kind: 'study', study, reference: attack, links: [attack] }, columns);
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  }
});
