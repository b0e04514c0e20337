import { describe, expect, it } from 'vitest';
import { bareDoi, normalDoi } from '../../src/domain/doi.ts';

describe('a DOI', () => {
  it.each([
    ['10.5555/bph.1', '10.5555/bph.1'],
    ['https://doi.org/10.5555/bph.1', '10.5555/bph.1'],
    ['http://dx.doi.org/10.5555/Bph.1', '10.5555/Bph.1'],
    ['doi.org/10.5555/x', '10.5555/x'],
    ['https://doi.org/https://doi.org/10.5555/x', '10.5555/x'],
    ['https://doi.org/doi:10.5555/x', '10.5555/x'],
    ['doi:10.5555/x.2', '10.5555/x.2'],
    ['DOI: 10.5555/x.2.', '10.5555/x.2'],
    ['doi 10.5555/x', '10.5555/x'],
    ['urn:doi:10.5555/x', '10.5555/x'],
    ['info:doi/10.5555/x', '10.5555/x'],
    ['https://doi-org.proxy.example.edu/10.5555/x', '10.5555/x'],
    ['https://dl.example.org/doi/10.5555/123.456', '10.5555/123.456'],
    ['https://example.org/doi/full/10.5555/x?af=R', '10.5555/x'],
    ['10.5555/978_12', '10.5555/978_12'],
    ['10.1000.10/123', '10.1000.10/123'],
    ['10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2', '10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2'],
    ['https://doi.org/10.1002/(SICI)1097-0258%3C1661::AID%3E3.0.CO;2-2', '10.1002/(SICI)1097-0258<1661::AID>3.0.CO;2-2'],
    ['10.5555%2Fx', '10.5555/x'],
    [' 10.5555/\u200bx ', '10.5555/x'],
    ['10/fk3zjf', '10/fk3zjf'],
    ['10.5555/größe', '10.5555/größe'],
  ])('is bare in %s', (text, doi) => expect(bareDoi(text)).toBe(doi)); // biome-ignore format: a table reads better in rows

  it.each([
    '', 'N/A', '10.5555', '10.5555/', '5555/x', '11.5555/x', '10/2019', 'in press', '10.5555/a b', '10.5555/a, 10.5555/b', 'see 10.5555/x',
    '10.1000/y\\input{secret.txt}', '10.1000/y\\input', '10.1000/{x}', '10.1000/x}', '10.1000/a%b', '10.1000/y^^5cinput', '10.1000/a\u0007b', '10.1000/a"b',
    '10.5555/a%5Cinput%7Bx%7D', 'https://example.org/page',
  ])('is not %s', (text) => expect(bareDoi(text)).toBeUndefined()); // biome-ignore format: a table reads better in rows

  it('is compared without address and regardless of case', () => {
    expect(normalDoi('https://doi.org/10.5555/ABC')).toBe('10.5555/abc');
  });

  it('is found in linear time in hostile text', () => {
    const started = performance.now();
    for (const text of ['doi:'.repeat(100_000), 'https://'.repeat(100_000), `10.${'1.'.repeat(100_000)}`, ' '.repeat(1_000_000)])
      expect(bareDoi(text)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  }); // biome-ignore format: one list
});
