import { isJson, type JsonOutline, jsonOutline } from './json/outline.ts';
import { linesOf } from './lines.ts';

/** A kind of file that people hand over and Lectern does not read. */
export interface Unread {
  /** For people, in the place of X in "this is X, which Lectern does not read". */
  name: string;
  /** What to do instead. */
  instead: string;
}

const EXPORT = 'export BibTeX, RIS or CSL-JSON from the program or site that it came from';
const ASK = 'give the references themselves: BibTeX, RIS, CSL-JSON …';
const FROM_ZOTERO = 'export "Better BibTeX JSON", "CSL JSON" or "BibLaTeX" from Zotero';
const BY_DOI = 'get the works as BibTeX, RIS or CSL-JSON, for instance by their DOIs from doi.org';

interface Kind extends Unread {
  /** Name of the root element, without prefix. */
  root?: RegExp;
  /** Paths of members, as `jsonOutline` has them, all of which a JSON text has. */
  members?: readonly string[];
  /** Endings of file names, where the content does not say it. */
  endings?: readonly string[];
  /** What the beginning of the text has besides. */
  has?: RegExp | ((head: string) => boolean);
}

/** Kinds of files by what shows them; the first that fits counts. */
const KINDS: readonly Kind[] = [
  // Markup
  { name: 'MODS', root: /^mods(?:Collection)?$/, instead: EXPORT },
  { name: 'MARCXML', root: /^(?:collection|record)$/, has: /<(?:\w+:)?(?:leader|datafield)[\s>]|loc\.gov\/MARC21/, instead: EXPORT },
  { name: 'Zotero RDF', root: /^RDF$/, has: /zotero\.org\/namespaces/, instead: FROM_ZOTERO },
  { name: 'RDF', root: /^RDF$/, instead: EXPORT },
  { name: 'an article in JATS', root: /^article$/, has: /<(?:front|article-meta)[\s>]|article-type=/, instead: BY_DOI },
  { name: 'TEI', root: /^TEI(?:\.2)?$/, instead: EXPORT },
  { name: 'DataCite XML', root: /^resource$/, has: /datacite\.org/, instead: BY_DOI },
  { name: 'Crossref XML', root: /^(?:doi_batch|crossref_result|doi_records)$/, instead: BY_DOI },
  { name: 'a search result of PubMed without its records', root: /^eSearchResult$|^eSummaryResult$/, instead: 'save the records as PubMed XML or in PubMed format' },
  { name: 'the sources of a Word document', root: /^Sources$/, instead: EXPORT },
  { name: 'a record in Dublin Core', root: /^(?:dc|OAI-PMH|oai_dc)$/, instead: EXPORT },
  { name: 'a news feed', root: /^(?:rss|feed)$/, instead: 'get the works as BibTeX, RIS or CSL-JSON from the site of the feed' },
  { name: 'a citation style', root: /^style$/, has: /purl\.org\/net\/xbiblio\/csl/, instead: ASK },
  { name: 'a picture (SVG)', root: /^svg$/, instead: ASK },
  { name: 'METS', root: /^mets$/, instead: EXPORT },
  { name: 'ONIX', root: /^ONIXMessage$/i, instead: EXPORT },
  { name: 'an outline (OPML)', root: /^opml$/, instead: ASK },
  { name: 'a property list', root: /^plist$/, instead: ASK },

  // JSON
  { name: 'a package manifest (package.json)', members: ['name', 'version'], instead: ASK },
  { name: 'a package manifest (package.json)', members: ['name', 'scripts'], instead: ASK },
  { name: 'a package manifest (package.json)', members: ['name', 'dependencies'], instead: ASK },
  { name: 'a lock file of packages', members: ['lockfileVersion'], instead: ASK },
  { name: 'GeoJSON', members: ['type', 'features'], instead: ASK },
  { name: 'GeoJSON', members: ['type', 'geometry'], instead: ASK },
  { name: 'GeoJSON', members: ['type', 'coordinates'], instead: ASK },
  { name: 'a JSON Schema', members: ['$schema', 'properties'], instead: ASK },
  { name: 'a JSON Schema', members: ['$schema', 'definitions'], instead: ASK },
  { name: 'a notebook (Jupyter)', members: ['nbformat'], instead: ASK },
  { name: 'JSON-LD', members: ['@context'], instead: EXPORT },
  { name: 'JSON-LD', members: ['@graph'], instead: EXPORT },
  { name: 'JSON of OpenAlex', members: ['authorships'], instead: BY_DOI },
  { name: 'JSON of OpenAlex', members: ['results.authorships'], instead: BY_DOI },
  { name: 'JSON of Semantic Scholar', members: ['paperId'], instead: BY_DOI },
  { name: 'JSON of Semantic Scholar', members: ['data.paperId'], instead: BY_DOI },
  { name: 'JSON of DataCite', members: ['data.attributes'], instead: BY_DOI },
  { name: 'JSON of DataCite', members: ['attributes.titles'], instead: BY_DOI },
  { name: 'JSON of Europe PMC', members: ['resultList'], instead: 'save the results as RIS or BibTeX on the site of Europe PMC' },
  { name: 'a search result of PubMed without its records', members: ['esearchresult'], instead: 'save the records as PubMed XML or in PubMed format' },
  { name: 'summaries of PubMed', members: ['result.uids'], instead: 'save the records as PubMed XML or in PubMed format' },
  { name: 'JSON of the Lens', members: ['lens_id'], instead: 'export RIS or BibTeX from the Lens' },
  { name: 'JSON of Scopus', members: ['search-results'], instead: 'export RIS or BibTeX from Scopus' },
  { name: 'JSON of ORCID', members: ['orcid-identifier'], instead: 'export the works as BibTeX from ORCID' },
  { name: 'JSON of Zenodo', members: ['conceptrecid'], instead: 'export BibTeX or CSL from Zenodo' },
  { name: 'JSON of Unpaywall', members: ['oa_locations'], instead: BY_DOI },
  { name: 'JSON of Mendeley', members: ['authors', 'identifiers'], instead: 'export BibTeX or RIS from Mendeley' },
  { name: 'a document of pandoc', members: ['pandoc-api-version'], instead: ASK },
  { name: 'settings of a program', members: ['compilerOptions'], instead: ASK },
  { name: 'the description of a web interface (OpenAPI)', members: ['openapi'], instead: ASK },
  { name: 'the description of a web interface (OpenAPI)', members: ['swagger'], instead: ASK },
  { name: 'a codebook of Lectern', members: ['tag', 'definition'], instead: 'a new workspace takes it from library/codebook.json; "lectern codebook define" adds one tag' },

  // Text
  { name: 'MARC (ISO 2709)', has: /^\d{5}[a-z][a-z ][a-z ][ -~]{2}22\d{5}/, endings: ['.mrc', '.marc'], instead: EXPORT },
  { name: 'MARC as text', has: /^\s*(?:=LDR {2}|LDR\s|LEADER\s|\d{9} LDR {3}L |000 +\d{5}[a-z])/, endings: ['.mrk'], instead: EXPORT },
  { name: 'plain text of Scopus', has: /^\s*Scopus\s*\r?\n\s*EXPORT DATE/, instead: 'export RIS or BibTeX from Scopus' },
  { name: 'plain text of ProQuest', has: /^ProQuest document ID: ?\d/m, instead: 'export RIS from ProQuest' },
  { name: 'plain text of Embase', has: /^\s*RECORD 1\s*\r?\n\s*TITLE\b/, instead: 'export RIS from Embase' },
  { name: 'plain text of SciFinder', has: /^START_RECORD\s*$/m, instead: 'export RIS from SciFinder' },
  { name: 'RDF (Turtle)', has: /^@prefix [\w-]{0,40}: ?</m, endings: ['.ttl', '.nt', '.n3'], instead: EXPORT },
  { name: 'a LaTeX document', has: /^[^%\n]{0,40}\\(?:documentclass|begin\{document\})/m, endings: ['.tex'], instead: 'give the .bib file that it names' },
  { name: 'a bibliography that BibTeX or biber made for LaTeX (.bbl)', has: /\\begin\{thebibliography\}|^% \$ biblatex/m, endings: ['.bbl'], instead: 'give the .bib file that it was made from' },
  { name: 'notes of LaTeX to itself (.aux)', has: /^\\relax\s*$|^\\citation\{/m, endings: ['.aux'], instead: 'give the .bib file of the document' },
  { name: 'YAML of another kind than CSL YAML, Hayagriva and CITATION.cff', has: isYaml, endings: ['.yaml', '.yml', '.cff'], instead: EXPORT },
  { name: 'a settings file (TOML)', has: isToml, endings: ['.toml', '.ini'], instead: ASK },
  { name: 'statements of a database (SQL)', has: /^[^\S\n]{0,20}(?:CREATE TABLE|INSERT INTO|PRAGMA \w|BEGIN TRANSACTION)\b/im, endings: ['.sql'], instead: EXPORT },
  { name: 'an e-mail', has: /^(?:From \S+@|Received: |Return-Path: |MIME-Version: |Delivered-To: )/, endings: ['.eml', '.mbox'], instead: 'save its attachment, and import that' },
  { name: 'an address book or calendar', has: /^\s*BEGIN:V(?:CARD|CALENDAR)\b/, instead: ASK },
  { name: 'a change to source code (a patch)', has: /^(?:diff --git |--- \S[^\n]*\n\+\+\+ )/m, endings: ['.patch', '.diff'], instead: ASK },
  { name: 'a program', has: /^#!/, endings: ['.sh', '.py', '.js', '.r'], instead: ASK },
  { name: 'tagged text of a database', has: isTagged, instead: EXPORT },
  { name: 'a list of references in running text', has: isReferenceList, instead: EXPORT },
]; // biome-ignore format: a row a kind

/** What a text is, where it is of a kind that Lectern does not read; undefined for all others. `head` is its beginning. */
export function unreadKind(head: string, fileName = ''): Unread | undefined {
  const text = head.startsWith('\ufeff') ? head.slice(1) : head;
  const json = isJson(text) ? jsonOutline(text) : undefined;
  const root = json ? undefined : rootElement(text);
  const name = fileName.toLowerCase();
  const known = KINDS.find((kind) => fits(kind, { text, root, json }));
  if (known) return known;
  if (root !== undefined && !HTML_ROOT.test(root)) {
    return { name: `XML with the element <${root.slice(0, 40)}>`, instead: EXPORT };
  }
  return KINDS.find(({ endings }) => endings?.some((ending) => name.endsWith(ending)));
}

const HTML_ROOT =
  /^(?:html|head|body|main|article|section|header|footer|nav|aside|div|span|p|a|h[1-6]|ul|ol|dl|li|table|pre|center|font|b|i|strong|em|title|meta|link|base|style|script|form|img|hr|br|blockquote|figure|details)$/i;

interface Looks {
  text: string;
  /** Name of the root element of markup. */
  root: string | undefined;
  json: JsonOutline | undefined;
}

function fits(kind: Kind, { text, root, json }: Looks): boolean {
  if (kind.members) return json !== undefined && kind.members.every((member) => json.has(member));
  if (json || (root === undefined) !== (kind.root === undefined)) return false;
  if (root !== undefined && !kind.root?.test(root.replace(/^.*:/, ''))) return false;
  return kind.has === undefined || (typeof kind.has === 'function' ? kind.has(text) : kind.has.test(text));
}

/** The first element of a text that begins as markup does; undefined for every other text. */
function rootElement(text: string): string | undefined {
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (text[at] !== '<') return undefined;
    const close = text.startsWith('<!--', at)
      ? '-->'
      : text.startsWith('<?', at)
        ? '?>'
        : text[at + 1] === '!'
          ? '>'
          : '';
    if (close === '') break;
    if (/^<!doctype html/i.test(text.slice(at, at + 15))) return 'html';
    const subset = close === '>' ? text.slice(at, at + 2000).search(/\[|>/) : -1;
    const from = subset >= 0 && text[at + subset] === '[' ? text.indexOf(']', at) : at;
    const end = from < 0 ? -1 : text.indexOf(close, from);
    if (end < 0) return undefined;
    at = end + close.length;
  }
  return /^<([A-Za-z_][\w:.-]{0,80})(?=[\s>/])/.exec(text.slice(at, at + 100))?.[1];
}

const YAML_LINE = /^(?:["']?[\w@$][\w ./@$-]{0,60}["']?:(?:\s|$)|-(?:\s|$)|\.\.\.\s*$|---(?:\s|$)|#)/;

/** Nested keys and lists, and no line that says anything else. The front matter of a page does not make it YAML. */
function isYaml(head: string): boolean {
  const lines = linesOf(head, 200).filter((line) => line.trim() !== '');
  if (lines[0]?.startsWith('%YAML')) return true;
  const outer = lines.filter((line) => !/^[\s}\]]/.test(line));
  const keys = outer.filter((line) => /^["']?[\w@$]/.test(line)).length;
  const nested = lines.some((line) => /^(?:\s+|\s*-\s+)["']?[\w@$-]{1,40}["']?:(?:\s|$)/.test(line));
  return (
    nested && (keys > 0 || outer.some((line) => line.startsWith('-'))) && outer.every((line) => YAML_LINE.test(line))
  );
}

function isToml(head: string): boolean {
  const lines = linesOf(head, 60).filter((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
  const pairs = lines.filter((line) => /^\s*["\w.-]{1,60}\s*=\s*\S/.test(line)).length;
  const sections = lines.filter((line) => /^\s*\[{1,2}[\w ."-]{1,60}\]{1,2}\s*$/.test(line)).length;
  return sections > 0 && pairs > 0 && pairs + sections >= lines.length * 0.8;
}

/** Most lines begin with a tag of capitals, as in "AU: Smith" or "TI  - A title", and none of them is a record that a reader knows. */
function isTagged(head: string): boolean {
  const lines = linesOf(head, 200).filter((line) => line.trim() !== '');
  const tags = lines.flatMap((line) => /^([A-Z][A-Z0-9]{1,4}) {0,3}[-:](?: |$)/.exec(line)?.[1] ?? []);
  return new Set(tags).size >= 4 && tags.length >= lines.length * 0.5;
}

/** Three lines or more that each name a year and are of the length of a reference, and hardly anything else. */
function isReferenceList(head: string): boolean {
  const lines = head.split(/[\r\n]+/, 100).filter((line) => line.trim() !== '');
  const references = lines.filter((line) => {
    const text = line.trim();
    return text.length >= 40 && text.length <= 700 && /(?<!\d)(?:1[89]|20)\d\d(?!\d)/.test(text) && /[,.]\s/.test(text);
  });
  const marked = references.filter((line) =>
    /\(\d{4}[a-z]?\)|;\s?\d+(?:\(\d+\))?:|doi|https?:|^\s*\[?\d{1,3}[\].]/i.test(line),
  );
  return marked.length >= 3 && references.length >= lines.length * 0.7;
}
