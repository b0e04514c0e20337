import { isDeepStrictEqual } from 'node:util';
import type { Residue } from '../domain/study.ts';
import { toRis as cochraneToRis } from './cochrane/cochrane.ts';
import { toRis as enwToRis } from './endnote/enw.ts';
import { toRis as endnoteXmlToRis, OF_THE_FILE as XML_OF_THE_FILE } from './endnote/xml-to-ris.ts';
import { toRis as ovidToRis } from './ovid/to-ris.ts';
import { NBIB_MANNER, toRis as nbibToRis } from './pubmed/nbib.ts';
import { elementName, isUsedPath, toRis as pubmedXmlToRis } from './pubmed/xml-to-medline.ts';
import { recordOf, type TagField, type TagRecord } from './ris/record.ts';
import { type RisManner, risToCsl } from './ris/to-csl.ts';
import type { ToRis } from './tagged/as-ris.ts';
import { toRis as wosToRis } from './web-of-science/to-ris.ts';

/** A format that is only read, by way of RIS. */
export interface TaggedSource {
  /** Of the format, and of its residue. */
  name: string;
  label: string;
  toRis: ToRis;
  manner?: RisManner;
  /** Where its fields cannot be judged one by one: whether something is made of a field of this name, and its name for people. */
  names?: { isUsed: (field: string, inRis: boolean) => boolean; shown: (field: string) => string };
  /** Names of fields that say nothing of the work, but where its record stood. */
  ofTheFile?: RegExp;
}

export const TAGGED_SOURCES: readonly TaggedSource[] = [
  { name: 'nbib', label: 'PubMed', toRis: nbibToRis, manner: NBIB_MANNER },
  {
    name: 'pubmed-xml',
    label: 'PubMed XML',
    toRis: pubmedXmlToRis,
    manner: NBIB_MANNER,
    names: { isUsed: isUsedPath, shown: elementName },
  },
  { name: 'enw', label: 'EndNote', toRis: enwToRis },
  { name: 'wos', label: 'Web of Science', toRis: wosToRis, manner: { wholeKeywords: true } },
  { name: 'cochrane', label: 'Cochrane', toRis: cochraneToRis, manner: { wholeKeywords: true } },
  { name: 'ovid', label: 'Ovid', toRis: ovidToRis, manner: { wholeKeywords: true } },
  { name: 'endnote-xml', label: 'EndNote XML', toRis: endnoteXmlToRis, ofTheFile: XML_OF_THE_FILE },
];

/** All that such a source says of a study, in the words of RIS; empty for a study that came from elsewhere. */
export function taggedFields(residue: Residue | undefined): TagField[] {
  for (const { name, toRis } of TAGGED_SOURCES) {
    const record = recordOf(residue, name);
    if (record) return toRis(record);
  }
  return [];
}

/** What such a source says and no variable of CSL holds: addresses of authors, accession numbers and the like. */
export function borrowedFields(residue: Residue | undefined): TagField[] {
  const source = TAGGED_SOURCES.find(({ name }) => recordOf(residue, name));
  return source ? unclaimed(taggedFields(residue), source.manner) : [];
}

/** Names of the fields of a source that no variable holds; `inRis` leaves out those that RIS has a tag for. */
export function unclaimedFields(
  { name, toRis, manner, names, ofTheFile }: TaggedSource,
  residue: Residue,
  inRis: boolean,
): string[] {
  const record = recordOf(residue, name);
  if (!record) return [];
  if (names) return record.fields.flatMap(([field]) => (names.isUsed(field, inRis) ? [] : [names.shown(field)]));
  const left = new Set(unclaimed(toRis(record), manner).map((field) => field.join(' ')));
  const nothing = toRis({ ...record, fields: [] });
  return record.fields.flatMap((field, at) => {
    const all = toRis({ ...record, fields: [field] });
    const said = all.filter(([tag, value]) => tag !== 'TY' && value !== '');
    // A field that says the type of the work says nothing else.
    const isPlaced =
      said.length === 0
        ? !isDeepStrictEqual(all, nothing) || countsBesideOthers(record, at, toRis)
        : said.some((own) => !left.has(own.join(' ')));
    return isPlaced || (inRis && said.length > 0) || ofTheFile?.test(field[0]) ? [] : [field[0]];
  });
}

/** Whether a field that says nothing alone says something in its record, as a month does beside its year. */
function countsBesideOthers(record: TagRecord, at: number, toRis: ToRis): boolean {
  return !isDeepStrictEqual(toRis({ ...record, fields: record.fields.toSpliced(at, 1) }), toRis(record));
}

function unclaimed(fields: readonly TagField[], manner?: RisManner): TagField[] {
  const { claims } = risToCsl(fields, manner);
  return fields.filter(([tag, value], at) => claims[at] === undefined && value !== '' && /^[A-Z][A-Z0-9]$/.test(tag));
}
