const ENGLISH = 'january february march april may june july august september october november december';
/** Without accents; of English, French, German, Spanish, Italian, Portuguese, Dutch. */
const NAMES = [
  ENGLISH,
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'januar februar marz april mai juni juli august september oktober november dezember',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'janner feber maerz april mai juno julei august setiembre oktober november dezember',
].map((names) => names.split(' '));

/** Without accents; names only, since their short forms are those of other months elsewhere ("mar" is November in Finnish). */
const WHOLE_NAMES = [
  'styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien',
  'stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia',
  'leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec',
  'ledna unora brezna dubna kvetna cervna cervence srpna zari rijna listopadu prosince',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'januar februar marts april maj juni juli august september oktober november desember',
  'tammikuu helmikuu maaliskuu huhtikuu toukokuu kesakuu heinakuu elokuu syyskuu lokakuu marraskuu joulukuu',
  'ocak subat mart nisan mayıs haziran temmuz agustos eylul ekim kasım aralık',
  'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  'januar februar marcius aprilis majus junius julius augusztus szeptember oktober november december',
  'gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre',
  'январь февраль март апрель маи июнь июль август сентябрь октябрь ноябрь декабрь',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'янв фев мар апр маи июн июл авг сент окт нояб дек',
  'сiчень лютии березень квiтень травень червень липень серпень вересень жовтень листопад грудень',
].map((names) => names.split(' '));

const NUMBERS = new Map<string, number>([['mrt', 3]]);
const abbreviated = new Map<string, Set<number>>();
for (const names of NAMES) {
  for (const [index, name] of names.entries()) {
    NUMBERS.set(name, index + 1);
    for (const length of [3, 4]) {
      const short = name.slice(0, length);
      abbreviated.set(short, (abbreviated.get(short) ?? new Set()).add(index + 1));
    }
  }
}
// "jui" may be June or July.
for (const [short, [number, ...others]] of abbreviated)
  if (number !== undefined && others.length === 0 && !NUMBERS.has(short)) NUMBERS.set(short, number);

for (const names of WHOLE_NAMES)
  for (const [index, name] of names.entries()) if (!NUMBERS.has(name)) NUMBERS.set(name, index + 1);

/** 1 to 12 for "jun", "June", "Sept.", "juin", "März", "06"; undefined for anything else. */
export function monthNumber(text: string): number | undefined {
  const word = text.trim().toLowerCase().replace(/\.$/, '');
  if (/^\d{1,2}$/.test(word)) return Number(word) >= 1 && Number(word) <= 12 ? Number(word) : undefined;
  return NUMBERS.get(word.normalize('NFD').replace(/\p{M}/gu, ''));
}

/** "June". @param month 1 to 12 */
export function monthName(month: number): string {
  const name = ENGLISH.split(' ')[month - 1] ?? '';
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
