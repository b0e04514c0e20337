import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { PANE_ACTIONS } from '../../src/commands/ui-actions.ts';
import { completeLine } from '../../src/tui/complete-line.ts';
import type { Sources } from '../../src/tui/complete-values.ts';

const KEYS = ['weber2019', 'weber2020'];

function sources(cwd = '/'): Sources {
  return {
    cwd,
    state: { codebook: [{ name: 'harm' }, { name: 'harm/grooming' }], searches: [], open: undefined } as never,
    browser: {
      ids: (query: string) => KEYS.flatMap((key, at) => (key.startsWith(query.replace('key:', '')) ? [at] : [])),
      rows: (ids: Iterable<number>) => [...ids].map((id) => ({ key: KEYS[id] })),
      history: () => [{ id: 12 }, { id: 7 }],
    } as never,
  };
}

/** The lines that Tab goes through. */
function lines(line: string, from = sources()): string[] {
  const { start, items } = completeLine(line, from);
  return items.map((item) => line.slice(0, start) + item);
}

describe('the prompt completes', () => {
  test('the name of every command, and of every action of the panes', () => {
    for (const { name } of [...COMMANDS, ...PANE_ACTIONS])
      expect(lines(name.slice(0, Math.max(2, name.length - 1)))).toContain(`${name} `);
  });

  test.each([
    ['screen ex', ['screen excluded ']],
    ['screen excluded web', ['screen excluded weber2019 ', 'screen excluded weber2020 ']],
    ['tag +groo', ['tag +harm/grooming ']],
    ['tag +harm web', ['tag +harm weber2019 ', 'tag +harm weber2020 ']],
    ['find tag:groo', ['find tag:harm/grooming ']],
    ['find -tag:groo', ['find -tag:harm/grooming ']],
    ['find status:inc', ['find status:included ']],
    ['find type:bi', ['find type:bill ']],
    ['find has:abs', ['find has:abstract ']],
    ['find sort:-ye', ['find sort:-year ', 'find sort:-year-suffix ']],
    ['trash in:t', ['trash in:trash ']],
    ['trash auth', ['trash author:', 'trash authority:']],
    ['edit type=bi', ['edit type=bill ']],
    ['edit key=new weber2019', ['edit key=new weber2019 ']],
    ['codebook define --colour red groo', ['codebook define --colour red harm/grooming ']],
    ['codebook rename harm groo', ['codebook rename harm harm/grooming ']],
    ['export -f bib', ['export -f bibtex ', 'export -f biblatex ']],
    ['history jump 1', ['history jump 12 ']],
    ['copy key web', ['copy key weber2019 ', 'copy key weber2020 ']],
  ])('%s', (line, completed) => {
    expect(lines(line).sort()).toEqual([...completed].sort());
  });

  test('files, also those of the home folder, with quotation marks where a name has spaces', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-'));
    const atHome = mkdtempSync(join(homedir(), 'lectern-test-'));
    onTestFinished(() => {
      for (const one of [folder, atHome]) rmSync(one, { recursive: true, force: true });
    });
    mkdirSync(join(folder, 'my papers'));
    writeFileSync(join(folder, 'my papers', 'one.pdf'), '');
    writeFileSync(join(atHome, 'two.bib'), '');
    const from = sources(folder);
    expect(lines('attach my', from)).toEqual(['attach "my papers/"']);
    expect(lines('attach "my papers/"', from)).toEqual(['attach "my papers/one.pdf" ']);
    expect(lines('import ~', from)).toEqual(['import ~/']);
    expect(lines(`import ~/${basename(atHome)}/t`, from)).toEqual([`import ~/${basename(atHome)}/two.bib `]);
    expect(lines(`export -o ~/${basename(atHome)}/t`, from)).toHaveLength(1);
  });
});
