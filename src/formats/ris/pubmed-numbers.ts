import type { ClaimedFields } from './claimed-fields.ts';

const PMID_IN_WORDS = /\b(?:pubmed|pmid|medline)(?: pmid)?[ :]{1,3}(\d{1,8})\b/i;

/** Gives an item the numbers of PubMed and PubMed Central, from where databases and reference managers put them. */
export function readPubmedNumbers(record: ClaimedFields): void {
  record.one('PMID', ['PMID'], (value) => /^\d{1,9}$/.exec(value)?.[0]);
  record.one('PMCID', ['PMCID', 'PMC', 'C2'], (value) => /^PMC\d{1,10}$/i.exec(value)?.[0]);
  const databases = record.fields.flatMap(([tag, value]) => (tag === 'DB' || tag === 'DP' ? [value] : []));
  const isIn = (names: RegExp) => databases.some((database) => names.test(database));
  const asNumber = (value: string) => /^\d{6,8}$/.exec(value)?.[0];
  if (isIn(/\b(?:pubmed|medline|nlm)\b/i))
    record.one('PMID', ['AN', 'C2', 'UI', 'ID'], (value) => /^\d{1,8}$/.exec(value)?.[0]);
  else if (isIn(/\bscopus\b/i)) record.one('PMID', ['C2'], asNumber);
  else record.one('PMID', databases.length === 0 ? ['C2', 'AN'] : ['C2'], asNumber);
  // Cochrane writes "PUBMED 12345678,EMBASE 612345678", EndNote and EBSCO "PubMed PMID: 12345678." among other remarks.
  for (const at of record.item.PMID === undefined ? record.unclaimed(['C3', 'AN', 'N1']) : []) {
    const number = PMID_IN_WORDS.exec(record.value(at).slice(0, 500))?.[1];
    if (number === undefined) continue;
    record.item.PMID = number;
    break;
  }
}
