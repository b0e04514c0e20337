import type { Study } from '../../../domain/study.ts';
import { type GatheredMacros, Macros } from '../syntax/macros.ts';
import { splitBibtex } from '../syntax/split.ts';
import { type BibtexResidue, bibtexResidue } from './residue.ts';

interface Kept {
  study: Study;
  residue?: BibtexResidue;
}

/** How the studies of one export refer to each other: by the keys of their files, whatever their keys are now. */
export class Relations {
  private readonly byOldKey = new Map<string, Kept>();
  private readonly byKey = new Map<string, Kept>();
  private readonly data = new Map<string, string | undefined>();

  /** `macros` are those of the export: an `@xdata` entry in which one of them would mean something else is not there. */
  constructor(studies: readonly Study[], macros: GatheredMacros) {
    for (const study of studies) {
      const residue = bibtexResidue(study.residue?.bibtex);
      const kept = { study, ...(residue ? { residue } : {}) };
      this.byKey.set(study.item.id.toLowerCase(), kept);
      if (!residue) continue;
      const old = oldKey(residue.file, residue.key);
      const other = this.byOldKey.get(old)?.residue;
      if (!other || other.at > residue.at) this.byOldKey.set(old, kept);
      for (const [key, source] of Object.entries(residue.data ?? {})) {
        if (!this.data.has(key)) this.data.set(key, agrees(source, residue, macros) ? source : undefined);
      }
    }
  }

  /** The study that had this key in the file of `residue`, or that has it now. */
  find(key: string, { file }: BibtexResidue): Kept | undefined {
    return this.byOldKey.get(oldKey(file, key)) ?? this.byKey.get(key.toLowerCase());
  }

  /** The study that another one inherits from by `crossref`, when it is exported too. */
  parentOf(residue: BibtexResidue | undefined): Kept | undefined {
    return residue?.parent === undefined ? undefined : this.find(residue.parent, residue);
  }

  /** Keys of the `@xdata` entries that studies need. */
  dataKeys(): string[] {
    return [...this.data.keys()];
  }

  /** Whether an `@xdata` entry of this key is the one that studies need, or none of them needs another one. */
  isData(key: string, source: string): boolean {
    return !this.data.has(key) || this.data.get(key) === source;
  }

  /** Whether all `@xdata` entries that a study needs can be written as they came. */
  hasData(residue: BibtexResidue): boolean {
    return Object.entries(residue.data ?? {}).every(([key, source]) => this.data.get(key) === source);
  }

  /** BibTeX inherits only from entries that stand behind: parents moved behind the last of their children, the rest in its order. */
  parentsLast(studies: readonly Study[]): Study[] {
    const parentOf = (study: Study) => this.parentOf(bibtexResidue(study.residue?.bibtex))?.study;
    const children = new Map<Study, number>();
    for (const study of studies) {
      const parent = parentOf(study);
      if (parent) children.set(parent, (children.get(parent) ?? 0) + 1);
    }
    const sorted = new Set<Study>();
    const waiting = new Set<Study>();
    for (const study of studies) {
      let next: Study | undefined = study;
      while (next) {
        if ((children.get(next) ?? 0) > 0) {
          waiting.add(next);
          break;
        }
        sorted.add(next);
        waiting.delete(next);
        const parent = parentOf(next);
        if (parent) children.set(parent, (children.get(parent) ?? 0) - 1);
        next = parent && waiting.has(parent) ? parent : undefined;
      }
    }
    // Entries that are each other's parents.
    return [...sorted, ...waiting];
  }
}

const oldKey = (file: string, key: string) => `${file} ${key.toLowerCase()}`;

function agrees(source: string, residue: BibtexResidue, gathered: GatheredMacros): boolean {
  const macros = Macros.of(residue.strings);
  const [block] = splitBibtex(source);
  const used = block?.fields.flatMap(({ from, to }) => macros.expand(source.slice(from, to)).used) ?? [];
  return used.every((name) => gathered.define(name, residue.strings?.[name] ?? '""'));
}
