import { beforeEach, describe, expect, test } from 'vitest';
import type { CslItem } from '../../src/domain/study.ts';
import { excerptsOf, insertExcerpt, removeExcerpt, updateExcerpt } from '../../src/store/excerpts.ts';
import { BEGINNING, history, jumpTo, redo, undo, write } from '../../src/store/journal.ts';
import { type Library, openLibrary } from '../../src/store/open-library.ts';
import {
  countStudies,
  insertStudy,
  moveToTrash,
  readStudy,
  removeForGood,
  studyId,
  updateStudy,
} from '../../src/store/studies.ts';
import { codebook, defineTag, renameTag } from '../../src/store/tags.ts';

let library: Library;
beforeEach(() => {
  library = openLibrary(':memory:');
});

const item = (id: string, title = 'A Study of Reading'): CslItem => ({ id, type: 'book', title });
const add = (id: string, title?: string) =>
  write(library, 'add', (writer) => ({
    summary: `add ${id}`,
    result: insertStudy(writer, { item: item(id, title), tags: ['a/b'], status: 'unscreened' }),
  }));
const edit = (id: number, title: string) =>
  write(library, 'edit', (writer) => ({
    summary: 'edit',
    result: updateStudy(writer, id, { item: { ...(readStudy(library, id) as { item: CslItem }).item, title } }),
  }));
const title = (id: number) => readStudy(library, id)?.item.title;

/** Everything that a user could see, to compare before and after. */
function everything() {
  const dump = (sql: string) => library.db.prepare(sql).all();
  return {
    study: dump('select * from study order by id'),
    excerpt: dump('select * from excerpt order by id'),
    tag: dump('select * from tag order by id'),
    tagging: dump('select * from tagging'),
    found: dump("select rowid from study_fts where study_fts match 'reading OR writing OR passage' order by rowid"),
  };
}

describe('undo and redo', () => {
  test('undo of an addition removes the study and redo brings it back as it was', () => {
    const empty = everything();
    const id = add('one');
    write(library, 'excerpt add', (writer) => ({
      summary: 'excerpt',
      result: insertExcerpt(writer, id, { kind: 'quotation', text: 'a passage', section: 'Methods', tags: ['x'] }),
    }));
    const full = everything();
    undo(library);
    undo(library);
    expect(everything()).toEqual(empty);
    redo(library);
    redo(library);
    expect(everything()).toEqual(full);
  });

  test('undo walks back through several edits, one a time', () => {
    const id = add('one', 'First');
    edit(id, 'Second');
    edit(id, 'Third');
    undo(library);
    expect(title(id)).toBe('Second');
    undo(library);
    expect(title(id)).toBe('First');
    redo(library);
    redo(library);
    expect(title(id)).toBe('Third');
  });

  test('two writes to one row within a step are one undo', () => {
    const id = add('one', 'First');
    write(library, 'edit', (writer) => {
      updateStudy(writer, id, { item: item('one', 'Second') });
      updateStudy(writer, id, { item: item('one', 'Third'), tags: [] });
      return { summary: 'twice', result: undefined };
    });
    undo(library);
    expect(readStudy(library, id)).toMatchObject({ item: { title: 'First' }, tags: ['a/b'] });
    redo(library);
    expect(readStudy(library, id)).toMatchObject({ item: { title: 'Third' }, tags: [] });
  });

  test('a new change after an undo ends what could be redone', () => {
    const id = add('one', 'First');
    edit(id, 'Second');
    undo(library);
    edit(id, 'Other');
    expect(() => redo(library)).toThrow('nothing to redo');
    expect(history(library).map((step) => step.state)).toEqual(['done', 'dropped', 'done']);
  });

  test('an undone removal of an excerpt gives it back at its place', () => {
    const id = add('one');
    const uids = write(library, 'excerpt add', (writer) => ({
      summary: 'three',
      result: ['a', 'b', 'c'].map((text) =>
        insertExcerpt(writer, id, { kind: 'summary', text, section: '', tags: [] }),
      ),
    }));
    write(library, 'excerpt remove', (writer) => ({ summary: 'b', result: removeExcerpt(writer, uids[1] as string) }));
    expect(excerptsOf(library, id).map((e) => e.text)).toEqual(['a', 'c']);
    undo(library);
    expect(excerptsOf(library, id).map((e) => e.text)).toEqual(['a', 'b', 'c']);
  });

  test('undo refuses to remove a study that has been changed by something it does not know', () => {
    const id = add('one');
    library.db.prepare("update study set status = 'included', rev = 999 where id = ?").run(id);
    expect(() => undo(library)).toThrow('study one has been changed since');
    expect(readStudy(library, id)?.status).toBe('included');
  });

  test('undo says so when another study, written by something it does not know, has taken the key', () => {
    const id = add('one');
    write(library, 'edit', (writer) => ({ summary: 'key', result: updateStudy(writer, id, { item: item('two') }) }));
    library.db
      .prepare(
        `insert into study (uid, rev, key, key_folded, item, added_at, changed_at, type, title, title_sort, author, author_sort, container)
         values ('other', 0, 'one', 'one', '{}', '', '', 'book', '', '', '', '', '')`,
      )
      .run();
    expect(() => undo(library)).toThrow('another study has taken its name since');
    expect(title(id)).toBe('A Study of Reading');
    expect(studyId(library, 'two')).toBe(id);
  });

  test('undo of nothing says so', () => {
    expect(() => undo(library)).toThrow('nothing to undo');
  });
});

describe('jumping in the history', () => {
  const idOf = (summary: string) => history(library).find((step) => step.summary === summary)?.id as number;
  const states = () =>
    history(library)
      .map(({ state }) => state)
      .reverse();

  test('a jump back takes back every step after it, and one forward does them again', () => {
    const one = add('one', 'First');
    edit(one, 'Second');
    const middle = everything();
    add('two');
    const end = everything();
    const jump = jumpTo(library, idOf('edit'));
    expect(jump.undone.map(({ summary }) => summary)).toEqual(['add two']);
    expect(everything()).toEqual(middle);
    jumpTo(library, idOf('add one'));
    expect(title(one)).toBe('First');
    expect(states()).toEqual(['done', 'undone', 'undone']);
    expect(jumpTo(library, idOf('add two')).redone.map(({ summary }) => summary)).toEqual(['edit', 'add two']);
    expect(everything()).toEqual(end);
  });

  test('a jump to the beginning takes back everything, and single undo and redo go on from there', () => {
    const empty = everything();
    const one = add('one', 'First');
    edit(one, 'Second');
    jumpTo(library, BEGINNING);
    expect(everything()).toEqual(empty);
    redo(library);
    expect(title(one)).toBe('First');
  });

  test('a jump to where the library is changes nothing', () => {
    add('one');
    expect(jumpTo(library, idOf('add one'))).toEqual({ undone: [], redone: [] });
  });

  test('when one step has something in its way, none of them is taken back', () => {
    const one = add('one', 'First');
    add('two');
    add('three');
    library.db.prepare("update study set rev = 999 where key = 'two'").run();
    const before = everything();
    expect(() => jumpTo(library, idOf('add one'))).toThrow(/cannot undo "add two": study two has been changed since/);
    expect(everything()).toEqual(before);
    expect(states()).toEqual(['done', 'done', 'done']);
    expect(title(one)).toBe('First');
  });

  test('a step that was overtaken cannot come back', () => {
    const one = add('one', 'First');
    write(library, 'edit', (writer) => ({
      summary: 'second title',
      result: updateStudy(writer, one, { item: item('one', 'Second') }),
    }));
    undo(library);
    edit(one, 'Other');
    expect(() => jumpTo(library, idOf('second title'))).toThrow('cannot come back');
    expect(title(one)).toBe('Other');
  });

  test('a step that is not there is refused', () => {
    expect(() => jumpTo(library, 77)).toThrow('no step 77');
  });
});

describe('steps', () => {
  test('a step that changes nothing leaves no trace in the history', () => {
    const id = add('one', 'First');
    expect(edit(id, 'First')).toBe(false);
    expect(history(library)).toHaveLength(1);
  });

  test('a step that throws leaves nothing behind', () => {
    const before = everything();
    expect(() =>
      write(library, 'add', (writer) => {
        insertStudy(writer, { item: item('one'), tags: [], status: 'unscreened' });
        throw new Error('stopped');
      }),
    ).toThrow('stopped');
    expect(everything()).toEqual(before);
    expect(history(library)).toEqual([]);
  });

  test('citation keys are unique to the letter; whatever its case, a key is found where one study alone can be meant', () => {
    const one = add('Smith2010');
    expect(studyId(library, 'smith2010')).toBe(one);
    expect(() => add('Smith2010')).toThrow();
    const other = add('SMITH2010');
    expect([studyId(library, 'Smith2010'), studyId(library, 'SMITH2010')]).toEqual([one, other]);
    expect(studyId(library, 'smith2010')).toBeUndefined();
    write(library, 'trash', (writer) => ({ summary: 'trash', result: moveToTrash(writer, one) }));
    expect(studyId(library, 'smith2010')).toBe(other);
    expect(studyId(library, 'Smith2010')).toBe(one);
  });
});

describe('the trash', () => {
  test('a study in the trash is not counted, and undo takes it out again', () => {
    const id = add('one');
    write(library, 'trash', (writer) => ({ summary: 'trash', result: moveToTrash(writer, id) }));
    expect(countStudies(library)).toBe(0);
    undo(library);
    expect(countStudies(library)).toBe(1);
  });

  test('what is removed for good leaves no text in the file, and earlier steps still undo', () => {
    const [one, two] = [add('one', 'Secret reading'), add('two', 'Kept')];
    edit(one, 'Secret reading, second edition');
    edit(two, 'Kept, second edition');
    write(library, 'empty-trash', (writer) => ({ summary: 'gone', result: removeForGood(writer, [one]) }));
    const journal = JSON.stringify(library.db.prepare('select * from change').all());
    expect(journal).not.toContain('Secret');
    undo(library);
    expect(title(two)).toBe('Kept');
    undo(library);
    expect(countStudies(library)).toBe(0);
    expect(() => undo(library)).toThrow('nothing to undo');
  });
});

describe('the codebook', () => {
  test('renaming a tag takes its children, its uses and its definition along, and undo gives all back', () => {
    const id = add('one');
    write(library, 'define', (writer) => ({
      summary: 'define',
      result: defineTag(writer, { name: 'a/b', definition: 'B' }),
    }));
    const before = everything();
    write(library, 'rename', (writer) => ({ summary: 'rename', result: renameTag(writer, 'A', 'c') }));
    expect(readStudy(library, id)?.tags).toEqual(['c/b']);
    expect(codebook(library)).toEqual([{ name: 'c/b', definition: 'B', studies: 1, excerpts: 0 }]);
    undo(library);
    expect(everything()).toEqual(before);
  });

  test('a tag that begins like another is not its child', () => {
    const id = add('one');
    write(library, 'edit', (writer) => ({
      summary: 'tag',
      result: updateStudy(writer, id, { tags: ['harm', 'harmony', 'harm/x'] }),
    }));
    write(library, 'rename', (writer) => ({ summary: 'rename', result: renameTag(writer, 'harm', 'effect') }));
    expect(readStudy(library, id)?.tags).toEqual(['effect', 'harmony', 'effect/x']);
  });

  test('a parent counts what its children stand on, each study once', () => {
    const id = add('one');
    write(library, 'edit', (writer) => ({
      summary: 'tag',
      result: updateStudy(writer, id, { tags: ['harm/x', 'harm/y', 'harmony'] }),
    }));
    write(library, 'define', (writer) => ({ summary: 'define', result: defineTag(writer, { name: 'Harm' }) }));
    expect(codebook(library).map(({ name, studies }) => [name, studies])).toEqual([
      ['Harm', 1],
      ['harm/x', 1],
      ['harm/y', 1],
      ['harmony', 1],
    ]);
  });

  test('an excerpt that is tagged counts for its tag', () => {
    const id = add('one');
    write(library, 'excerpt', (writer) => {
      const uid = insertExcerpt(writer, id, { kind: 'summary', text: 'x', section: '', tags: ['t'] });
      updateExcerpt(writer, uid, { tags: ['t', 'u'] });
      return { summary: 'x', result: undefined };
    });
    expect(codebook(library).map(({ name, studies, excerpts }) => [name, studies, excerpts])).toEqual([
      ['a/b', 1, 0],
      ['t', 0, 1],
      ['u', 0, 1],
    ]);
  });
});
