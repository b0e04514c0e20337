import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CslItem } from '../../src/domain/study.ts';
import { insertExcerpt } from '../../src/store/excerpts.ts';
import { forgetHistory, write } from '../../src/store/journal.ts';
import { latestVersion } from '../../src/store/migrations.ts';
import { closeForGood, openLibrary } from '../../src/store/open-library.ts';
import { insertStudy } from '../../src/store/studies.ts';

/** Raised when the studies come out otherwise than before. */
const RECIPE = 1;
const BATCH = 2000;

const SUBJECTS =
  `adolescents adults algorithm anxiety attachment attention autonomy behaviour belief bias burden care children
  classroom clinic cognition cohort community consent context culture depression development diet digital disclosure distress
  economics education emotion employment environment equity ethics evidence exposure family fatigue feedback gender governance
  grief habit harm health history housing identity income inequality infancy inference information intention internet
  intervention isolation justice labour language law learning loneliness media medicine memory migration mobility mood mortality
  motivation network norm nursing nutrition outcome pain parents participation peers perception personality pharmacy platform policy
  poverty practice prevention privacy psychology quality recovery reform regulation relationship reliability resilience
  resistance risk school screen sleep smoking society stigma stress students substance support surveillance survey symptom teachers
  technology theory therapy tradition trauma treatment trust uncertainty university validity violence volunteer welfare workplace youth`.split(
    /\s+/,
  );
const DOINGS =
  `associated assessed compared considered derived described determined estimated examined explained explored identified
  increased influenced interpreted investigated measured mediated moderated observed predicted presented proposed reduced
  reported reviewed sampled selected studied suggested supported tested varied`.split(/\s+/);
const SMALL =
  'a across after among and as at before between by for from in into of on or over the their to with within'.split(' ');
const FAMILIES =
  `Adeyemi Alvarez Andersson Becker Bianchi Castillo Chen Costa Dubois Eriksen Ferrari Fischer García Haddad Hansen
  Horvat Ibrahim Ivanova Jansen Johansson Kato Kaya Kim Kowalski Kumar Larsen Lefèvre Lindqvist López Martin Mbeki Meyer Moreau
  Müller Nagy Nakamura Nguyen Novák O'Brien Okafor Olsen Özdemir Papadopoulos Patel Pereira Petrov Popescu Ramirez Rossi Sato
  Schmidt Silva Singh Smith Sørensen Suzuki Takahashi Tanaka Virtanen Wagner Wang Weber Williams Wójcik Yamamoto Yılmaz Zhang`.split(
    /\s+/,
  );
const GIVEN =
  'Ada Amir Anna Carlos Chloé David Elena Emeka Fatima Grace Hiro Ines Jan Karin Leila Luca Maria Mina Noor Omar Pavel Rosa Sven Yuki'.split(
    ' ',
  );
const AREAS = ['method', 'population', 'outcome', 'design', 'theory', 'setting', 'quality', 'theme'];
const SECTIONS = ['Background', 'Methods', 'Results', 'Discussion'];

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

/** Few members often, most seldom, as words are in texts. */
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() ** 2 * list.length)] as T;

/** Words by how often they come: the small ones, those of the field, then thousands that are made up. */
const WORDS: readonly string[] = (() => {
  const random = numbers(7);
  const syllable = () => `${'bcdfghlmnprstvz'[Math.floor(random() * 15)]}${'aeiou'[Math.floor(random() * 5)]}`;
  const made = Array.from({ length: 12_000 }, (_, at) => {
    const word = Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('');
    return at % 3 === 0 ? `${word}tion` : at % 3 === 1 ? `${word}r` : word;
  });
  return [...new Set([...SMALL, ...SUBJECTS, ...DOINGS, ...made])];
})();

function sentence(random: () => number, words: number): string {
  // By Zipf's law: how often a word comes falls with its rank.
  const out = Array.from({ length: words }, () => WORDS[Math.floor(WORDS.length ** random()) - 1]).join(' ');
  return `${out[0]?.toUpperCase()}${out.slice(1)}.`;
}

function text(random: () => number, sentences: number): string {
  return Array.from({ length: sentences }, () => sentence(random, 12 + Math.floor(random() * 10))).join(' ');
}

function itemAt(number: number, random: () => number): CslItem {
  const year = 1960 + Math.floor(Math.sqrt(random()) * 65);
  const title = [
    pick(SUBJECTS, random),
    pick(SMALL, random),
    pick(SUBJECTS, random),
    pick(SMALL, random),
    pick(SUBJECTS, random),
  ];
  const author = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
    family: pick(FAMILIES, random),
    given: pick(GIVEN, random),
  }));
  const start = 1 + Math.floor(random() * 400);
  return {
    id: `${author[0]?.family.toLowerCase().replace(/[^a-z]/g, '')}${year}n${number}`,
    type: 'article-journal',
    title: `${title.join(' ')}: ${sentence(random, 5).slice(0, -1)}`,
    author,
    issued: { 'date-parts': [[year, 1 + Math.floor(random() * 12)]] },
    'container-title': `Journal of ${pick(SUBJECTS, random)} and ${pick(SUBJECTS, random)}`,
    volume: String(1 + Math.floor(random() * 60)),
    page: `${start}-${start + 12}`,
    DOI: `10.5555/bench.${number}`,
    abstract: text(random, 6),
  };
}

const tagAt = (random: () => number) => `${pick(AREAS, random)}/${pick(SUBJECTS.slice(0, 12), random)}`;

/**
 * A workspace with a library of so many studies, each with an abstract, three tags and two excerpts; always the same ones.
 * It is made once and kept in the folder for temporary files.
 */
export function libraryOf(studies: number): { folder: string; file: string; bytes: number } {
  const folder = join(tmpdir(), `lectern-bench-r${RECIPE}-v${latestVersion()}-${studies}`);
  const file = join(folder, 'library', 'lectern.db');
  if (!existsSync(file)) {
    mkdirSync(join(folder, 'library'), { recursive: true });
    mkdirSync(join(folder, 'exports'), { recursive: true });
    const unfinished = join(folder, 'unfinished.db');
    rmSync(unfinished, { force: true });
    fill(unfinished, studies);
    renameSync(unfinished, file);
  }
  return { folder, file, bytes: statSync(file).size };
}

function fill(file: string, studies: number): void {
  const random = numbers(20_240_101);
  const started = performance.now();
  let at = 0;
  const now = () => new Date(Date.UTC(2020, 0, 1) + at * 60_000);
  const library = openLibrary(file, { now });
  library.db.pragma('synchronous = OFF');
  while (at < studies) {
    write(library, 'import', (writer) => {
      for (const end = Math.min(studies, at + BATCH); at < end; at += 1) {
        const tags = [...new Set([tagAt(random), tagAt(random), tagAt(random)])];
        while (tags.length < 3) tags.push(`theme/part ${tags.length}`);
        const id = insertStudy(writer, { item: itemAt(at, random), tags, status: 'unscreened' });
        for (const n of [1, 2]) {
          insertExcerpt(writer, id, {
            kind: 'quotation',
            text: text(random, 2),
            section: pick(SECTIONS, random),
            locator: { label: 'page', value: String(n + Math.floor(random() * 300)) },
            tags: [tagAt(random)],
          });
        }
      }
      return { summary: 'studies', result: undefined };
    });
    if (at % 10_000 === 0) {
      const seconds = Math.round((performance.now() - started) / 1000);
      process.stderr.write(
        `making a library: ${at.toLocaleString('en')} of ${studies.toLocaleString('en')} studies, ${seconds} s\n`,
      );
    }
  }
  forgetHistory(library);
  closeForGood(library);
}
