import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROGRAM, Sandbox } from './lectern.ts';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
  box.ok('init');
});
afterEach(() => {
  box.remove();
});

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(box.path(name), content);
  return name;
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const titles = () => box.json<{ title: string }[]>('find').map(({ title }) => title);

const BIB = `% Encoding: UTF-8
@string{jss = "Journal of Social Statistics"}

@Article{weber1919,
  Author   = {Weber, Max and {World Health Organization} and others},
  title    = "{Science} as a Vocation: {\\'E}tudes",
  journal  = jss, year = 1919, month = jan,
  groups   = {To read},
  bdsk-url-1 = {https://example.org/a_b},
}
Words between the entries.
@inbook{part1920, crossref = {whole1920}, title = {A Part}, pages = {1--9}}
@book{whole1920, title = {The Whole}, editor = {Simmel, Georg}, publisher = {Press}, year = 1920}

@comment{jabref-meta: databaseType:bibtex;}
`;

describe('the format is found by content, whatever the file is called', () => {
  const files: [format: string, content: string][] = [
    ['BibTeX', '@book{a, title = {Found by Content}, year = 2001}'],
    ['BibLaTeX', '@online{a, title = {Found by Content}, date = {2001-02-03}}'],
    ['CSL-JSON', '[{"id": "a", "type": "book", "title": "Found by Content"}]'],
    ['RIS', 'TY  - BOOK\r\nTI  - Found by Content\r\nER  - \r\n'],
    ['PubMed', 'PMID- 12345\nOWN - NLM\nTI  - Found by Content\n'],
    ['EndNote', '%0 Book\n%T Found by Content\n%A Weber, Max\n'],
    ['CSL YAML', 'references:\n- id: a\n  type: book\n  title: Found by Content\n'],
    ['Hayagriva', 'a:\n  type: Book\n  title: Found by Content\n'],
    ['CITATION.cff', 'cff-version: 1.2.0\ntitle: Found by Content\nauthors: [{name: A}]\n'],
    ['CSV', 'Title,Authors\nFound by Content,"Weber, Max"\n'],
    ['TSV', 'Title\tAuthors\nFound by Content\tWeber, Max\n'],
    [
      'EndNote XML',
      '<xml><records><record><ref-type name="Book">6</ref-type><titles><title>Found by Content</title></titles></record></records></xml>',
    ],
  ];
  for (const [format, content] of files) {
    test(format, () => {
      box.ok('import', write('download.txt', content));
      expect(titles()).toEqual(['Found by Content']);
    });
  }

  test('an unknown one gets a line that names the formats known', () => {
    const { code, stderr } = box.run(['import', write('notes.xyz', 'Milk, eggs, bread\n')]);
    expect(code).toBe(1);
    for (const name of ['BibTeX', 'BibLaTeX', 'CSL-JSON', 'RIS', 'PubMed', 'EndNote']) expect(stderr).toContain(name);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

test('an encoding that cannot be told is named with --encoding', () => {
  const cyrillic = latin1('TY  - BOOK\nTI  - \xcf\xf0\xe8\xe2\xe5\xf2\nER  - \n');
  const { stderr } = box.run(['import', '--dry-run', write('old.ris', cyrillic)]);
  expect(stderr).toContain('--encoding');
  expect(box.run(['import', '--encoding', 'windows-1251', 'old.ris']).stderr).toBe('');
  expect(titles()).toEqual(['Привет']);
});

describe('an untouched .bib', () => {
  const shapes: [shape: string, content: string][] = [
    ['as JabRef writes it', BIB],
    ['with the line ends of Windows', BIB.replaceAll('\n', '\r\n')],
    ['with a byte-order mark', `\ufeff${BIB}`],
    ['with broken entries', `${BIB}@misc{broken, title = {Never closed,\n  year = 2001\n}\n@misc{last, title={Last}}`],
    ['without a newline at its end', BIB.trimEnd()],
  ];
  for (const [shape, content] of shapes) {
    test(`${shape} comes back byte for byte with --verbatim`, () => {
      box.run(['import', write('in.bib', content)]);
      box.ok('export', '--verbatim', '-o', 'out.bib');
      expect(readFileSync(box.path('out.bib')).equals(readFileSync(box.path('in.bib')))).toBe(true);
    });
  }

  const OLD = '% Encoding: Cp1252\r\n@book{musee, title = {Mus\xe9e \x96 Caf\xe9}}\r\n';
  const encoded: [encoding: string, bytes: Buffer][] = [
    ['windows-1252, declared', latin1(OLD)],
    ['windows-1252, undeclared', latin1(OLD.replace(/^.*\n/, ''))],
    ['ISO 8859-15', latin1('% Encoding: ISO8859_15\n@book{a, title = {\xa4 5}}\n')],
    ['UTF-16LE', Buffer.from('\ufeff@book{a, title = {Étude}}\r\n', 'utf16le')],
    ['UTF-16BE', Buffer.from('\ufeff@book{a, title = {Étude}}\r\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('@book{a, title = {Étude}}\r\n', 'utf16le')],
    ['Shift_JIS', latin1('% Encoding: SJIS\n@book{a, title = {\x93\xfa\x96{}}\n')],
  ];
  for (const [encoding, bytes] of encoded) {
    test(`in ${encoding} comes back byte for byte with --verbatim, to a file and to standard output`, () => {
      box.ok('import', write('in.bib', bytes));
      box.ok('export', '--verbatim', '-o', 'out.bib');
      expect(readFileSync(box.path('out.bib')).toString('latin1')).toBe(bytes.toString('latin1'));
      expect(box.ok('export', '--verbatim', '-o', 'out.bib')).toContain('up to date');
      const { stdout } = spawnSync(process.execPath, [PROGRAM, 'export', '--verbatim', '-f', 'bibtex'], {
        cwd: box.path('.'),
      });
      expect(stdout.toString('latin1')).toBe(bytes.toString('latin1'));
    });
  }

  test('in an old encoding never says so in an export that is UTF-8', () => {
    box.ok('import', write('in.bib', latin1(OLD)));
    expect(box.ok('export', '-f', 'bibtex')).toMatch(/^% Encoding: UTF-8\n/);
    box.ok('edit', 'musee', 'title=日本');
    const { stdout, stderr } = box.run(['export', '-f', 'bibtex', '--verbatim']);
    expect(stdout).toMatch(/^% Encoding: UTF-8\r\n.*日本/s);
    expect(stderr).toContain('written as UTF-8: windows-1252, in which it was imported, lacks a character');
  });

  test('beside one in another encoding is written as UTF-8, and that is said', () => {
    box.ok('import', write('a.bib', latin1(OLD)), write('b.bib', '@book{b, title = {Ñandú}}\n'));
    const { stdout, stderr } = box.run(['export', '-f', 'bibtex', '--verbatim']);
    expect(stdout).toContain('Musée – Café');
    expect(stdout).toContain('% Encoding: UTF-8');
    expect(stderr).toContain('written as UTF-8: what was imported is in more than one encoding');
  });

  test('comes back with every field, macro, group and comment without it, too', () => {
    box.ok('import', write('in.bib', BIB));
    const out = box.ok('export', '--format', 'bibtex');
    for (const piece of [
      '@string{jss = "Journal of Social Statistics"}',
      'Weber, Max and {World Health Organization} and others',
      '"{Science} as a Vocation: {\\\'E}tudes"',
      '= jss,',
      '= jan,',
      '= {To read},',
      '= {https://example.org/a_b},',
      'Words between the entries.',
      '= {whole1920},',
      '@comment{jabref-meta: databaseType:bibtex;}',
    ])
      expect(out.split(piece)).toHaveLength(2);
  });

  test('has only the edited field written anew', () => {
    box.ok('import', write('in.bib', BIB));
    box.ok('edit', 'weber1919', 'year=1922');
    const out = box.ok('export', '--format', 'bibtex', 'weber1919');
    expect(out).toContain('"{Science} as a Vocation: {\\\'E}tudes"');
    expect(out).toMatch(/year\s+= \{?1922/);
    expect(out).not.toContain('1919,\n  month');
  });
});

test('one broken entry does not stop the others, and is named with file, line and key', () => {
  const file = write(
    'refs.bib',
    '@book{first, title = {First}}\n\n@book{knuth84,\n  title = {Never closed,\n  year = 1984\n}\n\n@book{last, title = {Last}}\n',
  );
  const { code, stderr } = box.run(['import', file]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^refs\.bib:4: knuth84: \S/m);
  expect(titles().sort()).toEqual(['First', 'Last', 'Never closed']);
});

describe('a .bib in Latin-1', () => {
  test('is read as its JabRef line says', () => {
    box.ok('import', write('refs.bib', latin1('% Encoding: ISO8859_1\n@book{a, title = {\u00c9tudes na\u00efves}}\n')));
    expect(titles()).toEqual(['\u00c9tudes na\u00efves']);
  });

  test('is read without such a line too, and that is said', () => {
    const { code, stderr } = box.run([
      'import',
      write('refs.bib', latin1('@book{a, title = {\u00c9tudes na\u00efves}}\n')),
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/refs\.bib:1: .*windows-1252/);
    expect(titles()).toEqual(['\u00c9tudes na\u00efves']);
  });
});

test('--ascii writes LaTeX commands where there are any, and says what it had to leave', () => {
  box.ok('add', 'title=Étude naïve — Война', 'author=Müller, Jürgen', 'year=2001');
  expect(box.ok('export', '--format', 'bibtex')).toContain('Étude naïve');
  const { stdout, stderr, code } = box.run(['export', '--format', 'bibtex', '--ascii']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/M(?:\{\\"u\}|\\"\{u\}|\{\\"\{u\}\})ller/);
  expect(stdout).not.toMatch(/[éï—ü]/);
  expect(stdout).toContain('Война');
  expect(stderr).toMatch(/no LaTeX command for В/);
});

describe('the same format gives back what came in', () => {
  test('RIS with tags that nobody knows', () => {
    const ris =
      'TY  - JOUR\r\nAU  - Weber, Max\r\nTI  - Goes on\r\n  over two lines\r\nZZ  - unknown\r\nC1  - own\r\nID  - weber\r\nER  - \r\n';
    box.ok('import', write('in.ris', ris));
    expect(box.ok('export', '--format', 'ris')).toBe(ris.replace('\n  over', '\nover'));
  });

  test("CSL-JSON with others' custom data, odd dates and a citation key", () => {
    const item = {
      id: 'weber1919',
      type: 'book',
      title: 'T',
      issued: { raw: 'some day' },
      accessed: { literal: 'later' },
      submitted: { 'date-parts': [[1919]], season: 2, circa: true },
      'citation-key': 'weber1919',
      custom: { other: { kept: [1, null] } },
    };
    box.ok('import', write('in.json', JSON.stringify([item])));
    const [out] = JSON.parse(box.ok('export', '--format', 'csl-json')) as [{ custom: Record<string, unknown> }];
    const { lectern: _, ...custom } = out.custom;
    expect({ ...out, custom }).toEqual(item);
  });

  test('CSL-JSON into another library is the same library', () => {
    box.ok('import', write('in.bib', BIB));
    box.ok('tag', '+harm/one', 'weber1919');
    box.ok('excerpt', 'add', 'weber1919', '--text', 'Politics is slow.', '--locator', 'page 12');
    box.ok('export', '-o', 'out.json');
    const other = new Sandbox();
    other.ok('init');
    other.ok('import', box.path('out.json'));
    expect(other.ok('export', '--format', 'csl-json')).toBe(readFileSync(box.path('out.json'), 'utf8'));
    expect(other.ok('export', '--format', 'bibtex', '--verbatim')).toBe(
      box.ok('export', '--format', 'bibtex', '--verbatim'),
    );
    other.remove();
  });

  for (const [format, content] of [
    ['nbib', 'PMID- 12345\nTI  - A Title\nPHST- 2020/01/01 [received]\n'],
    ['enw', '%0 Book\n%T A Title\n%1 own\n'],
  ] as const) {
    test(`${format} is kept whole beside the study`, () => {
      box.ok('import', write(`in.${format}`, content));
      const [item] = JSON.parse(box.ok('export', '--format', 'csl-json')) as [
        { custom: { lectern: { residue: unknown } } },
      ];
      expect(JSON.stringify(item.custom.lectern.residue)).toMatch(/2020\/01\/01 \[received\]|"%1","own"/);
    });
  }
});
