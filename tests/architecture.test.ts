import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** What each folder of src may import, beside itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  store: ['domain'],
  formats: ['domain'],
  commands: ['domain', 'store', 'formats'],
  cli: ['domain', 'commands'],
  tui: ['domain', 'commands'],
  '.': ['domain', 'commands', 'cli', 'tui'],
};

/** Node modules and packages that do I/O, keep time or hold a database: not for the domain. */
const NOT_PURE = /^(?:node:(?!util)|better-sqlite3|ink|react)/;

interface Import {
  from: string;
  to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const imports: Import[] = files.flatMap((name) => {
  const text = readFileSync(join(SRC, name), 'utf8');
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+|\bnew URL\(\s*)['"]([^'"]+)['"]/gm);
  return [...found].map((match) => ({ from: name, to: match[1] as string }));
});

function layerOf(name: string): string {
  return name.includes('/') ? (name.split('/')[0] as string) : '.';
}

test('the test sees the imports of every layer', () => {
  for (const layer of Object.keys(MAY_IMPORT))
    expect(
      imports.some(({ from }) => layerOf(from) === layer),
      layer,
    ).toBe(true);
});

test('every folder of src has a rule', () => {
  const folders = new Set(files.map(layerOf));
  expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

test('imports point only in the direction of the layers', () => {
  const wrong = imports.flatMap(({ from, to }) => {
    if (!to.startsWith('.') || to.endsWith('.json')) return [];
    const target = layerOf(relative(SRC, resolve(SRC, dirname(from), to)));
    const layer = layerOf(from);
    return target === layer || MAY_IMPORT[layer]?.includes(target) ? [] : [`${from} imports ${to}`];
  });
  expect(wrong).toEqual([]);
});

test('the domain does no I/O and knows no database, clock or screen', () => {
  const wrong = imports
    .filter(({ from, to }) => layerOf(from) === 'domain' && NOT_PURE.test(to))
    .map(({ from, to }) => `${from} imports ${to}`);
  const clocks = files.filter(
    (name) =>
      layerOf(name) === 'domain' &&
      /\b(?:Date\.now\(|new Date\(\)|process\.|performance\.)/.test(readFileSync(join(SRC, name), 'utf8')),
  );
  expect([...wrong, ...clocks]).toEqual([]);
});

test('no import goes round in a circle between files', () => {
  const graph = new Map<string, string[]>();
  for (const { from, to } of imports) {
    if (to.startsWith('.'))
      graph.set(from, [...(graph.get(from) ?? []), relative(SRC, resolve(SRC, dirname(from), to))]);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (name: string, path: string[]) => {
    if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name].join(' -> '));
    else if (!done.has(name)) {
      for (const next of graph.get(name) ?? []) visit(next, [...path, name]);
      done.add(name);
    }
  };
  for (const name of graph.keys()) visit(name, []);
  // Types of one command may be named by another; only what runs counts.
  expect(circles.filter((circle) => !isTypesOnly(circle))).toEqual([]);
});

function isTypesOnly(circle: string): boolean {
  const names = circle.split(' -> ');
  return names.slice(0, -1).some((name, at) => {
    const text = readFileSync(join(SRC, name), 'utf8');
    const target = names[at + 1] as string;
    const lines = text
      .split('\n')
      .filter(
        (line) =>
          /\bfrom\s/.test(line) &&
          resolve(SRC, dirname(name), /['"]([^'"]+)['"]/.exec(line)?.[1] ?? '') === resolve(SRC, target),
      );
    return lines.length > 0 && lines.every((line) => /^import type\b/.test(line));
  });
}
