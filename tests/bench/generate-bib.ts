/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS =
  `adolescent adult algorithm anxiety attention autonomy behaviour belief burden care childhood clinic cohort community
  consent context culture depression development diet disclosure economics education emotion environment equity ethics evidence
  exposure family fatigue gender governance habit health history identity income inequality inference information intervention
  isolation justice labour language learning loneliness measurement media memory migration mortality motivation network nutrition
  outcome participation perception policy practice prevention privacy quality recovery reform regulation resilience school sleep
  stigma students support surveillance theory therapy treatment trust uncertainty validity welfare workplace youth associated
  compared estimated examined explained identified measured observed predicted reduced reported reviewed suggested varied across
  after among and as between by during for from in of on over the their to with within`.split(/\s+/);
const FAMILIES = [
  ...'Adeyemi Andersson Bianchi Castillo Chen Costa Fischer Ibrahim Kato Kowalski Kumar Larsen Martin Okafor Patel Smith Wang'.split(
    ' ',
  ),
  ...[
    'M{\\"u}ller',
    "Garc{\\'i}a",
    "O'Brien",
    'S{\\o}rensen',
    'Novák',
    'Lefèvre',
    'de la Cruz',
    'van der Berg',
    'Wójcik',
  ],
];
const GIVEN = [
  'Ada',
  'Amir',
  "Chlo{\\'e}",
  'David',
  'Elena',
  'Fatima',
  'Hiro',
  'Inés',
  'J. R.',
  'Karin',
  "Lu{\\'\\i}s",
  'Noor',
];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** A .bib of so many entries, some 1.5 kB each: accents, macros, protected titles, keywords, abstracts. The same for the same number. */
export function generateBib(entries: number): string {
  const random = numbers(20_240_101);
  const below = (n: number) => Math.floor(random() * n);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T;
  const words = (n: number) => Array.from({ length: n }, () => one(WORDS)).join(' ');
  const sentence = () => {
    const plain = words(12 + below(10));
    return `${plain[0]?.toUpperCase()}${plain.slice(1)}${random() < 0.1 ? ` (${below(99)}\\,\\% of {UK} cases)` : ''}.`;
  };
  const parts = ['@string{jhs = "Journal of Health Studies"}\n@string{press = {University Press}}\n'];
  for (let at = 0; at < entries; at += 1) {
    const authors = Array.from({ length: 1 + below(5) }, () => `${one(FAMILIES)}, ${one(GIVEN)}`);
    if (random() < 0.05) authors[0] = '{World Health Organization}';
    const year = 1960 + below(65);
    const title = `${sentence().slice(0, -1)} in {Europe}: {\\'E}tude ${below(1000)}`;
    const keywords = Array.from({ length: 3 + below(4) }, () => words(1 + below(2))).join(', ');
    const pages = `${100 + below(800)}--${1000 + below(800)}`;
    const shared = `  author   = {${authors.join(' and ')}},
  title    = {${title}},
  year     = {${year}},
  month    = ${one(MONTHS)},
  keywords = {${keywords}},
  abstract = {${Array.from({ length: 6 }, sentence).join(' ')}},
  file     = {:papers/entry${at}.pdf:PDF},
`;
    const own =
      at % 4 === 3
        ? `  publisher = press,\n  address  = {Cambridge},\n  edition  = {${1 + below(9)}},\n  isbn     = {978-3-16-148410-${below(10)}},\n`
        : `  journal  = ${random() < 0.5 ? 'jhs' : `{Journal of ${words(1)} \\& ${words(1)}}`},\n  volume   = {${1 + below(80)}},\n  number   = {${1 + below(12)}},\n  pages    = {${pages}},\n  doi      = {10.5555/example.${at}},\n  url      = {https://example.org/articles/${at}?a=1&b=2},\n`;
    parts.push(`@${at % 4 === 3 ? 'book' : 'article'}{entry${at},\n${shared}${own}}\n`);
  }
  return parts.join('\n');
}
