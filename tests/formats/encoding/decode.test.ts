import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/domain/user-error.ts';
import { decode } from '../../../src/formats/encoding/decode.ts';
import { encodeAs } from '../../../src/formats/encoding/encoding.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

function refusal(bytes: Uint8Array, label?: string): UserError {
  try {
    decode(bytes, 'list.bib', label);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('decode accepted the bytes');
}

describe('what the user must mend', () => {
  test('an empty file is refused by name', () => {
    expect(refusal(new Uint8Array()).message).toBe('list.bib: is empty');
    expect(refusal(utf8(' \n\t\n')).message).toContain('empty');
    expect(refusal(Uint8Array.of(0xef, 0xbb, 0xbf)).message).toContain('empty');
  });

  test.each([
    ['%PDF-1.7\n%\xe2\xe3', 'a PDF'],
    ['PK\x03\x04\x14\0', 'a ZIP'],
    ['SQLite format 3\0\x10', 'an SQLite database'],
    ['\x89PNG\r\n', 'a PNG picture'],
    ['\x1f\x8b\x08\0', 'a gzip archive'],
  ])('a file that begins with %j is said to look like %s', (start, name) => {
    const error = refusal(latin1(start));
    expect(error.message).toContain(`looks like ${name}`);
    expect(error.hint).toBeTruthy();
  });

  test('NUL bytes are refused as binary', () => {
    expect(refusal(latin1('abc\0\0def\x01\0ghi')).message).toContain('binary');
  });

  test('JSON that is not UTF-8 is refused with the line of the first bad byte', () => {
    expect(refusal(latin1('[\n{"title":\n"Caf\xe9"}]')).message).toBe('list.bib:3: this line is not valid UTF-8');
  });

  test('a plain page that is not UTF-8 is refused with its line, counting CRLF once', () => {
    expect(refusal(latin1('A title\r\n\r\nAuthors: Mus\xe9e')).message).toContain('list.bib:3:');
  });

  test('UTF-8 cut off in the middle of a character is refused', () => {
    expect(refusal(utf8('Café').subarray(0, 4)).message).toContain('list.bib:1:');
  });
});

describe('encodings', () => {
  test('a UTF-8 byte-order mark is stripped', () => {
    expect(decode(utf8('\ufeffTY  - JOUR'), 's')).toEqual({
      text: 'TY  - JOUR',
      hasMark: true,
      encoding: 'utf-8',
      diagnostics: [],
    });
  });

  test('UTF-16 is read by its byte-order mark, in both orders', () => {
    const little = Buffer.from('\ufeffÉtude', 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(decode(little, 's').text).toBe('Étude');
    expect(decode(big, 's').text).toBe('Étude');
  });

  test('UTF-16 without a mark is read with a warning', () => {
    const { text, diagnostics } = decode(Buffer.from('TY  - JOUR\nTI  - Études', 'utf16le'), 's');
    expect(text).toContain('Études');
    expect(diagnostics).toMatchObject([{ severity: 'warning' }]);
  });

  test.each([
    ['ISO8859_1', '\xe9', 'é'],
    ['Cp1252', '\x93', '“'],
    ['windows-1252', '\x80', '€'],
    ['ISO8859_15', '\xa4', '€'],
    ['Cp1251', '\xcf', 'П'],
    ['KOI8_R', '\xf0', 'П'],
    ['MacRoman', '\x8e', 'é'],
    ['SJIS', '\x93\xfa', '日'],
  ])("JabRef's line %% Encoding: %s is honoured", (label, bytes, expected) => {
    const { text, diagnostics } = decode(latin1(`% Encoding: ${label}\n@book{a, title = {${bytes}}}`), 's');
    expect(text).toContain(`{${expected}}`);
    expect(diagnostics).toEqual([]);
  });

  test('valid UTF-8 is read as such whatever the line of JabRef says', () => {
    expect(decode(utf8('% Encoding: ISO8859_1\n@book{a, title = {é}}'), 's').text).toContain('{é}');
  });

  test.each([
    ['BibTeX', '@book{a,\n title = {Caf\xe9 \x96 A Study}}', 2],
    ['RIS', 'TY  - JOUR\nAU  - Doe, J.\nTI  - Caf\xe9 \x96\nER  - ', 3],
    ['PubMed', 'PMID- 12\nTI  - Caf\xe9 \x96', 2],
    ['EndNote', '%0 Journal Article\n%T Caf\xe9 \x96', 2],
    ['a table', 'Title;Author;Year\r\nCaf\xe9 \x96;"Doe, J.";2001\r\n', 2],
  ])('%s that is not UTF-8 is read as windows-1252, and the first bad line is named', (_name, text, line) => {
    const decoded = decode(latin1(text), 'old.txt');
    expect(decoded.text).toContain('Café –');
    expect(decoded.diagnostics).toMatchObject([{ severity: 'warning', source: 'old.txt', line }]);
  });

  test('a stray byte costs its own line only: lines that are UTF-8 stay so', () => {
    const start = utf8('@book{a, author = {Müller}}\r\n');
    const bytes = Buffer.concat([
      start,
      latin1('@book{b, title = {Gr\xfc\xdfe}}\r\n'),
      utf8('@book{c, title = {東京}}'),
    ]);
    const { text, diagnostics } = decode(bytes, 'list.bib');
    expect(text).toBe('@book{a, author = {Müller}}\r\n@book{b, title = {Grüße}}\r\n@book{c, title = {東京}}');
    expect(diagnostics).toMatchObject([{ severity: 'warning', line: 2, source: 'list.bib' }]);
    expect(diagnostics[0]?.message).toMatch(/^this line is not valid UTF-8; read as windows-1252/);
  });

  test('where several lines are not UTF-8, the first is named and the others are counted', () => {
    const bytes = Buffer.concat([utf8('@book{a, author = {Müller}}\n'), latin1('% \xfc\n% \xfc\n% \x93\n')]);
    const { text, diagnostics } = decode(bytes, 's');
    expect(text).toBe('@book{a, author = {Müller}}\n% ü\n% ü\n% “\n');
    expect(diagnostics[0]?.line).toBe(2);
    expect(diagnostics[0]?.message).toContain('this line and 2 more below are not valid UTF-8');
  });

  test('an encoding nobody knows is named in the warning', () => {
    const { diagnostics } = decode(latin1('% Encoding: Klingon\n@book{a, title = {\xe9}}'), 's');
    expect(diagnostics[0]?.message).toContain('"Klingon"');
  });

  test('a page is read in the charset of its <meta>', () => {
    const old = '<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>Caf\xe9';
    expect(decode(latin1(old), 's').text).toContain('Café');
    expect(decode(latin1('<html><meta charset="windows-1251"><p>\xcf'), 's').text).toContain('П');
  });

  test('XML is read in the encoding of its declaration', () => {
    expect(decode(latin1('<?xml version="1.0" encoding="ISO-8859-1"?><xml>\xe9</xml>'), 's').text).toContain('é');
  });
});

const GBK =
  'TY  - JOUR\nT1  - \xd5\xfe\xb8\xae\xb9\xab\xb9\xb2\xb9\xd8\xcf\xb5\nAU  - \xd0\xbb\xea\xbf\nAU  - \xcd\xf5\xd0\xa1\xd4\xf6\nER  - \n';

describe('encodings of East Asia', () => {
  test.each([
    ['gb18030', '政府公共关系的研究：以大学生为例，王小增'],
    ['big5', '社群媒體與青少年的心理健康之關係研究'],
    ['shift_jis', '日本における青少年のインターネット利用に関する研究'],
    ['euc-jp', '日本における青少年のインターネット利用に関する研究'],
    ['euc-kr', '청소년의 인터넷 이용과 정신건강에 관한 연구'],
  ])('%s is told by its bytes, with a word about it', (encoding, words) => {
    const bytes = encodeAs(`TY  - JOUR\nTI  - ${words}\nER  - \n`, encoding)!;
    const decoded = decode(bytes, 'old.ris');
    expect(decoded).toMatchObject({ text: expect.stringContaining(words), encoding });
    expect(decoded.diagnostics).toMatchObject([{ severity: 'warning', line: 2, source: 'old.ris' }]);
    expect(decoded.diagnostics[0]?.message).toMatch(new RegExp(`read as ${encoding} .*--encoding LABEL`));
  });

  test('three short lines of GBK are enough', () => {
    const { text } = decode(latin1(GBK), 's');
    expect(text).toContain('T1  - 政府公共关系\nAU  - 谢昕\nAU  - 王小增\n');
  });

  test.each([
    ['windows-1252', 'Über die Größe der Städte; “naïve” façade – déjà vu, Müßiggang'],
    ['windows-1252', 'The author’s “view” of women’s work isn’t the critics’ view'],
    ['windows-1251', 'Исследование влияния социальных сетей на подростков'],
    ['koi8-r', 'Исследование влияния социальных сетей на подростков'],
    ['windows-1253', 'Μελέτη της επίδρασης των κοινωνικών δικτύων'],
    ['windows-1255', 'מחקר על השפעת הרשתות החברתיות'],
    ['windows-1256', 'دراسة تأثير شبكات التواصل الاجتماعي على المراهقين'],
    ['windows-874', 'การศึกษาผลกระทบของสื่อสังคมออนไลน์ต่อวัยรุ่น'],
  ])('%s is not taken for one: %s', (encoding, words) => {
    const bytes = encodeAs(`TY  - JOUR\nTI  - ${words}\nER  - \n`, encoding)!;
    const { diagnostics } = decode(bytes, 's');
    expect(diagnostics[0]?.message).toMatch(/read as windows-1252.*--encoding LABEL/);
  });
});

describe('an encoding that the user names', () => {
  test.each([
    ['gbk', GBK, '政府公共关系'],
    ['GB2312', GBK, '政府公共关系'],
    ['Shift-JIS', 'TI  - \x93\xfa\x96\x7b', '日本'],
    ['windows-1251', 'TI  - \xcf', 'П'],
    ['latin1', 'TI  - \xe9 \x96', 'é –'],
    ['Cp1250', 'TI  - \x9a', 'š'],
  ])('%s is honoured, without a warning', (label, bytes, expected) => {
    const { text, diagnostics } = decode(latin1(bytes), 's', label);
    expect(text).toContain(expected);
    expect(diagnostics).toEqual([]);
  });

  test('goes before what the text declares, and before valid UTF-8', () => {
    expect(decode(latin1('% Encoding: UTF-8\n@book{a, title={\xcf}}'), 's', 'koi8-r').text).toContain('о');
    expect(decode(utf8('é'), 's', 'windows-1252').text).toBe('Ã©');
    expect(decode(latin1('[{"title": "Caf\xe9"}]'), 's', 'windows-1252').text).toContain('Café');
  });

  test('lets what is none in it come in as a sign, and says the line', () => {
    const { text, diagnostics } = decode(latin1('@book{a,\n title={\xb8\xae\xb8\n}}'), 's', 'gbk');
    expect(text).toContain('府\ufffd\n');
    expect(diagnostics).toMatchObject([{ severity: 'warning', line: 2, source: 's' }]);
  });

  test('yields to a byte-order mark, and that is said', () => {
    const { text, diagnostics } = decode(utf8('\ufeffé'), 's', 'gbk');
    expect(text).toBe('é');
    expect(diagnostics[0]?.message).toContain('byte-order mark');
    expect(decode(utf8('\ufeffé'), 's', 'utf8').diagnostics).toEqual([]);
  });

  test.each([
    ['gkb', 'did you mean gbk'],
    ['windows-1522', 'did you mean windows-125'],
    ['klingon', 'gb18030'],
  ])('%s, which there is not, is one error with near ones', (label, hint) => {
    const error = refusal(utf8('x'), label);
    expect(error.message).toContain(`"${label}"`);
    expect(error.hint).toContain(hint);
    expect(error.exitCode).toBe(2);
  });

  test('does not make text of a PDF or of bytes', () => {
    expect(refusal(latin1('%PDF-1.7'), 'gbk').message).toContain('PDF');
    expect(refusal(latin1('abc\0\0def'), 'gbk').message).toContain('not gbk text');
  });
});

test('arbitrary bytes give text or a UserError, nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(typeof decode(bytes, 's').text).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('any text comes back from its UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const marked = `Title: ${text}`;
      fc.pre(!text.includes('\0') && !/charset|encoding/i.test(text));
      expect(decode(utf8(marked), 's').text).toBe(marked);
    }),
  );
});
