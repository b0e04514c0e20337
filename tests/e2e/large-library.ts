import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { write } from '../../src/store/journal.ts';
import { closeForGood, openLibrary } from '../../src/store/open-library.ts';
import { insertStudy } from '../../src/store/studies.ts';

export const STUDIES = 5000;

/**
 * A workspace whose library is too large to be searched within one frame; remove it with the function. Every abstract has the
 * words "reading habit"; the title of study 17, "Reading", is the best match for the first of them.
 */
export function largeFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-large-'));
  const library = openLibrary(join(folder, 'library', 'lectern.db'));
  write(library, 'import', (writer) => {
    for (let at = 1; at <= STUDIES; at += 1) {
      insertStudy(writer, {
        item: {
          id: `key${at}`,
          type: 'book',
          title: at === 17 ? 'Reading' : `Study ${at} of writing`,
          author: [{ family: at % 2 === 0 ? 'Weber' : 'Tanaka', given: 'A.' }],
          issued: { 'date-parts': [[1950 + (at % 70)]] },
          abstract: `About the reading habit, part ${at}. ${'The text goes on and on. '.repeat(12)}`,
        },
        tags: [at % 3 === 0 ? 'method/survey' : 'method/interview'],
        status: 'unscreened',
      });
    }
    return { summary: 'import', result: undefined };
  });
  closeForGood(library);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
