import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachedFiles, furtherAddresses } from '../../../../src/formats/bibtex/attachments/attachments.ts';
import { readBinaryPlist } from '../../../../src/formats/bibtex/attachments/binary-plist.ts';
import { bibtexFormat } from '../../../../src/formats/bibtex/bibtex.ts';

/** A property list with `relativePath` beside a bookmark, and a keyed archive with it beside an alias. */
const BIBDESK = {
  plain:
    'YnBsaXN0MDDSAQIDBFhib29rbWFya1xyZWxhdGl2ZVBhdGhPEBBib29rYm9va2Jvb2tib29rbxAZAC4ALgAvAFAAYQBwAGUAcgBzAC8ATQD8AGwAbABlAHIAIAAyADAAMQAwAC4AcABkAGYIDRYjNgAAAAAAAAEBAAAAAAAAAAUAAAAAAAAAAAAAAAAAAABr',
  archived:
    'YnBsaXN0MDDUAQIDBAUGJShZJGFyY2hpdmVyWCRvYmplY3RzVCR0b3BYJHZlcnNpb25fEA9OU0tleWVkQXJjaGl2ZXKoBwgTFBUWGiFVJG51bGzTCQoLDA0QViRjbGFzc1dOUy5rZXlzWk5TLm9iamVjdHOABqIOD4ACgAOiERKABIAFXHJlbGF0aXZlUGF0aFlhbGlhc0RhdGFcUGFwZXJzL2EucGRm0gkXGBlXTlMuZGF0YYAHRWFsaWFz0hscHR5YJGNsYXNzZXNaJGNsYXNzbmFtZaMeHyBfEBNOU011dGFibGVEaWN0aW9uYXJ5XE5TRGljdGlvbmFyeVhOU09iamVjdNIbHCIjoyMkIF1OU011dGFibGVEYXRhVk5TRGF0YdEmJ1Ryb290gAESAAGGoAAIABEAGwAkACkAMgBEAE0AUwBaAGEAaQB0AHYAeQB7AH0AgACCAIQAkQCbAKgArQC1ALcAvQDCAMsA1gDaAPAA/QEGAQsBDwEdASQBJwEsAS4AAAAAAAACAQAAAAAAAAApAAAAAAAAAAAAAAAAAAABMw==',
};

async function attachments(field: string) {
  const { studies } = await bibtexFormat.read!(`@article{a, title = {T}, ${field}}`, { source: 'refs.bib' });
  return studies[0]!.attachments ?? [];
}

describe('files of an entry', () => {
  test.each([
    ['one path', 'file = {papers/a.pdf}', ['papers/a.pdf']],
    ['JabRef', 'file = {:papers/a.pdf:PDF}', ['papers/a.pdf']],
    ['JabRef, several', 'file = {Main text:papers/a.pdf:PDF;:b.html:URL}', ['papers/a.pdf', 'b.html']],
    ['JabRef, escapes', String.raw`file = {:a\;b\:c_d.pdf:PDF}`, ['a;b:c_d.pdf']],
    ['JabRef on Windows', String.raw`file = {:C\:\\Users\\me\\a.pdf:PDF}`, ['C:/Users/me/a.pdf']],
    ['a bare Windows path', String.raw`file = {C:\Users\me\a.pdf}`, ['C:/Users/me/a.pdf']],
    ['a Windows path between the marks', String.raw`file = {:C:\Users\me\a.pdf:PDF}`, ['C:/Users/me/a.pdf']],
    [
      'Zotero',
      'file = {Full Text PDF:files/12/a.pdf:application/pdf;Snapshot:files/13/a.html:text/html}',
      ['files/12/a.pdf', 'files/13/a.html'],
    ],
    ['Better BibTeX', 'file = {/home/me/Zotero/storage/X/a.pdf}', ['/home/me/Zotero/storage/X/a.pdf']],
    [
      'Better BibTeX on Windows',
      String.raw`file = {Text:C\:\\Zotero\\storage\\X\\a.pdf:application/pdf}`,
      ['C:/Zotero/storage/X/a.pdf'],
    ],
    ['Mendeley on a Mac', 'file = {:Users/me/Documents/a.pdf:pdf}', ['/Users/me/Documents/a.pdf']],
    ['Mendeley on Windows', String.raw`file = {:C$\backslash$:/Users/me/a{\_}b.pdf:pdf}`, ['C:/Users/me/a_b.pdf']],
    ['LaTeX', String.raw`file = {:papers/M{\"{u}}ller{\_}2010 \& co.pdf:PDF}`, ['papers/Müller_2010 & co.pdf']],
    ['calibre', 'file = ":/lib/A/x.epub:EPUB, :/lib/A/x.pdf:PDF"', ['/lib/A/x.epub', '/lib/A/x.pdf']],
    ['an address of a file', 'file = {file:///home/me/a%20b.pdf}', ['/home/me/a b.pdf']],
    ['old BibDesk', 'local-url = {file://localhost/Users/me/a.pdf}', ['/Users/me/a.pdf']],
    [
      'BibDesk',
      `bdsk-file-1 = {${BIBDESK.plain}}, bdsk-file-2 = {${BIBDESK.archived}}`,
      ['../Papers/Müller 2010.pdf', 'Papers/a.pdf'],
    ],
    ['a broken field of BibDesk', `bdsk-file-1 = {${BIBDESK.archived.slice(0, 80)}}`, []],
    ['a link', String.raw`file = {:https\://example.org/a.pdf:URL}, pdf = {https://example.org/b.pdf}`, []],
    ['nothing', 'file = {}', []],
  ])('%s', async (_name, field, paths) => {
    expect((await attachments(field)).map(({ path }) => path)).toEqual(paths);
  });

  test('a description is the title, unless it is the name of the file', async () => {
    expect(
      await attachments('file = {Full Text:files/a.pdf:application/pdf;b.pdf:files/b.pdf:application/pdf}'),
    ).toEqual([{ path: 'files/a.pdf', title: 'Full Text' }, { path: 'files/b.pdf' }]);
  });

  test('the field comes back as it was', async () => {
    const text = String.raw`@article{a,
  title = {T},
  file  = {:C$\backslash$:/Users/me/a{\_}b.pdf:pdf;:b.html:URL},
}
`;
    const { studies } = await bibtexFormat.read!(text, { source: 'refs.bib' });
    const study = { uid: '1', status: 'unscreened' as const, ...studies[0]!, excerpts: [] };
    expect((await bibtexFormat.write!([study], {})).text).toContain(
      String.raw`{:C$\backslash$:/Users/me/a{\_}b.pdf:pdf;:b.html:URL}`,
    );
  });

  test('attachments of today stand in `file` where they are others, and come back', async () => {
    const { studies } = await bibtexFormat.read!(
      '@article{a, title = {T}, file = {:x.pdf:PDF}, bdsk-file-1 = {AAAA}}',
      {
        source: 'refs.bib',
      },
    );
    const attachments = [{ path: 'import/x.pdf' }];
    const study = { uid: '1', status: 'unscreened' as const, ...studies[0]!, excerpts: [], attachments };
    expect((await bibtexFormat.write!([study], {})).text).toContain('{:x.pdf:PDF}');
    study.attachments.push({ path: 'C:/my papers/b;c.pdf', title: 'Appendix' } as { path: string }, {
      path: 'bad}.pdf',
    });
    const { text, diagnostics } = await bibtexFormat.write!([study], {});
    expect(text).toContain(String.raw`{:import/x.pdf:PDF;Appendix:C\:/my papers/b\;c.pdf:PDF}`);
    expect(text).not.toContain('bdsk');
    expect(diagnostics).toMatchObject([{ severity: 'warning', message: expect.stringContaining('bad}.pdf') }]);
    expect((await bibtexFormat.read!(text, { source: 'refs.bib' })).studies[0]?.attachments).toEqual([
      { path: 'import/x.pdf' },
      { path: 'C:/my papers/b;c.pdf', title: 'Appendix' },
    ]);
  });

  test('addresses beside the URL are found', () => {
    expect(
      furtherAddresses([
        ['url', 'https://example.org/1'],
        ['bdsk-url-2', String.raw`https://example.org/a{\_}b`],
        ['file', String.raw`:https\://example.org/c.pdf:URL`],
        ['note', 'https://example.org/no'],
      ]),
    ).toEqual(['https://example.org/1', 'https://example.org/a_b', 'https://example.org/c.pdf']);
  });

  test('any value is read without an error, and in time', () => {
    const piece = fc.constantFrom(':', ';', '\\', '/', 'C', '.pdf', '{', '}', '$', ',', ' ', 'PDF', 'file://', '"');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        attachedFiles([['file', pieces.join('')]], (latex) => latex);
      }),
    );
    const started = performance.now();
    for (const unit of [':', ';', '\\', ', :', '{\\"', 'file://', 'a:PDF, '])
      attachedFiles([['file', unit.repeat(200_000)]], (latex) => latex);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('bytes that are no property list are none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(150), (bytes, at) => {
        const broken = Buffer.from(BIBDESK.archived, 'base64');
        broken.set(bytes.subarray(0, Math.max(0, broken.length - at)), at);
        readBinaryPlist(broken);
        expect(readBinaryPlist(bytes)).toBeUndefined();
      }),
    );
  });
});
