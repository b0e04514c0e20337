import type { CslDate } from '../../domain/study.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { readDate } from '../ris/dates.ts';
import { splitList } from './lists.ts';

/** Long texts keep their paragraphs. */
export const asWritten = (cell: string): string => cell;

/** PubMed ends titles with a full stop. */
export const withoutStop = (cell: string): string => oneLine(cell).replace(/(?<!\.)\.$/, '');

/** A date, the time of the day left out. */
export const readDay = (cell: string): CslDate | undefined =>
  readDate(cell.replace(/^(\d{4}-\d\d-\d\d)[ T]\d\d:[\d:.]{2,12}Z?$/, '$1'));

/** "Winter" for "win": the seasons of the Web of Science. Other words as they are. */
export const seasonName = (short: string): string =>
  ({ win: 'Winter', spr: 'Spring', sum: 'Summer', fal: 'Fall' })[short.toLowerCase()] ?? short;

/** "100–118" with a hyphen, as CSL wants it. */
export const pagesOf = (cell: string): string => {
  const text = oneLine(cell);
  const range = /^([^\s–—-]{1,40})\s?[–—-]{1,2}\s?([^\s–—-]{1,40})$/.exec(text);
  return range ? `${range[1]}-${range[2]}` : text;
};

/** Tags of a tool, parted by semicolons or commas. */
export const splitTags = (cell: string): string[] =>
  /[;\n]/.test(cell) ? splitList(cell) : splitList(cell.replaceAll(',', ';'));

/** A semicolon parts files only where a path begins behind it. */
export const splitFiles = (cell: string): string[] =>
  cell
    .split(/\n|;\s?(?=\/|~|[A-Za-z]:[\\/]|(?:storage|attachments|files?):|[^;\s/\\]{1,200}[/\\])/)
    .map((path) => path.trim())
    .filter((path) => path !== '');
