import type { TagField } from '../ris/record.ts';

/** Characters that no XML may hold, not even as a reference (XML 1.0, 2.2), and halves of characters. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Faces of a run of text by the elements of CSL's rich text. */
const FACES: Readonly<Record<string, string>> = { b: 'bold', i: 'italic', sup: 'superscript', sub: 'subscript' };
const RICH = /^(?:titles\/(?:title|secondary-title|short-title|translated-title)|abstract)$/;
/** Elements whose text stands without a style. */
const BARE = /^(?:database|source-app|rec-number|ref-type|foreign-keys\/key)$/;

export interface XmlText {
  text: string;
  /** So many characters that XML does not allow were left out. */
  dropped: number;
}

interface Element {
  name: string;
  path: string;
  attributes: [name: string, value: string][];
  children: Element[];
  text: string | undefined;
}

/** The record of such fields, without spaces between its elements, as EndNote writes it. */
export function recordXml(fields: readonly TagField[]): XmlText {
  const root: Element = { name: 'record', path: '', attributes: [], children: [], text: undefined };
  for (const [field, value] of fields) {
    const [path = '', attribute] = field.split('@');
    const names = path.split('/');
    const parent = names.slice(0, -1).reduce(childOf, root);
    if (attribute === undefined) {
      const open = parent.children.at(-1);
      const isOpen = open?.path === path && open.text === undefined && open.children.length === 0;
      (isOpen ? open : added(parent, names.at(-1) ?? '')).text = value;
    } else {
      const last = parent.children.at(-1);
      const isNew =
        last?.path !== path || last.text !== undefined || last.attributes.some(([name]) => name === attribute);
      (isNew ? added(parent, names.at(-1) ?? '') : last).attributes.push([attribute, value]);
    }
  }
  let dropped = 0;
  const clean = (text: string): string =>
    text.replace(FORBIDDEN, () => {
      dropped++;
      return '';
    });
  const text = elementXml(root, clean);
  return { text, dropped };
}

function childOf(parent: Element, name: string): Element {
  const last = parent.children.findLast((child) => child.name === name);
  return last && last.text === undefined ? last : added(parent, name);
}

function added(parent: Element, name: string): Element {
  const path = parent.path === '' ? name : `${parent.path}/${name}`;
  const child: Element = { name, path, attributes: [], children: [], text: undefined };
  parent.children.push(child);
  return child;
}

function elementXml(element: Element, clean: (text: string) => string): string {
  const { name, path, attributes, children, text } = element;
  const open = attributes.map(([own, value]) => ` ${own}="${escaped(clean(value))}"`).join('');
  const inner = text === undefined ? '' : BARE.test(path) ? escaped(clean(text)) : styled(path, clean(text));
  return `<${name}${open}>${inner}${children.map((child) => elementXml(child, clean)).join('')}</${name}>`;
}

/** The text in runs of one style each; EndNote has its emphasis so. */
function styled(path: string, text: string): string {
  const runs = RICH.test(path) ? runsOf(text) : undefined;
  return (runs ?? [{ faces: [], text }])
    .map(
      ({ faces, text: run }) =>
        `<style face="${faces.join(' ') || 'normal'}" font="default" size="100%">${escaped(run)}</style>`,
    )
    .join('');
}

/** Undefined where elements are not closed as they were opened: then they are text. */
function runsOf(text: string): { faces: string[]; text: string }[] | undefined {
  const runs: { faces: string[]; text: string }[] = [];
  const open: string[] = [];
  for (const part of text.split(/(<\/?(?:b|i|sup|sub)>)/)) {
    const [, slash, name] = /^<(\/?)(b|i|sup|sub)>$/.exec(part) ?? [];
    if (name === undefined) {
      if (part !== '') runs.push({ faces: open.map((one) => FACES[one] ?? ''), text: part });
    } else if (slash === '') open.push(name);
    else if (open.pop() !== name) return undefined;
  }
  return open.length > 0 || runs.length === 0 ? undefined : runs;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#xD;',
  '\r': '&#xD;',
  '\t': '&#x9;',
};

const escaped = (text: string): string =>
  text.replace(/\r\n|[&<>"\n\r\t]/g, (char) => ENTITIES[char.at(-1) ?? ''] ?? char);
