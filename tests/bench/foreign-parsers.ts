import { BibLatexParser } from 'biblatex-csl-converter';
import { parse as parseCsv } from 'csv-parse/sync';
import { Parser } from 'htmlparser2';
import { parse as parseYaml } from 'yaml';

/** An entry as a parser that is not Lectern's sees it. Lines are 1-based; 0 when the parser does not say. */
export interface ForeignEntry {
  key: string;
  from: number;
  to: number;
  fields: ForeignField[];
}

export type ForeignField = readonly [name: string, value: string];

/** By the names that `lectern import --format` has for the formats. */
export const FOREIGN_PARSERS: Readonly<Record<string, (text: string) => ForeignEntry[]>> = {
  bibtex: parseBib,
  biblatex: parseBib,
  'csl-json': parseCslJson,
  ris: (text) =>
    parseTagged(text, /^\s{0,3}([A-Z][A-Z0-9]|PMID|PMCID|DOI|ISSN|ISBN) {0,2}- ?(.*)$/, 'TY').map((entry) => ({
      ...entry,
      fields: entry.fields.map(([tag, value]) => [RIS_TAGS[tag] ?? tag, value]),
    })),
  nbib: (text) => parseTagged(text, /^([A-Z][A-Z0-9]{1,4}) {0,3}- ?(.*)$/, undefined),
  enw: (text) => parseTagged(text, /^(%\S)(?: +(.*)|)$/, undefined),
  'endnote-xml': (text) => parseXml(text, 'record'),
  'pubmed-xml': (text) => parseXml(text, 'PubmedArticle'),
  wos: (text) => parseTagged(text.replace(/^EF$/m, ''), /^(?!FN |VR )([A-Z][A-Z0-9])(?: (.*)|$)/, 'PT'),
  cochrane: (text) => parseTagged(text.replace(/^Record #.*$/gm, ''), /^([A-Z][A-Z0-9]{1,3}): ?(.*)$/, undefined),
  ovid: (text) => parseTagged(text.replace(/^<.*>$/gm, ''), /^([A-Z][A-Z0-9]) {2}- ?(.*)$/, 'VN'),
  csv: (text) => parseTable(text, ','),
  tsv: (text) => parseTable(text, '\t'),
  'csl-yaml': parseCslYaml,
};

/** Formats whose fields other programs name otherwise: of them every word has to be somewhere in what the library keeps. */
export const BY_WORDS: ReadonlySet<string> = new Set(['csv', 'tsv', 'pubmed-xml']);

/** The tags of two letters for what some databases call otherwise, as reference managers write them. */
const RIS_TAGS: Readonly<Record<string, string>> = { PMID: 'AN', PMCID: 'C2', DOI: 'DO', ISSN: 'SN', ISBN: 'SN' };

/** The key of what a file says outside its records, where a parser tells it. */
export const SURROUNDINGS = '@surroundings';

interface ParsedBib {
  entries: Record<string, Record<string, unknown>>;
}

function parseBib(text: string): ForeignEntry[] {
  const { entries } = new BibLatexParser(text, {
    processUnexpected: true,
    processUnknown: true,
  }).parse() as unknown as ParsedBib;
  const parsed = Object.values(entries).map((entry): ForeignEntry => {
    const groups = [entry.fields, entry.unexpected_fields, entry.unknown_fields];
    const fields = groups.flatMap((group) => Object.entries((group ?? {}) as Record<string, unknown>));
    return {
      key: String(entry.entry_key),
      from: 0,
      to: 0,
      fields: [['@type', String(entry.bib_type)], ...fields.map(([name, value]): ForeignField => [name, plain(value)])],
    };
  });
  return [...parsed, { key: SURROUNDINGS, from: 0, to: 0, fields: surroundings(text) }];
}

/** Each @string, @preamble and @comment (JabRef's groups are one) and each line that begins with "%". */
function surroundings(text: string): ForeignField[] {
  const found = [...text.matchAll(/^[ \t]*(%.*)$/gm)].map((match): ForeignField => ['%', plain(match[1] ?? '')]);
  let end = 0;
  for (const match of text.matchAll(/^[ \t]*@(string|preamble|comment)\b[ \t]*([{(]?)/gim)) {
    if (match.index < end) continue;
    const from = match.index + match[0].length;
    end = match[2] === '' ? from + text.slice(from).search(/$/m) : closing(text, from, match[2] === '(' ? ')' : '}');
    const kind = match[1]?.toLowerCase();
    const body = text.slice(from, end);
    const definitions = kind === 'string' ? body.split(/,\s*(?=[^\s=,{}"]+\s*=)/) : [body];
    for (const one of definitions) found.push([`@${kind}`, plain(one.replace(/^(\s*[^\s=]+)\s*=\s*/, '$1='))]);
  }
  return found;
}

function closing(text: string, from: number, mark: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (depth === 0 && text[at] === mark) return at;
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
  }
  return text.length;
}

/** A value without differences that mean nothing: white space, the order of members. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof member === 'string'
        ? member.replace(/\s+/g, ' ')
        : member,
  );
}

function parseCslJson(text: string): ForeignEntry[] {
  const data = JSON.parse(text) as unknown;
  return cslEntries(Array.isArray(data) ? data : ((data as { items?: unknown[] }).items ?? [data]));
}

function parseCslYaml(text: string): ForeignEntry[] {
  const data = parseYaml(text.replace(/^---\n([\s\S]*?)\n(?:---|\.\.\.)\s*$/, '$1')) as
    | { references?: unknown[] }
    | unknown[];
  const list = (Array.isArray(data) ? data : (data.references ?? [])) as Record<string, unknown>[];
  // pandoc takes a bare year for a date.
  return cslEntries(
    list.map((item) =>
      typeof item.issued === 'number' ? { ...item, issued: { 'date-parts': [[item.issued]] } } : item,
    ),
  );
}

function cslEntries(list: readonly unknown[]): ForeignEntry[] {
  return (list as Record<string, unknown>[]).map((item) => ({
    key: String(item['citation-key'] ?? item.id ?? ''),
    from: 0,
    to: 0,
    fields: Object.entries(item)
      .filter(([name]) => name !== 'id')
      .map(([name, value]) => [name, plain(name === 'custom' ? withoutOwn(value) : value)]),
  }));
}

/** What Lectern adds of its own is no field of the source. */
function withoutOwn(custom: unknown): unknown {
  const { lectern: _, ...rest } = custom as Record<string, unknown>;
  return rest;
}

/** Lines with a tag; other lines go on with the value above. `first` starts a record; without it an empty line ends one. */
function parseTagged(text: string, tagged: RegExp, first: string | undefined): ForeignEntry[] {
  const entries: { key: string; from: number; to: number; fields: [string, string][] }[] = [];
  let open: (typeof entries)[number] | undefined;
  let gap = false;
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const match = tagged.exec(line);
    const tag = match?.[1];
    if (first !== undefined && tag === 'ER') open = undefined;
    else if (tag !== undefined) {
      if (!open || tag === first || (first === undefined && gap)) {
        open = { key: '', from: index + 1, to: index + 1, fields: [] };
        entries.push(open);
      }
      open.fields.push([tag, match?.[2]?.trim() ?? '']);
      open.to = index + 1;
    } else {
      const last = open?.fields.at(-1);
      if (last && line.trim() !== '') last[1] += ` ${line.trim()}`;
    }
    gap = line.trim() === '';
  }
  return entries.map((entry) => ({ ...entry, fields: entry.fields.map(([tag, value]) => [tag, plain(value)]) }));
}

function parseTable(text: string, delimiter: string): ForeignEntry[] {
  const rows = parseCsv(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    // Web of Science writes quotation marks as they are.
    quote: delimiter === '\t' ? null : '"',
    info: true,
  }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  // Some databases write a line or two of their own above the names of the columns.
  const from = rows.findIndex(({ record }) => record.filter((cell) => cell.trim() !== '').length > 2);
  const [head, ...others] = rows.slice(Math.max(0, from));
  return others.map(({ record, info }) => ({
    key: '',
    from: info.lines,
    to: info.lines,
    fields: record.flatMap((cell, at): ForeignField[] =>
      cell.trim() === '' ? [] : [[head?.record[at] ?? `column ${at + 1}`, plain(cell)]],
    ),
  }));
}

/** Every text of a record by the path of its elements. */
function parseXml(xml: string, record: string): ForeignEntry[] {
  const entries: (ForeignEntry & { fields: [string, string][] })[] = [];
  const path: string[] = [];
  let text = '';
  const end = () => {
    if (text.trim() !== '')
      entries.at(-1)?.fields.push([path.filter((name) => name !== 'style').join('/'), plain(text)]);
    text = '';
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== 'style') end();
        if (name === record) entries.push({ key: '', from: 0, to: 0, fields: [] });
        path.push(name);
        for (const [key, value] of name === 'style' ? [] : Object.entries(attributes))
          if (value !== '') entries.at(-1)?.fields.push([`${path.join('/')}@${key}`, value]);
      },
      ontext(data) {
        text += data;
      },
      onclosetag(name) {
        if (name !== 'style') end();
        path.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return entries.map((entry) => ({
    ...entry,
    fields: entry.fields.map(([name, value]) => [name.replace(new RegExp(`^.*?\\b${record}(?:/|$)`), ''), value]),
  }));
}
