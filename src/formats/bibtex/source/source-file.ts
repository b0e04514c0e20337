import { isJoinable } from '../field-values/repeated.ts';
import type { Mapped } from '../mapping/entry-to-csl.ts';
import type { Dialect } from '../model/fields.ts';
import { type Block, remarksIn } from '../syntax/split.ts';
import type { Parent } from './inherit.ts';
import { type BibtexResidue, fingerprint, fingerprints, type InheritedField, type KeptField } from './residue.ts';

/** An entry of a file as it was read. */
export interface ReadEntry extends Parent {
  block: Block;
  /** The macros it uses, as they are defined where it stands. */
  strings: { [name: string]: string };
}

/** Where an entry stands among the studies of its file, and the text before it. */
export interface Place {
  dialect: Dialect;
  /** From 0. */
  at: number;
  before: string;
  isLast: boolean;
}

/** The text of one .bib file, from which its entries keep what CSL does not hold. */
export class SourceFile {
  private readonly text: string;
  private readonly encoding: string;
  private readonly fingerprint: string;
  /** Entries that are too long to come in. */
  private readonly leftOut: Block[] = [];

  constructor(text: string, encoding: string) {
    this.text = text;
    this.encoding = encoding;
    this.fingerprint = fingerprint(text);
  }

  /** Keeps an entry out of the text between studies. Entries must come in the order of the text. */
  leaveOut(block: Block): void {
    this.leftOut.push(block);
  }

  get hasLeftOut(): boolean {
    return this.leftOut.length > 0;
  }

  /** The text from one place to another, without entries that are left out. */
  between(from: number, to: number): string {
    let text = '';
    let at = from;
    for (const { start, end } of this.leftOut) {
      if (start < at || end > to) continue;
      text += this.text.slice(at, start);
      at = end;
    }
    return text + this.text.slice(at, to);
  }

  /** What a study keeps of its entry. @param links the key of its `crossref` parent, and the `@xdata` entries that it needs */
  residueOf(
    { block, fields: resolved, strings: own }: ReadEntry,
    { item, gave }: Mapped,
    place: Place,
    links: { parent?: string; data: readonly ReadEntry[] },
  ): BibtexResidue {
    const { start } = block;
    const taken = new Set<string>();
    const fields = block.fields.map((field): KeptField => {
      const lower = field.name.toLowerCase();
      const variables = taken.has(lower) && !isJoinable(lower) ? [] : (gave.get(lower) ?? []);
      taken.add(lower);
      return [field.name, field.from - start, field.to - start, ...variables];
    });
    const inherited: InheritedField[] = [];
    for (const [name, { text, inherited: from }] of resolved)
      if (from) inherited.push({ ...from, name, value: `{${text}}`, variables: gave.get(name) ?? [] });
    const given = new Set<string>();
    for (const variables of gave.values()) for (const variable of variables) given.add(variable);
    const derived = Object.keys(item).filter(
      (variable) => variable !== 'id' && variable !== 'type' && !given.has(variable),
    );
    const residue: BibtexResidue = {
      before: place.before,
      raw: this.text.slice(start, block.end),
      type: block.type,
      key: block.key,
      dialect: place.dialect,
      file: this.fingerprint,
      at: place.at,
      fields,
      seen: fingerprints(item, []),
    };
    const remarks = remarksIn(this.text, block);
    if (remarks.length > 0) residue.remarks = remarks;
    if (this.encoding !== 'utf-8') residue.encoding = this.encoding;
    if (derived.length > 0) residue.derived = derived;
    if (place.isLast) residue.after = this.between(block.end, this.text.length);
    if (inherited.length > 0) residue.inherited = inherited;
    if (links.parent !== undefined) residue.parent = links.parent;
    const { data } = links;
    if (data.length > 0)
      residue.data = Object.fromEntries(
        data.map(({ block }) => [block.key.toLowerCase(), this.text.slice(block.start, block.end)]),
      );
    const strings = data.length === 0 ? own : Object.assign({}, ...data.map((entry) => entry.strings), own);
    if (Object.keys(strings).length > 0) residue.strings = strings;
    return residue;
  }
}
