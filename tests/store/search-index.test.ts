import { beforeEach, describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../../src/store/open-library.ts';
import { indexStudy, rebuildIndex, unindexStudy } from '../../src/store/search-index.ts';
import { insertExcerpt, insertStudy } from './rows.ts';

let library: Library;
beforeEach(() => {
  library = openLibrary(':memory:');
});

const found = (match: string, table = 'study_fts') =>
  library.db.prepare(`select rowid from ${table} where ${table} match ? order by rowid`).pluck().all(match);

describe('indexStudy', () => {
  it('feeds every text of the item into its column', () => {
    const id = insertStudy(library, {
      id: 'ozturk2019',
      type: 'article-journal',
      title: 'Über die <i>Straße</i>',
      author: [{ family: 'Öztürk', given: 'Ayşe' }],
      ISBN: '978-3-16-148410-0',
    });
    indexStudy(library, id);
    expect(found('title : strasse')).toEqual([id]);
    expect(found('author : "ayse ozturk"')).toEqual([id]);
    expect(found('other : ozturk2019')).toEqual([id]);
    expect(found('other : 9783161484100')).toEqual([id]);
    expect(found('other : strasse')).toEqual([]);
  });

  it('holds names in both orders, with their particles', () => {
    const author = [
      { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der' },
      { family: '王', given: '小明' },
    ];
    const id = insertStudy(library, { id: 'a', type: 'book', author });
    indexStudy(library, id);
    for (const name of ['jan van der berg', 'van der berg jan', '王 小 明', '小 明 王']) {
      expect(found(`author : "${name}"`), name).toEqual([id]);
    }
    expect(found('author : "berg jan van"')).toEqual([]);
  });

  it('lets editors stand for authors where there are none', () => {
    const id = insertStudy(library, { id: 'a', type: 'book', editor: [{ family: 'Weber' }], author: [] });
    indexStudy(library, id);
    expect(found('author : weber')).toEqual([id]);
  });

  it('forgets the words that a changed study no longer has', () => {
    const id = insertStudy(library, { id: 'a', type: 'book', title: 'Sociology' });
    indexStudy(library, id);
    library.db.prepare(`update study set item = '{"id":"a","type":"book","title":"Psychology"}'`).run();
    indexStudy(library, id);
    expect(found('sociology')).toEqual([]);
    expect(found('psychology')).toEqual([id]);
  });

  it('no phrase runs from one value into the next', () => {
    const id = insertStudy(library, {
      id: 'a',
      type: 'book',
      author: [{ literal: 'World Health' }, { literal: 'Organization' }],
    });
    indexStudy(library, id);
    expect(found('"world health"')).toEqual([id]);
    expect(found('"health organization"')).toEqual([]);
  });

  it('a removed excerpt is found neither as a passage nor through its study', () => {
    const id = insertStudy(library, { id: 'a', type: 'book', title: 'Methods' });
    const excerpt = insertExcerpt(library, id, 'Attrition was low.');
    indexStudy(library, id);
    expect(found('attrition', 'excerpt_fts')).toEqual([excerpt]);
    expect(found('excerpt : attrition')).toEqual([id]);
    library.db.prepare('delete from excerpt').run();
    indexStudy(library, id);
    expect(found('attrition', 'excerpt_fts')).toEqual([]);
    expect(found('attrition')).toEqual([]);
  });

  it('takes values of unexpected shape without failing', () => {
    const id = insertStudy(library, {
      id: 'a',
      type: 'book',
      title: 1984,
      author: 'Orwell',
      editor: [null, 3, { family: ['x'] }, [['deep']]],
      note: { free: true },
    });
    indexStudy(library, id);
    expect(found('title : 1984')).toEqual([id]);
    expect(found('author : orwell')).toEqual([id]);
  });
});

describe('unindexStudy', () => {
  it('takes study and excerpts out, and does nothing the second time', () => {
    const id = insertStudy(library, { id: 'a', type: 'book', title: 'Sociology' });
    insertExcerpt(library, id, 'A passage');
    indexStudy(library, id);
    unindexStudy(library, id);
    unindexStudy(library, id);
    expect(found('sociology')).toEqual([]);
    expect(found('passage', 'excerpt_fts')).toEqual([]);
  });
});

describe('rebuildIndex', () => {
  it('brings back an index that was lost, and drops what no row has', () => {
    const id = insertStudy(library, { id: 'a', type: 'book', title: 'Sociology' });
    insertExcerpt(library, id, 'A passage');
    library.db.exec(`insert into study_fts (rowid, title) values (99, 'ghost')`);
    expect(rebuildIndex(library)).toBe(1);
    expect(found('sociology')).toEqual([id]);
    expect(found('passage', 'excerpt_fts')).toHaveLength(1);
    expect(found('ghost')).toEqual([]);
  });
});
