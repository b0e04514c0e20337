import type { Residue } from '../domain/study.ts';
import type { KeptSource, Surroundings } from '../formats/format.ts';

/** Text around studies of a file that did not come in. It goes to the next study of the file that does, or else to the last. */
export class LooseText {
  private readonly keptSource: KeptSource;
  private text = '';

  constructor(keptSource: KeptSource) {
    this.keptSource = keptSource;
  }

  get isEmpty(): boolean {
    return this.text === '';
  }

  /** Takes the text around a study that did not come in, but what its twin in the library has already. */
  add(residue: Residue | undefined, twin: () => Residue | undefined): void {
    const { before, after } = this.keptSource.surroundings(residue);
    if (`${before}${after}`.trim() === '') return;
    const known = together(this.keptSource.surroundings(twin()));
    this.text += [before, after].filter((text) => !known.includes(text.trim())).join('');
  }

  before(residue: Residue): Residue {
    return this.give(residue, { before: this.text, after: '' });
  }

  after(residue: Residue): Residue {
    return this.give(residue, { before: '', after: this.text });
  }

  private give(residue: Residue, more: Surroundings): Residue {
    this.text = '';
    return this.keptSource.withSurroundings(residue, more);
  }
}

const together = ({ before, after }: Surroundings) => before + after;
