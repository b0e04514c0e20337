import { joinKeywords, splitKeywords } from '../domain/keywords.ts';
import type { CslItem, Residue } from '../domain/study.ts';
import { normalTag, normalTags } from '../domain/tag.ts';
import type { Writer } from './journal.ts';
import type { Library } from './open-library.ts';
import { knownTag } from './tags.ts';

export interface KeywordUse {
  /** As the first study has it; case tells no keywords apart. */
  name: string;
  /** How many studies outside the trash have it. */
  studies: number;
  /** The tag of this name in the codebook. */
  tag?: string;
}

interface WordsRow {
  id: number;
  uid: string;
  keyword: string;
}

const LIVE_WORDS = `select id, uid, json_extract(item, '$.keyword') as keyword from study
  where deleted_at is null and json_type(item, '$.keyword') = 'text' order by id`;

/** The keywords of the studies outside the trash, those of most studies first. Looks at every study. */
export function keywordUses(library: Library): KeywordUse[] {
  const uses = new Map<string, KeywordUse>();
  for (const { keyword } of library.sql(LIVE_WORDS).iterate() as IterableIterator<WordsRow>) {
    for (const [folded, name] of foldedWords(keyword)) {
      const use = uses.get(folded);
      if (use) use.studies += 1;
      else uses.set(folded, { name, studies: 1 });
    }
  }
  for (const use of uses.values()) {
    const normal = normalTag(use.name);
    const tag = normal && knownTag(library, normal);
    if (tag) use.tag = tag;
  }
  return [...uses.values()].sort(
    (a, b) => b.studies - a.studies || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
  );
}

/** The keywords of some studies, each once; those of most studies first. */
export function keywordsOn(library: Library, studies: readonly number[]): string[] {
  const counts = new Map<string, { name: string; count: number }>();
  const keywordOf = library.sql("select json_extract(item, '$.keyword') from study where id = ?").pluck();
  for (const id of studies) {
    const keyword = keywordOf.get(id);
    for (const [folded, name] of typeof keyword === 'string' ? foldedWords(keyword) : []) {
      const counted = counts.get(folded) ?? { name, count: 0 };
      counts.set(folded, { ...counted, count: counted.count + 1 });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ name }) => name);
}

/** Row ids of the studies outside the trash that have a keyword, case ignored. Looks at every study. */
export function studiesWithKeyword(library: Library, word: string): number[] {
  const wanted = word.toLowerCase();
  const rows = library.sql(LIVE_WORDS).iterate() as IterableIterator<WordsRow>;
  return [...rows].filter(({ keyword }) => foldedWords(keyword).has(wanted)).map(({ id }) => id);
}

/** The tags that have neither definition nor colour and stand on no excerpt. */
export function undefinedTags(library: Library): string[] {
  return library
    .sql(
      `select tag from tagging group by tag having max(excerpt_id) = 0
        and not exists (select 1 from tag where name = tagging.tag and (definition <> '' or colour is not null))`,
    )
    .pluck()
    .all() as string[];
}

/** The residue of each study that has tags, in the trash too. */
export function* residueOfTagged(library: Library): Generator<Residue> {
  const rows = library.sql("select residue from study where tags <> '[]' and residue is not null").pluck().iterate();
  for (const residue of rows) yield JSON.parse(residue as string) as Residue;
}

/**
 * Takes tags off every study, in the trash too, leaves each there as a keyword, and takes them out of the codebook.
 * `onStudy` hears how many studies are done. @returns how many studies were written.
 */
export function demoteTags(
  writer: Writer,
  tags: readonly string[],
  onStudy?: (done: number, of: number) => void,
): number {
  const { library } = writer;
  const gone = new Set(tags.map((tag) => tag.toLowerCase()));
  const studies = library
    .sql('select distinct study_id from json_each(?) join tagging on tag = value and excerpt_id = 0')
    .pluck()
    .all(JSON.stringify(tags)) as number[];
  const read = library.sql('select uid, item, tags from study where id = ?');
  for (const [done, id] of studies.entries()) {
    onStudy?.(done, studies.length);
    const row = read.get(id) as { uid: string; item: string; tags: string };
    const own = JSON.parse(row.tags) as string[];
    const item = withKeywords(
      JSON.parse(row.item) as CslItem,
      own.filter((tag) => gone.has(tag.toLowerCase())),
    );
    const left = own.filter((tag) => !gone.has(tag.toLowerCase()));
    writer.update('study', row.uid, { tags: JSON.stringify(left), item: JSON.stringify(item) });
  }
  for (const uid of library
    .sql('select uid from tag where name in (select value from json_each(?))')
    .pluck()
    .all(JSON.stringify(tags)) as string[])
    writer.remove('tag', uid);
  return studies.length;
}

/** The item with these keywords behind those that it has. A `keyword` that came as it is stays so when nothing is new. */
function withKeywords(item: CslItem, words: readonly string[]): CslItem {
  const now = typeof item.keyword === 'string' ? splitKeywords(item.keyword) : [];
  // A keyword that became a tag in its normal form is not said twice.
  const known = new Set(normalTags(now).map((word) => word.toLowerCase()));
  const fresh = words.filter((word) => !known.has(word.toLowerCase()));
  return fresh.length === 0 ? item : { ...item, keyword: joinKeywords([...now, ...fresh]) };
}

/** The words of a keyword variable by their lower-case form, each once. */
function foldedWords(keyword: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const word of splitKeywords(keyword)) if (!words.has(word.toLowerCase())) words.set(word.toLowerCase(), word);
  return words;
}
