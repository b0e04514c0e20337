import { describe, expect, it } from 'vitest';
import { toAscii } from '../../../../src/formats/bibtex/latex/ascii.ts';
import { loadLatexTables } from '../../../../src/formats/bibtex/latex/tables.ts';
import { latexToText } from '../../../../src/formats/bibtex/latex/to-text.ts';
import { asStudies, asStudy, readOne, writeBiblatex, writeBibtex } from '../support.ts';

const tables = await loadLatexTables();
function ascii(text: string) {
  const unknown: string[] = [];
  return { text: toAscii(text, { tables, onUnknown: (character) => unknown.push(character) }), unknown };
}

describe('text in ASCII', () => {
  it.each([
    ['zero-width characters', 'a\u200bb\u200c\u200d\ufeffc\u2060', 'abc'],
    ['directions and soft hyphens', '\u200ea\u202eb\u00adc', 'ab\\-c'],
    ['ligatures', 'ﬁne ﬂow eﬃcient', 'fine flow efficient'],
    ['hyphens and dashes', 'a‐b‑c‒d–e—f―g', 'a-b-c--d--e---f---g'],
    ['the minus sign', '−5', '{\\textminus}5'],
    ['spaces', 'a\u00a0b\u2009c\u202fd\u2003e\u3000f', 'a~b\\,c\\,d e f'],
    ['quotation marks', '“a” ‘b’ d’e', "``a'' `b' d'e"],
    ['quotation marks beside each other', '“‘a’”', "``{}`a'{}''"],
    ['an ellipsis', 'a…', 'a\\ldots{}'],
    ['accents in any order', 'q\u0323\u0307 q\u0307\u0323', '{\\.{\\d{q}}} {\\.{\\d{q}}}'],
    ['accents with no letter of their own', 'x\u0304 e\u0301 i\u0301', "{\\={x}} {\\'{e}} {\\'{\\i}}"],
    ['Greek', 'α β-Ω', '$\\alpha$ $\\beta$-$\\Omega$'],
    ['Greek with accents', 'ά ΐ', '$\\acute{\\alpha}$ $\\acute{\\ddot{\\iota}}$'],
    ['arrows and relations', 'a → b ⇒ c ≤ d', 'a $\\rightarrow$ b $\\Rightarrow$ c $\\leq$ d'],
    ['raised and lowered digits', 'CO₂ x⁴ ²', 'CO\\textsubscript{2} x\\textsuperscript{4} {\\texttwosuperior}'],
    ['wide letters and numbers', 'ＡＢ Ⅳ ⅓', 'AB IV 1{\\textfractionsolidus}3'],
    ['mathematics', '$α ≤ β$ and α', '\u0024{\\alpha} {\\leq} {\\beta}$ and $\\alpha$'],
    ['addresses', '\\url{http://a.b/é} \\href{http://a.b/ü}{ü}', '\\url{http://a.b/%C3%A9} \\href{http://a.b/%C3%BC}{{\\"{u}}}'],
  ])('holds %s', (_, text, result) => expect(ascii(text)).toEqual({ text: result, unknown: [] })); // biome-ignore format: a table reads better in rows

  it.each(['漢', 'Д', '😀', '\ufffd'])('names %s, which has no command, and leaves it', (character) => {
    expect(ascii(`a ${character} b`)).toEqual({ text: `a ${character} b`, unknown: [character] });
  });

  it.each([
    ['accents as biber makes known letters of them', 'í ǰ Ş', "{\\'{i}} {\\v{j}} {\\c{S}}"],
    ['accents that no known letter has in a box', 'x̄', '{\\={\\mbox{x}}}'],
    ['a minus sign as mathematics', '−5', '$-$5'],
  ])('for biber holds %s', (_, text, result) => {
    const form = toAscii(text, { tables, forBiber: true });
    expect(form).toBe(result);
    expect(latexToText(form, tables)).toBe(text.replace('−', '-').normalize('NFC'));
  });

  it('reads back as it was', () => {
    for (const text of ['Étude “ñ” – ß ł ș', 'αβ ά ΐ ύ', 'a → b', 'x̄ q̣̇', 'Ḏ Ṡ', '× ± · ¬ ÷ ½ ™', 'ą đ ŋ «a» „b”'])
      expect(latexToText(ascii(text).text, tables)).toBe(text.normalize('NFC'));
  });

  it('is linear in the length of hostile text', () => {
    const started = performance.now();
    for (const text of ['\u0301', 'e\u0301', 'é', '$', '\\url{é', '\\', 'α$', '“'])
      toAscii(`${text.repeat(50_000)}é`, { tables });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('an export in ASCII', () => {
  it('writes ranges of pages with two hyphens, whatever dash they came with', async () => {
    for (const page of ['12-15', '12–15', '12‐15', '12‑15', '12−15', '12—15', '12--15'])
      for (const write of [writeBibtex, writeBiblatex])
        expect(await write([asStudy({ type: 'article-journal', title: 'T', page })], { ascii: true })).toContain(
          '{12--15}',
        );
    expect(
      (await readOne(await writeBibtex([asStudy({ type: 'book', title: 'T', page: 'S1-S9, e4' })]))).item.page,
    ).toBe('S1-S9, e4');

    const kept = await readOne('@article{k, title={T}, pages={12‐15}}');
    expect(await writeBibtex(asStudies([kept]), { ascii: true })).toContain('{12--15}');
  });
});
