import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntities } from '../../src/formats/html-entities.ts';

test.each([
  ['Sex &amp; drugs', 'Sex & drugs'],
  ['p &lt; 0.05, &#945;-helix, &#x3B1;', 'p < 0.05, α-helix, α'],
  ['M&uuml;ller &ndash; Caf&eacute;', 'Müller – Café'],
  ['a &amp;amp; b &amp;lt; c &amp;#945;', 'a & b < c α'],
  ['a &amp;amp;amp; b', 'a & b'],
  ['AT&T; R&D; a & b; &unknownname;', 'AT&T; R&D; a & b; &unknownname;'],
  ['x=1&copy=2&lt', 'x=1&copy=2&lt'],
  ['the escape &#27;[31m and &#0; stay', 'the escape &#27;[31m and &#0; stay'],
  ['no entity', 'no entity'],
])('%s', (text, decoded) => {
  expect(decodeEntities(text)).toBe(decoded);
});

test('any text is decoded in time, and brings no control character', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const decoded = decodeEntities(`${text}&#7;`);
      expect(/\p{Cc}/u.test(decoded)).toBe(/\p{Cc}/u.test(text));
    }),
  );
  const started = performance.now();
  decodeEntities('&amp;'.repeat(500_000));
  decodeEntities('&'.repeat(1_000_000));
  expect(performance.now() - started).toBeLessThan(3000);
});
