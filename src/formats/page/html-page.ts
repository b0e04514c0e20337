import { Parser } from 'htmlparser2';
import { oneLine } from '../../domain/text/one-line.ts';
import type { Link, Page, PageLine } from './page-lines.ts';

const words = (list: string): Set<string> => new Set(list.split(' '));

const DROPPED = words(
  'script style noscript template nav aside footer button select textarea svg iframe object canvas audio video dialog head',
);
const BLOCKS = words(
  'address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul',
);
const VOID = words('area base br col embed hr img input link meta source track wbr');
const DROPPED_ROLES = words('navigation banner contentinfo complementary search menu menubar dialog');
const DROPPED_CLASSES =
  /(?:^|\s)(?:breadcrumbs?|share|sharing|social|social-(?:share|links|media)|share-(?:buttons?|links)|sharedaddy|cookie-?(?:banner|notice|bar|consent)|related(?:-posts|-articles)?|newsletter|comments|sidebar|site-(?:header|footer|nav)|screen-reader-text|visually-hidden|sr-only|skip-link)(?:\s|$)/i;

/** The parser's time grows with depth; no page that people wrote is nested so. */
const DEEPEST = 5000;

class NestedTooDeep extends Error {}

/**
 * A saved HTML page as its reader sees it: one group of lines a block element, without scripts, navigation and footers.
 * Reads any text in linear time. Links are made absolute with the page's own address where it tells it.
 */
export function htmlPage(html: string): Page {
  const reader = new HtmlReader(html);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes, parser.startIndex),
      ontext: (text) => reader.text(text, parser.startIndex),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  try {
    parser.write(html);
    parser.end();
  } catch (error) {
    if (!(error instanceof NestedTooDeep)) throw error;
    return { ...reader.page(), cutAt: reader.lineOf(parser.startIndex) };
  }
  return reader.page();
}

class HtmlReader {
  private readonly html: string;
  private readonly groups: PageLine[][] = [];
  private readonly meta = new Map<string, string>();
  private group: PageLine[] = [];
  private current: PageLine | undefined;
  private level: number | undefined;
  private part: PageLine['part'];
  private link: Link | undefined;
  private heading = '';
  private title = '';
  private inTitle = false;
  private base: string | undefined;
  /** Open elements inside the outermost dropped one, that included; 0 outside. */
  private droppedDepth = 0;
  private depth = 0;
  private counted = 0;
  private line = 1;

  constructor(html: string) {
    this.html = html;
  }

  open(name: string, attributes: { [name: string]: string }, index: number): void {
    this.noteMeta(name, attributes);
    if (name === 'title') this.inTitle = this.title === '';
    if (VOID.has(name)) {
      if (this.droppedDepth > 0) return;
      if (name === 'br') this.endLine();
      else if (name === 'hr') this.endGroup();
      return;
    }
    if (++this.depth > DEEPEST) throw new NestedTooDeep();
    if (this.droppedDepth > 0) this.droppedDepth++;
    else if (isDropped(name, attributes)) {
      this.endGroup();
      this.droppedDepth = 1;
    }
    if (this.droppedDepth > 0) return;
    if (BLOCKS.has(name)) this.endGroup();
    if (/^h[1-6]$/.test(name)) this.level = Number(name[1]);
    if (name === 'dt' || name === 'dd') this.part = name === 'dt' ? 'term' : 'value';
    if (name === 'a') {
      this.endLink();
      const href = attributes.href?.trim() ?? '';
      if (/^(?:https?:|\/|\.|[^#:?][^:]*$)/i.test(href)) this.link = { text: '', href };
      if (this.link) this.lineAt(index).links.push(this.link);
    }
  }

  text(text: string, index: number): void {
    if (this.inTitle) this.title += text;
    if (this.droppedDepth > 0) return;
    const flat = text.replace(/[\s\u00a0]+/g, ' ');
    if (flat === ' ' && !this.current) return;
    this.lineAt(index).text += flat;
    if (this.link) this.link.text += flat;
  }

  close(name: string): void {
    if (name === 'title') this.inTitle = false;
    if (VOID.has(name)) return;
    this.depth--;
    if (this.droppedDepth > 0) {
      this.droppedDepth--;
      return;
    }
    if (name === 'a') this.endLink();
    if (BLOCKS.has(name)) this.endGroup();
  }

  page(): Page {
    this.endGroup();
    const page: Page = { groups: this.groups, hardBreaks: false };
    const url = this.meta.get('canonical') ?? this.meta.get('og:url');
    const [titleWords, titleSite] = splitTitle(oneLine(this.title));
    const headline = this.meta.get('og:title') || this.heading || titleWords;
    const site = this.meta.get('og:site_name') || this.meta.get('application-name') || titleSite;
    if (headline) page.headline = headline;
    if (site) page.site = site;
    if (url && /^https?:/i.test(url)) page.url = url;
    for (const line of this.groups.flat()) line.links = this.absoluteLinks(line.links, page.url);
    return page;
  }

  private noteMeta(name: string, attributes: { [name: string]: string }): void {
    if (name === 'base') this.base ??= attributes.href;
    if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.rel ?? '')) {
      this.setMeta('canonical', attributes.href);
    }
    if (name === 'meta') {
      this.setMeta((attributes.property ?? attributes.name ?? '').toLowerCase(), attributes.content);
    }
  }

  private setMeta(name: string, value: string | undefined): void {
    const text = value?.replace(/\s+/g, ' ').trim();
    if (name !== '' && text && !this.meta.has(name)) this.meta.set(name, text);
  }

  private absoluteLinks(links: Link[], pageUrl: string | undefined): Link[] {
    return links.flatMap(({ text, href }) => {
      const base = [this.base, pageUrl].find((url) => url && /^https?:/i.test(url));
      try {
        const url = /^https?:/i.test(href) ? href : base ? new URL(href, base).href : undefined;
        return url ? [{ text: text.trim(), href: url }] : [];
      } catch {
        return [];
      }
    });
  }

  private lineAt(index: number): PageLine {
    if (!this.current) {
      this.current = { text: '', line: this.lineOf(index), links: this.link ? [this.link] : [] };
      if (this.level !== undefined) this.current.level = this.level;
      if (this.part) this.current.part = this.part;
    }
    return this.current;
  }

  /** Indexes must come in ascending order. */
  lineOf(index: number): number {
    for (; this.counted < index; this.counted++) if (this.html.charCodeAt(this.counted) === 10) this.line++;
    return this.line;
  }

  private endLink(): void {
    this.link = undefined;
  }

  private endLine(): void {
    const line = this.current;
    this.current = undefined;
    if (!line) {
      // Two <br> in a row end a paragraph.
      if (this.group.length > 0) this.groups.push(this.group);
      this.group = [];
      return;
    }
    line.text = line.text.trim();
    if (line.text === '') return;
    if (line.level === 1 && this.heading === '') this.heading = line.text;
    this.group.push(line);
  }

  private endGroup(): void {
    if (this.current) this.endLine();
    if (this.group.length > 0) this.groups.push(this.group);
    this.group = [];
    this.level = undefined;
    this.part = undefined;
  }
}

function isDropped(name: string, attributes: { [name: string]: string }): boolean {
  if (DROPPED.has(name)) return true;
  if (/^(?:html|body|main|article)$/.test(name)) return false;
  if ('hidden' in attributes || attributes['aria-hidden'] === 'true') return true;
  if (/display\s*:\s*none/i.test(attributes.style ?? '')) return true;
  if (DROPPED_ROLES.has(attributes.role ?? '')) return true;
  return DROPPED_CLASSES.test((attributes.class ?? '').slice(0, 1000));
}

/** "Headline | Site" and "Headline – Site", as `<title>` has them. */
function splitTitle(title: string): [string, string | undefined] {
  const at = Math.max(...[' | ', ' – ', ' — ', ' - ', ' · ', ' :: '].map((mark) => title.lastIndexOf(mark)));
  if (at <= 0) return [title, undefined];
  return [
    title.slice(0, at).trim(),
    title
      .slice(at)
      .replace(/^\s*\S+\s+/, '')
      .trim(),
  ];
}
