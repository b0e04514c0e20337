import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/domain/user-error.ts';
import { decode } from '../../src/formats/encoding/decode.ts';
import { FORMATS } from '../../src/formats/formats.ts';

const SNIPPETS =
  '@article{a,|@string{|@comment{|title = {|}|"|#|\\|TY  - JOUR\n|ER  - \n|AU  - |PMID- 1\n|%0 Book\n|%A |<record>|</record>|<p>|[{"id":|}]|__proto__|\n|\r\n|\n\n|Authors: |Published: 2017|Methods|\ufeff|% Encoding: Cp1252\n|title,author,year\n|Titel;Autor;Jahr\n|sep=;\n|,|;|\t|references:\n|- id: a\n|  type: book\n|a:\n|  title: |[|&a |*a |cff-version: 1\n';

const OWN_TO_ALL = Object.getOwnPropertyNames(Object.prototype);

const piece = fc.oneof(
  fc.constantFrom(...SNIPPETS.split('|')).map((text) => new Uint8Array(Buffer.from(text))),
  fc.uint8Array({ maxLength: 12 }),
);
const bytes = fc.array(piece, { maxLength: 25 }).map((pieces) => new Uint8Array(Buffer.concat(pieces)));

test.each(FORMATS.filter(({ read }) => read).map(({ name }) => name))(
  'arbitrary bytes never crash or hang the reader of %s',
  async (name) => {
    const { read } = FORMATS.find((format) => format.name === name)!;
    await fc.assert(
      fc.asyncProperty(bytes, async (input) => {
        let text: string;
        try {
          text = decode(input, 'file').text;
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        const { studies, diagnostics } = await read!(text, { source: 'file' });
        expect(Array.isArray(studies) && Array.isArray(diagnostics)).toBe(true);
        expect(
          studies.every(
            ({ item }) => typeof item.type === 'string' && Object.getPrototypeOf(item) === Object.prototype,
          ),
        ).toBe(true);
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(OWN_TO_ALL);
      }),
      { numRuns: 5000 },
    );
  },
  60_000,
);
