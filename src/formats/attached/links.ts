import { text } from '../../domain/csl.ts';
import { normalDoi } from '../../domain/doi.ts';
import type { Study } from '../../domain/study.ts';
import { furtherAddresses } from '../bibtex/attachments/attachments.ts';
import { bibtexSource, withoutMarks } from '../bibtex/source/kept-source.ts';
import { decodeEntities } from '../html-entities.ts';
import { recordOf } from '../ris/record.ts';
import { taggedFields } from '../tagged-sources.ts';
import { addressesIn } from './written-paths.ts';

const LINK_TAG = /^(?:UR|LK|L[1-4])$/;

/** Addresses on the web that the source of a study names beside its URL and its DOI, in its order. */
export function furtherLinks({ item, residue }: Study): string[] {
  const url = text(item, 'URL');
  const doi = normalDoi(text(item, 'DOI') ?? '');
  const tagged = recordOf(residue, 'ris')?.fields ?? taggedFields(residue);
  const found = new Set<string>();
  for (const [tag, value] of tagged)
    if (LINK_TAG.test(tag)) for (const address of addressesIn(decodeEntities(value))) found.add(address);
  const fields = [...bibtexSource.fields(residue)].map(([name, value]) => [name, withoutMarks(value)] as const);
  for (const address of furtherAddresses(fields)) found.add(address);
  return [...found].filter((address) => address !== url && (doi === undefined || normalDoi(address) !== doi));
}
