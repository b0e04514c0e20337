import { date, names, text } from './csl.ts';
import { formatDate, yearOf } from './dates/dates.ts';
import { bareDoi } from './doi.ts';
import { displayName, isOthers } from './names.ts';
import type { CslItem, CslName } from './study.ts';
import { withoutMarkup } from './text/rich-text.ts';

/**
 * A reference for reading, at once and without a citation style:
 * `Wright, Tokunaga & Kraus (2016). A Meta-Analysis … Journal of Communication 66(1), 183-205. doi:10.1111/jcom.12201`
 */
export function plainReference(item: CslItem): string {
  const people = [names(item, 'author'), names(item, 'editor')].find((list) => list.length > 0) ?? [];
  const issued = date(item, 'issued');
  const when = issued && (yearOf(issued) ?? formatDate(issued));
  const volume = text(item, 'volume') ?? '';
  const issue = text(item, 'issue');
  const place = [
    [text(item, 'container-title'), `${volume}${issue === undefined ? '' : `(${issue})`}`].filter(Boolean).join(' '),
    text(item, 'page'),
  ];
  const doi = text(item, 'DOI');
  const parts = [
    `${listed(people)}${when === undefined || when === '' ? '' : ` (${when})`}`.trim(),
    text(item, 'title'),
    place.filter(Boolean).join(', '),
    [text(item, 'publisher'), text(item, 'publisher-place')].filter(Boolean).join(', '),
  ];
  const sentences = parts.filter(Boolean).map((part) => (/[.?!…]["”’]?$/.test(part as string) ? part : `${part}.`));
  const reference = [...sentences, doi === undefined ? text(item, 'URL') : `doi:${bareDoi(doi) ?? doi}`]
    .filter(Boolean)
    .join(' ');
  return withoutMarkup(reference);
}

/** "A", "A & B", "A, B & C", "A, B et al." */
function listed(people: readonly CslName[]): string {
  const named = people.filter((name) => !isOthers(name)).map(displayName);
  if (named.length < people.length) return `${named.join(', ')} et al.`.trim();
  if (named.length < 2) return named[0] ?? '';
  return `${named.slice(0, -1).join(', ')} & ${named.at(-1)}`;
}
