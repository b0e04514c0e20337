/** "LCTN": marks a SQLite file as a Lectern library (PRAGMA application_id). */
export const APPLICATION_ID = 0x4c43544e;

export interface Migration {
  version: number;
  summary: string;
  sql: string;
  /** What the search index holds, or how columns are made from items, has changed with this step. */
  reindexes?: true;
  /** Makes a table anew that others refer to: what refers to what is then checked at the end of the step. */
  rebuilds?: true;
}

/** Append-only: a released step is never edited. The version of a library is its PRAGMA user_version. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    summary: 'studies, excerpts, codebook, journal and full-text index',
    sql: `
      -- rev: the change (change.id) that last wrote the row; undo goes by it.
      -- title … doi: maintained from item for lists, sorting and duplicate checks.
      create table study (
        id integer primary key autoincrement,
        uid text not null unique,
        rev integer not null,
        key text not null,
        key_folded text not null unique,
        status text not null default 'unscreened',
        added_at text not null,
        changed_at text not null,
        deleted_at text,
        type text not null,
        title text not null,
        title_sort text not null,
        author text not null,
        author_sort text not null,
        year integer,
        container text not null,
        doi text,
        -- Long columns stand last: reading the others then never follows overflow pages.
        tags text not null default '[]' check (json_valid(tags)),
        source text,
        residue text,
        item text not null check (json_valid(item))
      ) strict;
      -- deleted_at leads, so that the live studies of each order are read from the index alone.
      create index study_by_added on study (deleted_at, added_at, id, status, type, year);
      create index study_by_changed on study (deleted_at, changed_at, id);
      create index study_by_author on study (deleted_at, author_sort, year, id);
      create index study_by_year on study (deleted_at, year, author_sort, id);
      create index study_by_title on study (deleted_at, title_sort, id);
      create index study_by_container on study (deleted_at, container collate nocase, id);
      create index study_by_doi on study (doi) where doi is not null;

      create table excerpt (
        id integer primary key autoincrement,
        uid text not null unique,
        rev integer not null,
        study_id integer not null references study (id),
        position integer not null,
        kind text not null,
        text text not null,
        section text not null default '',
        locator text check (locator is null or json_valid(locator)),
        comment text,
        tags text not null default '[]' check (json_valid(tags)),
        added_at text not null,
        changed_at text not null
      ) strict;
      create index excerpt_of_study on excerpt (study_id, position, id);

      -- The codebook. A tag in use that nobody defined has a row too, with an empty definition.
      create table tag (
        id integer primary key autoincrement,
        uid text not null unique,
        rev integer not null,
        name text not null unique collate nocase,
        definition text not null default '',
        colour text
      ) strict;

      -- Which tag stands on which study or excerpt: an index over the two tags columns, kept by the triggers below.
      create table tagging (
        tag text not null collate nocase,
        study_id integer not null,
        excerpt_id integer not null default 0,
        primary key (tag, study_id, excerpt_id)
      ) strict, without rowid;
      create index tagging_of_study on tagging (study_id, excerpt_id);
      create trigger study_tagged after insert on study begin
        insert or ignore into tagging select value, new.id, 0 from json_each(new.tags);
      end;
      create trigger study_retagged after update of tags on study when old.tags is not new.tags begin
        delete from tagging where study_id = old.id and excerpt_id = 0;
        insert or ignore into tagging select value, new.id, 0 from json_each(new.tags);
      end;
      create trigger study_removed after delete on study begin
        delete from tagging where study_id = old.id and excerpt_id = 0;
      end;
      create trigger excerpt_tagged after insert on excerpt begin
        insert or ignore into tagging select value, new.study_id, new.id from json_each(new.tags);
      end;
      create trigger excerpt_retagged after update of tags on excerpt when old.tags is not new.tags begin
        delete from tagging where study_id = old.study_id and excerpt_id = old.id;
        insert or ignore into tagging select value, new.study_id, new.id from json_each(new.tags);
      end;
      create trigger excerpt_removed after delete on excerpt begin
        delete from tagging where study_id = old.study_id and excerpt_id = old.id;
        delete from excerpt_fts where rowid = old.id;
      end;

      -- One step is what one command did: what one undo takes back. dropped: undone, then overtaken; final: nothing brings it back.
      create table step (
        id integer primary key autoincrement,
        at text not null,
        command text not null,
        summary text not null,
        state text not null default 'done' check (state in ('done', 'undone', 'dropped', 'final'))
      ) strict;
      -- before and after hold the columns that changed; null means that there was, or is, no such row.
      create table change (
        id integer primary key autoincrement,
        step integer not null references step (id),
        entity text not null,
        uid text not null,
        rev_before integer,
        before text,
        after text
      ) strict;
      create index change_of_step on change (step, id);

      create table setting (
        name text primary key,
        value text not null check (json_valid(value))
      ) strict, without rowid;

      -- Full text, folded by domain/search-text.ts; rowid is the id of the study or excerpt. Marks belong to words:
      -- those that readers leave out are gone from folded text, and Indic scripts write vowels with the rest.
      create virtual table study_fts using fts5 (
        title, author, container, publisher, keyword, abstract, note, tag, excerpt, other,
        content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'", prefix = '1 2 3'
      );
      create virtual table excerpt_fts using fts5 (
        text, comment, section, tag,
        content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'", prefix = '1 2 3'
      );
    `,
  },
  {
    version: 2,
    summary: 'saved searches',
    sql: `
      create table saved_search (
        id integer primary key autoincrement,
        uid text not null unique,
        rev integer not null,
        name text not null unique collate nocase,
        query text not null
      ) strict;
    `,
  },
  {
    version: 3,
    summary: 'attachments',
    sql: `
      alter table study add column attachments text check (attachments is null or json_valid(attachments));
      create index study_with_attachments on study (id) where attachments is not null;
    `,
  },
  {
    version: 4,
    summary: 'an order of containers without accents, and of titles without quotation marks',
    sql: `
      -- Folded whenever the study is written; until then without case only.
      alter table study add column container_sort text not null default '';
      update study set container_sort = lower(container),
        title_sort = coalesce(nullif(ltrim(title_sort, ' "''“”„‟‘’‚‛«»‹›¿¡([{….-–—*#'), ''), title_sort);
      drop index study_by_container;
      create index study_by_container on study (deleted_at, container_sort, id);
    `,
  },
  {
    version: 5,
    summary: 'a search index that holds tags and sections of excerpts, types and screening, too',
    sql: '',
    reindexes: true,
  },
  {
    version: 6,
    summary: 'citation keys that may differ in case only',
    rebuilds: true,
    sql: `
      create table study_anew (
        id integer primary key autoincrement,
        uid text not null unique,
        rev integer not null,
        key text not null,
        key_folded text not null,
        status text not null default 'unscreened',
        added_at text not null,
        changed_at text not null,
        deleted_at text,
        type text not null,
        title text not null,
        title_sort text not null,
        author text not null,
        author_sort text not null,
        year integer,
        container text not null,
        container_sort text not null default '',
        doi text,
        -- Long columns stand last: reading the others then never follows overflow pages.
        tags text not null default '[]' check (json_valid(tags)),
        source text,
        attachments text check (attachments is null or json_valid(attachments)),
        residue text,
        item text not null check (json_valid(item))
      ) strict;
      insert into study_anew (id, uid, rev, key, key_folded, status, added_at, changed_at, deleted_at, type, title, title_sort,
          author, author_sort, year, container, container_sort, doi, tags, source, attachments, residue, item)
        select id, uid, rev, key, key_folded, status, added_at, changed_at, deleted_at, type, title, title_sort,
          author, author_sort, year, container, container_sort, doi, tags, source, attachments, residue, item
        from study order by id;
      -- Ids of studies that are gone are not given again.
      delete from sqlite_sequence where name = 'study_anew';
      update sqlite_sequence set name = 'study_anew' where name = 'study';
      drop table study;
      alter table study_anew rename to study;

      -- Tells keys apart to the letter, and finds them whatever their case.
      create unique index study_by_key on study (key_folded, key);
      create index study_by_added on study (deleted_at, added_at, id, status, type, year);
      create index study_by_changed on study (deleted_at, changed_at, id);
      create index study_by_author on study (deleted_at, author_sort, year, id);
      create index study_by_year on study (deleted_at, year, author_sort, id);
      create index study_by_title on study (deleted_at, title_sort, id);
      create index study_by_container on study (deleted_at, container_sort, id);
      create index study_by_doi on study (doi) where doi is not null;
      create index study_with_attachments on study (id) where attachments is not null;

      create trigger study_tagged after insert on study begin
        insert or ignore into tagging select value, new.id, 0 from json_each(new.tags);
      end;
      create trigger study_retagged after update of tags on study when old.tags is not new.tags begin
        delete from tagging where study_id = old.id and excerpt_id = 0;
        insert or ignore into tagging select value, new.id, 0 from json_each(new.tags);
      end;
      create trigger study_removed after delete on study begin
        delete from tagging where study_id = old.id and excerpt_id = 0;
      end;
    `,
  },
  {
    version: 7,
    summary: 'tags of new rows written beside the rows',
    // With a trigger on it, SQLite copies every page of each insertion first, in case it has to take them back.
    sql: `
      drop trigger study_tagged;
      drop trigger excerpt_tagged;
    `,
  },
];

/** Version of a library that has taken all of these steps. */
export function latestVersion(steps = MIGRATIONS): number {
  return Math.max(...steps.map((m) => m.version));
}
