import { describe, expect, it } from 'vitest';
import { kept, lines, readItem, readRis, record, writeRis } from './ris-helpers.ts';

const literal = (text: string) => ({ literal: text });

describe('names of a record', () => {
  it('that are institutions stay whole, without a comma too', async () => {
    const item = await readItem(
      'AU  - Save the Children',
      'AU  - World Bank',
      'AU  - Human Rights Watch',
      'AU  - National Academies of Sciences, Engineering, and Medicine',
    );
    expect(item.author).toEqual([
      literal('Save the Children'),
      literal('World Bank'),
      literal('Human Rights Watch'),
      literal('National Academies of Sciences, Engineering, and Medicine'),
    ]);
  });

  it('that one line joins by semicolons are parted', async () => {
    const item = await readItem('AU  - Sanz-Cobo, Pedro J.; Monte, Maria; Reis, Ana Luisa');
    expect(item.author).toEqual([
      { family: 'Sanz-Cobo', given: 'Pedro J.' },
      { family: 'Monte', given: 'Maria' },
      { family: 'Reis', given: 'Ana Luisa' },
    ]);
  });

  it('with spaces between initials, as EPPI-Reviewer writes them', async () => {
    const item = await readItem('A1  - Brownsten C D', 'A1  - Smith J A Jr', 'A1  - van der Berg P Q');
    expect(item.author).toEqual([
      { family: 'Brownsten', given: 'C D' },
      { family: 'Smith', given: 'J A', suffix: 'Jr' },
      { 'non-dropping-particle': 'van der', family: 'Berg', given: 'P Q' },
    ]);
  });

  it('are written as they came while nobody has changed them', async () => {
    const text = record('AU  - Sanz, P.; Monte, M.', 'AU  - Human Rights Watch', 'AU  - Smith J, Jones B, et al.');
    const { studies } = await readRis(text);
    expect(await writeRis(kept(studies[0]!, ''))).toBe(text);
  });

  it('are written one a line once they have changed', async () => {
    const study = kept((await readRis(record('AU  - Sanz, P.; Monte, M., et al.'))).studies[0]!);
    (study.item.author as unknown[]).unshift({ literal: 'Acme Widgets' });
    expect(lines(await writeRis(study)).filter((line) => line.startsWith('AU'))).toEqual([
      'AU  - Acme Widgets,',
      'AU  - Sanz, P.',
      'AU  - Monte, M.',
      'AU  - et al.',
    ]);
  });

  it('whom the work cites are no editors: PsycINFO has them in one A2', async () => {
    const cited = 'A2  - Abid, R. R., Abid, Alta, E. R. P., Linh, M. B. M., Alta, Bagn, D. M., Bagn';
    const text = record('DB  - APA PsycInfo', 'A1  - Arru, Ignacia', cited);
    const { studies, diagnostics } = await readRis(text);
    expect(studies[0]?.item.editor).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { severity: 'warning', line: 1, message: expect.stringContaining('not its editors') },
    ]);
    expect(await writeRis(kept(studies[0]!, ''))).toContain(cited);
  });

  it('of editors in one A2 are editors elsewhere', async () => {
    expect((await readItem('A2  - Smith, J., Jones, B.')).editor).toEqual([
      { family: 'Smith', given: 'J.' },
      { family: 'Jones', given: 'B.' },
    ]);
  });
});

describe('what is not sure is named', () => {
  it('once for each institution, with how often it stands there', async () => {
    const { diagnostics } = await readRis(record('AU  - Statistics Norway') + record('AU  - Statistics Norway'));
    expect(diagnostics).toEqual([
      {
        severity: 'info',
        source: 'list.ris',
        line: 1,
        message:
          '"Statistics Norway" is taken for an institution; if it is a person: lectern edit KEY \'author=Family, Given\' (in 2 records)',
      },
    ]);
  });

  it('once a file for persons without a comma', async () => {
    const { diagnostics } = await readRis(record('AU  - Catarina Barros', 'AU  - Ana Reis') + record('AU  - Ana Reis'));
    expect(diagnostics).toEqual([
      {
        severity: 'info',
        source: 'list.ris',
        line: 1,
        message:
          'without a comma, taken for persons: "Catarina Barros" and 1 more; if it is an institution: lectern edit KEY \'author={World Bank}\'',
      },
    ]);
  });

  it('for a list that may be one', async () => {
    const { studies, diagnostics } = await readRis(record('AU  - Smith, John, Jones, Mary'));
    expect(studies[0]?.item.author).toEqual([literal('Smith, John, Jones, Mary')]);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('more than one name') },
    ]);
  });

  it('and says nothing of names with a comma, initials or a word that tells', async () => {
    const text = record('AU  - Smith, John', 'AU  - Liu R.', 'AU  - World Bank', 'AU  - Jan van der Berg');
    expect((await readRis(text)).diagnostics).toEqual([]);
  });
});
