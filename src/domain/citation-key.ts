import { date, names, text } from './csl.ts';
import { yearOf } from './dates/dates.ts';
import type { CslItem, CslName } from './study.ts';
import { foldForSearch } from './text/search-text.ts';

const SMALL_WORDS = new Set(
  (
    'a an and are as at but by can do does for from has have how in into is it its me my nor not of off on onto or our out over so than that the their them then there these they this to up upon ' +
    'via was wasn’t isn’t aren’t weren’t don’t doesn’t didn’t won’t can’t cannot not we were what when where which who why will with within without you your ' +
    'der die das ein eine und von zu im den dem des le la les un une et de du des el los las una y e o il lo gli i uno'
  ).split(' '),
);

/** Characters of a part of a key, and of a title in a script that puts no spaces between words. */
const LONGEST_PART = 40;
const LONGEST_UNSPACED = 4;

const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

// Latin letters that folding does not turn into a to z, and modifiers such as ʻ, are not what people type.
const NO_KEY_LETTER = /[^\p{L}\p{M}\p{N}]|[\u02b0-\u02ff]|(?![a-z])\p{sc=Latin}/gu;

/**
 * The key a study gets when it brings none: first author or acronym, year, first word that carries meaning.
 * `icmec2017online` for "Online Grooming …" by the International Centre for Missing & Exploited Children, 2017.
 * Latin letters lose their accents, those of other scripts stay: biber, pandoc and CSL take `толстой1869война`.
 * "study" when nothing else is known.
 */
export function baseCitationKey(item: CslItem): string {
  const author = [names(item, 'author'), names(item, 'editor')].find((list) => list.length > 0)?.[0];
  const issued = date(item, 'issued');
  const year = issued && yearOf(issued);
  return `${author ? authorPart(author) : ''}${year ?? ''}${titlePart(text(item, 'title') ?? '')}` || 'study';
}

/**
 * Gives free keys: `base`, or `base` with the first of a, b … z, aa, ab … that is neither taken nor given. What is taken
 * once must stay so: thousands of studies that want one key then cost one question each.
 */
export function freeCitationKeys(taken: (key: string) => boolean): (base: string) => string {
  const next = new Map<string, number>();
  return (base) => {
    for (let n = next.get(base) ?? 0; ; n += 1) {
      const key = n === 0 ? base : `${base}${letters(n)}`;
      next.set(base, n + 1);
      if (!taken(key)) return key;
    }
  };
}

/** Whether `key` is `base` with letters behind it, as a key that was taken gets: `k1a` from `k1`. */
export function isMadeFrom(key: string, base: string): boolean {
  return key.startsWith(base) && /^[a-z]{1,3}$/.test(key.slice(base.length));
}

/** Why `key` cannot be a citation key, in words; undefined when it can. LaTeX, biber and pandoc must all take it. */
export function citationKeyProblem(key: string): string | undefined {
  if (key === '') return 'a citation key cannot be empty';
  const bad = /[\s"#%,{}~\\\p{C}]/u.exec(key)?.[0];
  return bad === undefined ? undefined : `a citation key cannot contain ${/\s/.test(bad) ? 'a space' : `"${bad}"`}`;
}

function authorPart(name: CslName): string {
  if (name.literal === undefined) return keyLetters(name.family ?? name.given ?? '');
  const all = name.literal.split(/[\s/]+/);
  const words = all.filter((word) => /^\p{L}/u.test(word) && !SMALL_WORDS.has(word.toLowerCase()));
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  if (capitals.length >= 3) return keyLetters(capitals.map((word) => [...word][0]).join(''));
  // Half of a name of two words is the name of anything: "World" of the World Bank.
  return keyLetters(all.length === 2 && words.length === 2 ? words.join('') : (words[0] ?? ''));
}

function titlePart(title: string): string {
  const words = title
    .replace(/<[^>]*>/g, '')
    .split(/[^\p{L}\p{N}\p{M}'’]+/u)
    .filter(Boolean);
  const word =
    words.find((w) => !SMALL_WORDS.has(w.toLowerCase().replaceAll("'", '’')) && keyLetters(w) !== '') ?? words[0] ?? '';
  return keyLetters(word, UNSPACED.test(word) ? LONGEST_UNSPACED : LONGEST_PART);
}

/** What a key takes of a text: letters and digits in lower case, at most so many. */
function keyLetters(text: string, longest = LONGEST_PART): string {
  const kept = text
    .replace(/<[^>]*>/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{sc=Latin}\p{M}*/gu, foldForSearch)
    .replace(NO_KEY_LETTER, '');
  return (kept.match(/\P{M}\p{M}*/gu) ?? []).slice(0, longest).join('');
}

/** 1 → a, 26 → z, 27 → aa. */
function letters(n: number): string {
  const rest = Math.floor((n - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((n - 1) % 26));
}
