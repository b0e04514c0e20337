import type { ScreeningStatus } from '../../domain/study.ts';
import { unwrapped } from '../../domain/text/one-line.ts';
import { decodeEntities } from '../html-entities.ts';

/** What a field for notes says: some of it by its reader, some by a database or a screening tool. */
export interface ReadNote {
  /** What somebody wrote who read the study; empty when nobody did. */
  text: string;
  /** Remarks of databases and labels of screening tools, which are no reading notes. */
  rest: string;
  /** The decisions in it, one a reviewer. */
  decisions: ScreeningStatus[];
  /** Labels that a screening tool's user gave, and reasons for an exclusion, as tags. */
  tags: string[];
}

/** "ASReview_relevant" (ASReview LAB 1.0), "ASReview_label: 1", "ASReview_prior". */
const ASREVIEW = /^ASReview_(?:(?:validat\w{1,10}|label)[_: ]{1,3})?(\w{1,30})(?:: ?[\w. -]{0,40})?$/i;
const RAYYAN = /^(?:RAYYAN-(INCLUSION|LABELS|EXCLUSION-REASONS|[A-Z-]{1,30})|USER-(NOTES)): ?/;

const HAS_LABEL = /RAYYAN-[A-Z]|USER-NOTES: ?\{|^\s{0,9}ASReview_/m;

const DECISIONS: { readonly [word: string]: ScreeningStatus } = {
  relevant: 'included',
  included: 'included',
  '1': 'included',
  irrelevant: 'excluded',
  not_relevant: 'excluded',
  excluded: 'excluded',
  '0': 'excluded',
  maybe: 'maybe',
  undecided: 'unscreened',
  not_seen: 'unscreened',
};

/**
 * A value of RIS' `N1` or of EndNote's notes, paragraph by paragraph. Labels are those of ASReview and of Rayyan
 * (`RAYYAN-INCLUSION: {"Em"=>"Included"} | RAYYAN-LABELS: adults,trial | RAYYAN-EXCLUSION-REASONS: animals | USER-NOTES: {"Em"=>["…"]}`).
 */
export function readNote(value: string): ReadNote {
  const note: ReadNote = { text: '', rest: '', decisions: [], tags: [] };
  const texts: string[] = [];
  const rest: string[] = [];
  for (const paragraph of paragraphsOf(value)) {
    if (!HAS_LABEL.test(paragraph) && isDatabaseRemark(paragraph)) rest.push(paragraph);
    else if (isZoteroNote(paragraph)) texts.push(plainNote(paragraph));
    else readLines(paragraph, note, texts, rest);
  }
  note.text = unwrapped(texts.filter((text) => text.trim() !== '').join('\n\n'));
  note.rest = rest.join('\n\n');
  return note;
}

/** The status that reviewers agree on; "maybe" when they do not, and undefined when nobody has decided. */
export function agreedStatus(decisions: readonly ScreeningStatus[]): ScreeningStatus | undefined {
  const made = new Set(decisions.filter((decision) => decision !== 'unscreened'));
  const [only] = made;
  return made.size > 1 ? 'maybe' : (only ?? (decisions.length > 0 ? 'unscreened' : undefined));
}

/** A label of ASReview for a status; ASReview knows no "maybe". */
export function withStatus(value: string, status: ScreeningStatus): string {
  const label = status === 'included' ? 'relevant' : status === 'excluded' ? 'irrelevant' : 'not_seen';
  return value
    .split('\n')
    .map((line) => (Object.hasOwn(DECISIONS, asreviewWord(line) ?? '-') ? `ASReview_${label}` : line))
    .join('\n');
}

function asreviewWord(line: string): string | undefined {
  const text = line.trim();
  return ASREVIEW.exec(text.length > 100 ? '' : text)?.[1]?.toLowerCase();
}

function paragraphsOf(value: string): string[] {
  // A note of Zotero is one document, empty lines or not.
  if (isZoteroNote(value)) return [value];
  return value.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
}

function readLines(paragraph: string, note: ReadNote, texts: string[], rest: string[]): void {
  const own: string[] = [];
  for (const line of paragraph.split('\n')) {
    const word = asreviewWord(line);
    if (word !== undefined) {
      const decision = Object.hasOwn(DECISIONS, word) ? DECISIONS[word] : undefined;
      if (decision) note.decisions.push(decision);
      rest.push(line);
    } else if (HAS_LABEL.test(line)) {
      const words = readRayyan(line, note, texts);
      if (words !== '' && !isDatabaseRemark(words)) texts.push(words);
      rest.push(line);
    } else own.push(line);
  }
  const text = own.join('\n');
  if (text.trim() !== '') (isDatabaseRemark(text) ? rest : texts).push(text);
}

/** @returns what else stands in the line. */
function readRayyan(line: string, note: ReadNote, texts: string[]): string {
  const others: string[] = [];
  for (const part of line.split('|').map((text) => text.trim())) {
    const match = RAYYAN.exec(part);
    const what = match?.[1] ?? match?.[2];
    const said = part.slice(match?.[0].length ?? 0);
    if (what === undefined) others.push(part);
    else if (what === 'INCLUSION') {
      for (const [, word = ''] of said.matchAll(/(?:=>|:)\s{0,3}"{0,2}(included|excluded|maybe|undecided)\b/gi))
        note.decisions.push(DECISIONS[word.toLowerCase()] ?? 'unscreened');
    } else if (what === 'LABELS') note.tags.push(...wordsOf(said));
    else if (what === 'EXCLUSION-REASONS') note.tags.push(...wordsOf(said).map((reason) => `excluded/${reason}`));
    else if (what === 'NOTES') {
      for (const [, text = '', isName] of said.matchAll(/"((?:[^"\\]|\\.){0,4000})"(\s{0,3}=>)?/g))
        if (isName === undefined) texts.push(text.replace(/\\(.)/g, '$1'));
    }
  }
  return others.filter((part) => part !== '').join(' | ');
}

const wordsOf = (list: string): string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Labels with which databases and their filters begin a remark; a colon or a dash follows. */
const LABELS = [
  'accession (?:no\\.?|number)|author (?:address(?:es)?|affiliations?|information)|cas(?: registry)? numbers?|chemicals(?:/cas)?',
  'cited by(?: \\(since \\d{4}\\))?|cited references?(?: count)?|coden|conference (?:code|date|location)|content type',
  'correspondence(?: address)?|country of (?:origin|publication)|document (?:feature|type)|doi|entry (?:date|month|week)',
  'date (?:completed|created|of (?:electronic )?publication|revised)|electronic(?: resource|)|export date|funding (?:details|text(?: \\d+)?)',
  'genetic sequence|isbn|issn(?:/sequence)?|issue info|journal (?:code|subset)|language of (?:original(?: document)?|publication)',
  'last updated?|manufacturers|molecular sequence numbers?|nlm (?:id|uid)|no\\.? of refs\\.?|number of references',
  'original datecompleted|partial author list|peer[- ]reviewed|pii|place of publication|pm[cu]?id|publication (?:date|info|status|types?)',
  'publisher id|pubmed (?:id|pmid)|query date|record (?:owner|type)|registry numbers?|revision date|secondary source id|source(?: ?type| database)',
  'subjects?term\\w*|summary languages?|supplemental notes|times cited|total times cited|tradenames|unique identifier|update (?:code|date)',
  'usage count|wos id|zuletzt aktualisiert|sujet|derni[èe]re mise [àa] jour(?: le)?|[úu]ltima actualizaci[óo]n|ultimo aggiornamento|laatst bijgewerkt',
].join('|');

const REMARKS: readonly RegExp[] = [
  new RegExp(`^(?:${LABELS})\\s?(?::| -\\s)`, 'iu'),
  /^cited by \d+\b|^times cited (?:in|on)\b|^export date\b|^last updated\b|^isi document delivery\b|^using smart source parsing\b/i,
  /^(?:copyright\b|\u00a9|\(c\) (?:copyright )?(?:19|20)\d\d\b)/i,
  // What EndNote's filters for PubMed, Embase and the Web of Science put there.
  /^\d{4}-\d{3}[\dx](?=$|[\s;,(])|^L\d{6,}(?=$|[\s;,])|^PT: [A-Z];|^<go to isi>|^(?:wos|isi|biosis|medline|cabi|kjd|ccc|inspec|scielo):\S+/i,
  /^(?:objecttype|sourcetype|subjecttermnotlitgenretext)-|^from duplicate \d+ \(|^CN-\d{6,}\b|^2-s2\.0-\d+|^query date\b/i,
  /^(?:english )?journal article(?:$|[;.\n]| \(?(?:research|review|randomi[sz]ed|comparative|multicenter|clinical))|^research support, /i,
  /^language: \p{L}{3,20}(?:$|[.;])|^name - |^people - |^company - /iu,
];

function isDatabaseRemark(paragraph: string): boolean {
  const start = paragraph.trimStart().slice(0, 200);
  if (REMARKS.some((remark) => remark.test(start))) return true;
  // A list of references as Scopus writes it: "References: Doe, J., A title (2010) A Journal, 3, pp. 1-9; …"
  return /^references?:/i.test(start) && /\((?:19|20)\d\d\)/.test(paragraph.slice(0, 2000));
}

const isZoteroNote = (value: string): boolean =>
  /^\s{0,9}<(?:p|div|h[1-6]|ul|ol|blockquote)\b[^<>]{0,500}>/i.test(value);

/** A note in HTML as text with paragraphs; emphasis stays as CSL has it. */
function plainNote(html: string): string {
  const text = html
    .replace(/\s+/g, ' ')
    .replace(/<(\/?)([a-z][a-z0-9]{0,14})\b[^<>]{0,1000}>/gi, (_tag, slash: string, name: string) => {
      const element = name.toLowerCase();
      const face = { em: 'i', i: 'i', strong: 'b', b: 'b', sub: 'sub', sup: 'sup' }[element];
      if (face) return `<${slash}${face}>`;
      if (element === 'li' && slash === '') return '\n\n- ';
      return /^(?:p|div|h[1-6]|ul|ol|li|blockquote|br|hr|table|tr)$/.test(element) ? '\n\n' : '';
    });
  return decodeEntities(text);
}
