/** What Ovid's one-line "Source" says of where a work appeared. */
export interface OvidSource {
  container?: string;
  editors: string[];
  volume?: string;
  issue?: string;
  pages?: string;
  /** "2014 Mar", "2014". */
  date?: string;
}

const JOURNAL = /^(.{2,300}?)[.,]\s+(?=(?:Vol\.?\s?)?\d|\()/;
const PAGES = /(?::\s?|\bpp?\.?\s)([A-Za-z]{0,3}\d[\w.]{0,12}(?:\s?[-–]\s?[A-Za-z]{0,3}\d[\w.]{0,12})?)/;
const NUMBERS = /^(?:Vol\.?\s?)?([A-Za-z]?\d[\w/-]{0,15})?\s?(?:\(([^()]{1,30})\))?\s?(?=[:,(.]|$)/;
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const DATE = new RegExp(
  `(?<![\\d-])((?:18|19|20)\\d\\d)(?!\\d)(?: ((?:${MONTHS})[a-z]{0,6}(?:-(?:${MONTHS})[a-z]{0,6})?)(?: (\\d{1,2}))?)?`,
);

/**
 * Reads the forms of MEDLINE (`J Learn. 12(3):100-18, 2014 Mar 5.`), Embase (`J Learn. 12 (3) (pp 100-118), 2014.`), PsycInfo
 * (`J Learn. Vol.12(3), 2014, pp. 100-118.`) and of parts of books (`Roe, B. [Editor]. On learning.:371-397, 2004.`).
 */
export function readSource(source: string): OvidSource {
  const text = source.replace(/\s+/g, ' ').slice(0, 2000).trim();
  if (/\[Ed/.test(text)) return bookSource(text);
  const found: OvidSource = { editors: [] };
  const journal = JOURNAL.exec(text);
  if (!journal) {
    const rest = /^([^.]{2,300})\./.exec(text)?.[1];
    if (rest) found.container = rest.trim();
    return { ...found, ...placeIn(text) };
  }
  found.container = journal[1]!.trim();
  const rest = text.slice(journal[0].length);
  const numbers = /^(?:18|19|20)\d\d(?:[ ,.;]|$)/.test(rest) ? undefined : NUMBERS.exec(rest);
  if (numbers?.[1]) found.volume = numbers[1];
  if (numbers?.[2] && !/^pp?\b/.test(numbers[2])) found.issue = numbers[2];
  return { ...found, ...placeIn(rest) };
}

function bookSource(text: string): OvidSource {
  const end = text.lastIndexOf(']');
  const editors = text
    .slice(0, end)
    .split(/\[[^[\]]*\]?/)
    .map((name) => name.replace(/^[\s,;&]+|[\s,;]+$/g, ''))
    .filter((name) => name !== '');
  const rest = text.slice(end + 1).replace(/^[\s.]+/, '');
  const container = /^([^.:]{2,300}(?::[^.:\d][^.:]{1,300})?)/.exec(rest.replace(/^\(\d{4}\)\.\s*/, ''))?.[1]?.trim();
  return { editors, ...(container ? { container } : {}), ...placeIn(rest) };
}

function placeIn(text: string): Pick<OvidSource, 'pages' | 'date'> {
  const pages = PAGES.exec(text)?.[1]
    ?.replace(/\.$/, '')
    .replace(/\s?[-–]\s?/, '-');
  const [, year, month, day] = DATE.exec(text) ?? [];
  const date = [year, month, day].filter(Boolean).join(' ');
  return { ...(pages ? { pages } : {}), ...(date ? { date } : {}) };
}
