import { plainReference } from '../domain/reference.ts';
import { UserError } from '../domain/user-error.ts';
import { CITATION_STYLES, type CitationStyle, formatReference } from '../formats/citation-style.ts';
import { readStudy } from '../store/studies.ts';
import { defineCommand } from './define-command.ts';
import { theStudy } from './select-studies.ts';
import { linksOf, studyData } from './study-data.ts';

export const show = defineCommand({
  name: 'show',
  summary: 'Print one study: reference, fields, tags and excerpts',
  params: {
    style: { kind: 'text', summary: 'Format the reference in this citation style', choices: CITATION_STYLES },
  },
  selection: 'one',
  readsOnly: true,
  json: true,
  async run({ library, selection }, { style }) {
    const id = theStudy(library, selection.studies);
    const study = readStudy(library, id);
    if (!study) throw new UserError('this study is no longer in the library');
    const reference =
      style === undefined ? plainReference(study.item) : await formatReference(study.item, style as CitationStyle);
    return {
      view: { kind: 'study', study, reference, links: linksOf(study) },
      data: studyData(library, id),
    };
  },
});
