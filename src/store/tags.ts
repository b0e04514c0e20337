import { v7 as uuidv7 } from 'uuid';
import { normalTags, type Tag, type TagColour, type TagUse } from '../domain/tag.ts';
import type { Writer } from './journal.ts';
import type { Library } from './open-library.ts';
import type { Row } from './rows.ts';
import { SearchStopped } from './search-functions.ts';

type Use = { tag: string; studies: number; excerpts: number };

const USES = `count(distinct case when excerpt_id = 0 then study_id end) as studies,
  count(distinct nullif(excerpt_id, 0)) as excerpts`;
const LIVE = 'study_id not in (select id from study where deleted_at is not null)';

/** The codebook: every tag that is defined or in use, by name, with what it and its children stand on outside the trash. */
export function codebook(library: Library): TagUse[] {
  const defined = library.sql('select name, definition, colour from tag').all() as Row[];
  const used = library.sql(`select tag, ${USES} from tagging where ${LIVE} group by tag`).all() as Use[];
  const tags = new Map<string, TagUse>();
  for (const { name, definition, colour } of defined) {
    tags.set((name as string).toLowerCase(), {
      name: name as string,
      definition: definition as string,
      ...(colour === null ? {} : { colour: colour as TagColour }),
      studies: 0,
      excerpts: 0,
    });
  }
  for (const { tag, studies, excerpts } of used) {
    const entry = tags.get(tag.toLowerCase()) ?? { name: tag, definition: '', studies: 0, excerpts: 0 };
    tags.set(tag.toLowerCase(), { ...entry, studies, excerpts });
  }
  for (const parent of parentsIn(tags.values())) {
    const entry = tags.get(parent);
    if (!entry) continue;
    const use = library
      .sql(
        `select ${USES} from tagging where (tag = @parent or tag > @parent || '/' and tag < @parent || '0') and ${LIVE}`,
      )
      .get({ parent }) as Omit<Use, 'tag'>;
    tags.set(parent, { ...entry, ...use });
  }
  return [...tags.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** The codebook without counts: the tags of `codebook`, in a time that the number of studies does not change. */
export function codebookTags(library: Library): Tag[] {
  const defined = library.sql('select name, definition, colour from tag').all() as Row[];
  const tags = new Map<string, Tag>();
  for (const { name, definition, colour } of defined) {
    tags.set((name as string).toLowerCase(), {
      name: name as string,
      definition: definition as string,
      ...(colour === null ? {} : { colour: colour as TagColour }),
    });
  }
  const isLive = library.sql(`select 1 from tagging where tag = ? and ${LIVE} limit 1`);
  for (const name of usedTags(library)) {
    const folded = name.toLowerCase();
    if (!tags.has(folded) && isLive.get(name)) tags.set(folded, { name, definition: '' });
  }
  return [...tags.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** Each tag in use, once: one look into the index a tag. */
function usedTags(library: Library): string[] {
  const next = library.sql('select tag from tagging where tag > ? order by tag limit 1').pluck();
  const tags: string[] = [];
  for (let tag = next.get('') as string | undefined; tag !== undefined; tag = next.get(tag) as string | undefined)
    tags.push(tag);
  return tags;
}

/**
 * How many studies outside the trash have a tag or one below it, on themselves or on an excerpt; by tag in lower case, with every
 * tag above one in use. One look at each tagging. @throws SearchStopped
 */
export function studiesByTag(library: Library, stop?: () => boolean): Map<string, number> {
  // All tags of a study in one row: a row costs more than what is in it. No tag has a line end.
  const rows = library
    .sql(
      `select study_id, group_concat(tag, char(10)) from tagging indexed by tagging_of_study where ${LIVE} group by study_id`,
    )
    .raw()
    .iterate() as IterableIterator<[study: number, tags: string]>;
  const branches = new Map<string, Branch[]>();
  const counted = new Map<string, Branch>();
  let seen = 0;
  for (const [study, tags] of rows) {
    seen += 1;
    if (seen % 1000 === 0 && stop?.()) throw new SearchStopped();
    for (const tag of tags.split('\n')) {
      let path = branches.get(tag);
      if (!path) {
        path = [tag, ...pathsAbove(tag)].map((name) => branchOf(counted, name.toLowerCase()));
        branches.set(tag, path);
      }
      for (const branch of path) {
        if (branch.last === study) continue;
        branch.last = study;
        branch.studies += 1;
      }
    }
  }
  return new Map([...counted].map(([name, { studies }]) => [name, studies]));
}

/** How many of these studies have a tag on themselves; by tag in lower case. */
export function tagsOn(library: Library, studies: readonly number[]): Map<string, number> {
  const rows = library
    .sql(
      `select tag, count(*) from json_each(?) join tagging indexed by tagging_of_study
        on study_id = value and excerpt_id = 0 group by tag`,
    )
    .raw()
    .all(JSON.stringify(studies)) as [tag: string, count: number][];
  return new Map(rows.map(([tag, count]) => [tag.toLowerCase(), count]));
}

interface Branch {
  /** The study that was counted last. */
  last: number;
  studies: number;
}

function branchOf(branches: Map<string, Branch>, name: string): Branch {
  const branch = branches.get(name) ?? { last: -1, studies: 0 };
  branches.set(name, branch);
  return branch;
}

/** "harm/grooming" → "harm". */
function pathsAbove(tag: string): string[] {
  const paths: string[] = [];
  for (let at = tag.indexOf('/'); at > 0; at = tag.indexOf('/', at + 1)) paths.push(tag.slice(0, at));
  return paths;
}

/** Names of the tags that have children: "harm" for "harm/grooming". */
function parentsIn(tags: Iterable<TagUse>): Set<string> {
  const parents = new Set<string>();
  for (const { name } of tags) for (const path of pathsAbove(name)) parents.add(path.toLowerCase());
  return parents;
}

/** Tags in their normal form, spelled as the library already spells them. */
export function knownSpelling(library: Library, tags: readonly string[]): string[] {
  return normalTags(tags).map((tag) => knownTag(library, tag) ?? tag);
}

/** A tag that is defined or in use, as the library spells it; undefined for any other word. `tag` in its normal form, case ignored. */
export function knownTag(library: Library, tag: string): string | undefined {
  const known = library
    .sql(
      'select coalesce((select name from tag where name = @tag), (select tag from tagging where tag = @tag limit 1))',
    )
    .pluck()
    .get({ tag });
  return (known as string | null) ?? undefined;
}

/** `tags` with some more and without others, case ignored, spelled as the library spells them. */
export function retagged(
  library: Library,
  tags: readonly string[],
  on: readonly string[],
  off: readonly string[],
): string[] {
  const gone = new Set(normalTags(off).map((tag) => tag.toLowerCase()));
  return knownSpelling(library, [...tags, ...on]).filter((tag) => !gone.has(tag.toLowerCase()));
}

/** Puts the tag into the codebook, or gives it another definition or colour. @returns whether anything changed. */
export function defineTag(
  writer: Writer,
  tag: { name: string; definition?: string; colour?: TagColour | null },
): boolean {
  const row = writer.library.sql('select uid from tag where name = ?').get(tag.name) as Row | undefined;
  if (!row) {
    writer.insert('tag', {
      uid: uuidv7(),
      name: tag.name,
      definition: tag.definition ?? '',
      colour: tag.colour ?? null,
    });
    return true;
  }
  return writer.update('tag', row.uid as string, {
    ...(tag.definition === undefined ? {} : { definition: tag.definition }),
    ...(tag.colour === undefined ? {} : { colour: tag.colour }),
  });
}

/**
 * Gives a tag, and with it its children, another name on every study, excerpt and in the codebook; a name that is
 * in use already is merged with. @returns how many studies and excerpts were written.
 */
export function renameTag(writer: Writer, from: string, to: string): number {
  const { library } = writer;
  const renamed = (tag: string) => {
    const [lower, old] = [tag.toLowerCase(), from.toLowerCase()];
    if (lower === old) return to;
    return lower.startsWith(`${old}/`) ? to + tag.slice(from.length) : tag;
  };
  let written = 0;
  for (const [entity, id, where] of [
    ['study', 'study_id', 'excerpt_id = 0'],
    ['excerpt', 'excerpt_id', 'excerpt_id > 0'],
  ] as const) {
    const rows = library
      .sql(
        `select uid, tags from ${entity} where id in (select ${id} from tagging where ${where} and (tag = @from or substr(tag, 1, length(@from) + 1) = @from || '/' collate nocase))`,
      )
      .all({ from }) as { uid: string; tags: string }[];
    for (const { uid, tags } of rows) {
      const next = normalTags((JSON.parse(tags) as string[]).map(renamed));
      if (writer.update(entity, uid, { tags: JSON.stringify(next) })) written += 1;
    }
  }
  const defined = library.sql('select uid, name, definition, colour from tag').all() as Row[];
  for (const { uid, name, definition, colour } of defined) {
    const next = renamed(name as string);
    if (next === name) continue;
    const target = defined.find(
      (other) =>
        other !== undefined && (other.name as string).toLowerCase() === next.toLowerCase() && other.uid !== uid,
    );
    if (target) writer.remove('tag', uid as string);
    else writer.update('tag', uid as string, { name: next, definition: definition ?? '', colour: colour ?? null });
  }
  return written;
}
