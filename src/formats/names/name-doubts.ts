import type { Diagnostic } from '../../domain/diagnostic.ts';
import { shortened } from '../../domain/text/shortened.ts';
import type { Doubt } from './read-names.ts';

/** A name that may be meant otherwise. `cited`: a list of authors whom the work cites, which is left with the record. */
export interface NameDoubt {
  doubt: Doubt | 'cited';
  /** As it stands in the source. */
  text: string;
}

const LONGEST = 120;

/** Tells of the doubtful names of a file: each once, with the line of the first, and all that were taken for persons in one. */
export class NameDoubts {
  private readonly found = new Map<string, NameDoubt & { line: number; count: number }>();

  add(doubts: readonly NameDoubt[], line: number): void {
    for (const { doubt, text } of doubts) {
      const id = `${doubt} ${text}`;
      const known = this.found.get(id);
      if (known) known.count++;
      else this.found.set(id, { doubt, text, line, count: 1 });
    }
  }

  /** Without the name of the source. */
  diagnostics(): Diagnostic[] {
    const all = [...this.found.values()];
    const persons = all.filter(({ doubt }) => doubt === 'person');
    const others = all.filter(({ doubt }) => doubt !== 'person');
    const told = others.map(({ doubt, text, line, count }): Diagnostic => {
      const records = count > 1 ? ` (in ${count} records)` : '';
      return { severity: doubt === 'institution' ? 'info' : 'warning', message: sentence(doubt, text) + records, line };
    });
    const [first, ...more] = persons;
    if (!first) return told;
    const names = more.length === 0 ? quoted(first.text) : `${quoted(first.text)} and ${more.length} more`;
    const message = `without a comma, taken for ${more.length === 0 ? 'a person' : 'persons'}: ${names}; ${INSTITUTION}`;
    return [...told, { severity: 'info', message, line: first.line }];
  }
}

const INSTITUTION = "if it is an institution: lectern edit KEY 'author={World Bank}'";

function sentence(doubt: NameDoubt['doubt'], text: string): string {
  switch (doubt) {
    case 'institution':
      return `${quoted(text)} is taken for an institution; if it is a person: lectern edit KEY 'author=Family, Given'`;
    case 'list':
      return `${quoted(text)} may be more than one name; if it is read wrongly: lectern edit KEY 'author=Family, Given; Family, Given'`;
    default:
      return `${quoted(text)} names authors whom the work cites, not its editors; it stays with the record`;
  }
}

const quoted = (text: string): string => `"${shortened(text, LONGEST)}"`;
