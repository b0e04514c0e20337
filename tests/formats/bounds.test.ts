import { describe, expect, test } from 'vitest';
import { draftsInBounds } from '../../src/formats/bounds.ts';
import { formatByName } from '../../src/formats/formats.ts';

const LONG = 'long words '.repeat(400_000);
const FILES: Record<string, [file: string, line: number]> = {
  bibtex: [`@article{a, title={A}}\n@article{b, title={B}, abstract={${LONG}}}\n@article{c, title={C}}\n`, 2],
  ris: [`TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nTI  - B\nAB  - ${LONG}\nER  - \nTY  - JOUR\nTI  - C\nER  - \n`, 4],
  nbib: [`PMID- 1\nTI  - A\n\nPMID- 2\nTI  - B\nAB  - ${LONG}\n\nPMID- 3\nTI  - C\n`, 4],
  enw: [`%0 Book\n%T A\n\n%0 Book\n%T B\n%X ${LONG}\n\n%0 Book\n%T C\n`, 4],
  'csl-json': [
    `[{"id":"a","type":"book","title":"A"},\n{"id":"b","type":"book","title":"B","abstract":"${LONG}"},\n{"id":"c","type":"book","title":"C"}]`,
    2,
  ],
};

describe.each(Object.keys(FILES))('an entry of %s with a field of 4.4 million characters', (name) => {
  test('is left out with its line, and the others come in', async () => {
    const [file, line] = FILES[name]!;
    const { studies, diagnostics } = await formatByName(name)!.read!(file, { source: 'f' });
    const drafts = draftsInBounds(studies, 'f', diagnostics);
    expect(drafts.map(({ item }) => item.title)).toEqual(['A', 'C']);
    expect(diagnostics).toMatchObject([{ severity: 'error', line, message: expect.stringContaining('4.4 million') }]);
    expect(JSON.stringify(drafts).length).toBeLessThan(3000);
  });
});

test('an entry of many fields that are each short enough is left out too', () => {
  const item = {
    id: 'k',
    type: 'book',
    ...Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`x${at}`, 'y'.repeat(1e6)])),
  };
  const diagnostics: never[] = [];
  expect(draftsInBounds([{ item, tags: [], excerpts: [] }], 'f', diagnostics)).toEqual([]);
  expect(diagnostics).toMatchObject([{ message: expect.stringContaining('the entry has 9') }]);
});
