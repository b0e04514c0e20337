import { CSL_TYPES } from '../../domain/fields.ts';
import { risTypeOfEndNote } from '../endnote/types.ts';
import { cslTypeOf } from '../ris/types.ts';

/** Types of work as databases and Zotero name them, in lower case without spaces, in the words of CSL. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'article-journal': 'article journalarticle articleinpress',
    'paper-conference':
      'conferencepaper proceedingspaper proceeding conferenceproceedingsarticle conferencearticle inproceedings',
    chapter: 'bookchapter booksection chapter incollection inbook',
    book: 'book monograph editedbook conferencereview',
    thesis: 'thesis dissertation phdthesis mastersthesis',
    report: 'report techreport',
    article: 'preprint',
    'review-book': 'bookreview',
    'article-newspaper': 'newspaperarticle',
    'article-magazine': 'magazinearticle',
    webpage: 'webpage website online',
    'post-weblog': 'blogpost',
    post: 'forumpost',
    dataset: 'dataset',
    software: 'computerprogram software',
    speech: 'presentation',
    motion_picture: 'film videorecording',
    song: 'audiorecording',
    broadcast: 'tvbroadcast radiobroadcast podcast',
    graphic: 'artwork',
    map: 'map',
    legal_case: 'case',
    legislation: 'statute',
    bill: 'bill',
    hearing: 'hearing',
    patent: 'patent',
    personal_communication: 'letter email instantmessage',
    interview: 'interview',
    manuscript: 'manuscript',
    'entry-encyclopedia': 'encyclopediaarticle',
    'entry-dictionary': 'dictionaryentry',
    standard: 'standard',
    document: 'document',
  }).flatMap(([type, names]) => names.split(' ').map((name): [string, string] => [name, type])),
);

/** Kinds of journal articles, for which CSL has one type. */
const ARTICLES =
  /^(?:review|letter|note|editorial|editorialmaterial|shortsurvey|erratum|correction|retracted(?:publication)?|datapaper|businessarticle|meetingabstract|earlyaccess|newsitem|comment|casereports?|clinicaltrial|randomi[sz]edcontrolledtrial|meta-analysis|systematicreview|reviewarticle)$/;
/** In files of databases a letter is one to a journal. */
const OF_DATABASES: ReadonlyMap<string, string> = new Map([['letter', 'article-journal']]);
/** "PT" of Web of Science. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['j', 'article-journal'],
  ['b', 'book'],
  ['s', 'paper-conference'],
  ['p', 'patent'],
]);

const CSL = new Set(CSL_TYPES.map(({ name }) => name));

/**
 * The CSL type of what a table calls a type; undefined for words that name none. `whole`: the type says all of it, as it
 * does not of "Review" or "Article; Proceedings Paper".
 */
export function typeOfWords(words: string, isZotero: boolean): { type: string; whole: boolean } | undefined {
  const trimmed = words.trim();
  if (CSL.has(trimmed)) return { type: trimmed, whole: true };
  const parts = trimmed.toLowerCase().split(/[;|,]/).slice(0, 20);
  const found = parts.flatMap((part) => {
    const name = part.replace(/[\s_]+/g, '');
    const type = (isZotero ? undefined : OF_DATABASES.get(name)) ?? TYPES.get(name);
    if (type) return [{ type, whole: parts.length === 1 && name !== 'letter' && !isAmbiguous(name) }];
    return ARTICLES.test(name) ? [{ type: 'article-journal', whole: false }] : [];
  });
  // "Article; Proceedings Paper" is the latter, in a volume of the former.
  const special = found.find(({ type }) => type !== 'article-journal') ?? found[0];
  if (special) return special;
  const ris = cslTypeOf(trimmed) ?? cslTypeOf(risTypeOfEndNote(trimmed) ?? '');
  return ris ? { type: ris, whole: true } : undefined;
}

const isAmbiguous = (name: string): boolean =>
  /^(?:conferencereview|podcast|articleinpress|instantmessage)$/.test(name);

export const typeOfKind = (kind: string): string | undefined => KINDS.get(kind.trim().toLowerCase());
