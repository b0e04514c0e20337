/** Lines of the form "Authors: …" that describe a study. */

export type Label =
  | 'title'
  | 'author'
  | 'editor'
  | 'issued'
  | 'journal'
  | 'volume'
  | 'issue'
  | 'page'
  | 'doi'
  | 'isbn'
  | 'issn'
  | 'publisher'
  | 'publisher-place'
  | 'edition'
  | 'language'
  | 'keyword'
  | 'type'
  | 'url';

const LABELS: readonly [Label, RegExp][] = [
  ['title', /^(?:study |full |report |article )?title$/],
  ['author', /^(?:author|authors|author\(s\)|study authors?|report authors?|written by|corporate author|by)$/],
  ['editor', /^(?:editor|editors|editor\(s\)|edited by)$/],
  [
    'issued',
    /^(?:published|published on|date published|publication date|date of publication|date|year|publication year|year of publication|released|first published|published online)$/,
  ],
  ['journal', /^(?:journal|journal name|journal title|published in|publication|periodical)$/],
  ['volume', /^(?:volume|vol\.?)$/],
  ['issue', /^(?:issue|number|no\.)$/],
  ['page', /^(?:pages?|pp\.?)$/],
  ['doi', /^doi$/],
  ['isbn', /^isbn(?:-1[03])?$/],
  ['issn', /^e?-?issn$/],
  ['publisher', /^(?:publisher|publishers|published by|institution|organi[sz]ation|publishing organi[sz]ation)$/],
  ['publisher-place', /^(?:place|place of publication)$/],
  ['edition', /^edition$/],
  ['language', /^language$/],
  ['keyword', /^(?:keywords?|key words?|author keywords)$/],
  ['type', /^(?:type|publication type|document type|study type)$/],
  ['url', /^(?:url|link|website|full (?:study|text|report|article|paper)|read online)$/],
];

export interface LabelLine {
  label: Label;
  value: string;
}

/** The label and value of a line such as "Published: 2017"; undefined for text that only happens to have a colon. */
export function labelLine(text: string): LabelLine | undefined {
  const colon = text.slice(0, 32).search(/[:：]/);
  if (colon < 1) return undefined;
  const word = text.slice(0, colon).replace(/[*_]/g, '').trim().toLowerCase();
  const label = LABELS.find(([, pattern]) => pattern.test(word))?.[0];
  return label && { label, value: text.slice(colon + 1).replace(/^[\s*_]+|[\s*_]+$/g, '') };
}

const LABEL_HEADING =
  /^(?:authors?|author\(s\)|key ?words|journal|doi|publisher|publication date|date published|date of publication|published in)$/i;

/** A label that stands alone, as a heading or in its own line, with its value in the next block. */
export const isLabelHeading = (text: string): boolean => labelLine(text)?.value === '' || LABEL_HEADING.test(text);
