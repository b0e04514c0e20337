import type { Format } from '../format.ts';
import { readAsRis } from '../tagged/as-ris.ts';
import { NBIB_MANNER } from './nbib.ts';
import { splitPubmedXml } from './xml-records.ts';
import { toRis } from './xml-to-medline.ts';

/** PubMed's XML of articles and books, as the site saved it and E-utilities (efetch) and the yearly baseline give it. Read only. */
export const pubmedXmlFormat: Format = {
  name: 'pubmed-xml',
  label: 'PubMed XML',
  extensions: ['.xml'],
  detect: (head) =>
    /^\s*</.test(head) && /<(?:PubmedArticle|PubmedBookArticle|MedlineCitation)(?:Set)?[\s>]/.test(head),
  read: async (text, context) => {
    // Loaded when a file is read, so that the program starts without it.
    const { Parser } = await import('htmlparser2');
    const { records, diagnostics } = splitPubmedXml(text, Parser);
    if (records.length === 0) {
      const message = 'no PubMed record found: a record is an element <PubmedArticle> or <PubmedBookArticle>';
      diagnostics.push({ severity: 'error', message });
    }
    return readAsRis('pubmed-xml', records, toRis, diagnostics, context, NBIB_MANNER);
  },
};
