import type { Json } from '../../../domain/study.ts';
import type { JoinedSource } from '../../join-sources.ts';
import { Macros } from '../syntax/macros.ts';
import { asJson, type BibtexResidue, bibtexResidue, type KeptField } from './residue.ts';

/** Attachments of a study join by their paths. */
const FILES = /^(?:file|pdf|localfile|local-url|bdsk-file-\d{1,3})$/i;
/** Fields that name other entries of their file, or the entry itself. */
const OF_ITS_FILE = /^(?:crossref|xref|xdata|ids|related|entryset|key)$/i;

/**
 * The entry behind a study with the fields that another entry for it has beyond it, among those that are no CSL variable. They
 * are written as they came, with the `@string` definitions that they use. What differs stays.
 */
export function joinEntries(here: Json | undefined, more: Json | undefined): JoinedSource {
  const [entry, other] = [bibtexResidue(here), bibtexResidue(more)];
  if (!entry || !other || entry.raw === other.raw) return { added: [], differing: [] };
  const known = new Map(entry.fields.map(([name, from, to]) => [name.toLowerCase(), entry.raw.slice(from, to)]));
  const fresh: { name: string; source: string }[] = [];
  const differing: string[] = [];
  for (const [name, from, to, ...variables] of other.fields) {
    const lower = name.toLowerCase();
    const source = other.raw.slice(from, to);
    if (
      variables.length > 0 ||
      FILES.test(lower) ||
      known.get(lower) === source ||
      /^[{"\s}]*$/.test(source.slice(0, 1000))
    )
      continue;
    if (known.has(lower) || OF_ITS_FILE.test(lower) || !meansTheSame(source, entry, other)) differing.push(lower);
    else fresh.push({ name, source });
    known.set(lower, source);
  }
  const raw = withFields(entry, fresh);
  if (!raw) return { added: [], differing: [...differing, ...fresh.map(({ name }) => name.toLowerCase())] };
  const strings = { ...other.strings, ...entry.strings };
  const grown: BibtexResidue = { ...entry, ...raw, ...(Object.keys(strings).length > 0 ? { strings } : {}) };
  return fresh.length === 0
    ? { added: [], differing }
    : { source: asJson(grown), added: fresh.map(({ name }) => name.toLowerCase()), differing };
}

/** Whether the macros in a value of the one entry stand for the same in the other. */
function meansTheSame(source: string, entry: BibtexResidue, other: BibtexResidue): boolean {
  const { used, unknown } = Macros.of(other.strings).expand(source);
  return (
    unknown.length === 0 &&
    used.every((name) => (entry.strings?.[name] ?? other.strings?.[name]) === other.strings?.[name])
  );
}

/** The entry with fields before its closing mark; undefined when it has none. */
function withFields(
  { raw, fields }: BibtexResidue,
  fresh: readonly { name: string; source: string }[],
): Pick<BibtexResidue, 'raw' | 'fields'> | undefined {
  const close = raw.at(-1);
  if (close !== '}' && close !== ')') return undefined;
  let text = raw.slice(0, -1).trimEnd();
  const grown: KeptField[] = [...fields];
  for (const { name, source } of fresh) {
    text += `${text.endsWith(',') ? '' : ','}\n  ${name} = `;
    grown.push([name, text.length, text.length + source.length]);
    text += source;
  }
  return { raw: `${text}\n${close}`, fields: grown };
}
