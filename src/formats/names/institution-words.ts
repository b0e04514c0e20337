const words = (...lists: string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.trim().split(/\s+/)));

/** Words that institutions are called by and persons are not. Lower case, without accents. */
const SURE = words(
  // English
  `agency alliance archives assembly association associations authority board bureau center centers centre centres chamber charity clinic clinics
   coalition collaborative college colleges commission commissions committee committees companies company congress consultancy consultants corp
   corporation council councils department departments dept directorate editors embassy enterprises faculty federation forum foundation foundations
   government group groups inc incorporated inspectorate investigators league legislature limited llc llp ltd museum nations network networks
   office offices ombudsman panel parliament partnership plc police programme programmes program programs project projects registry school schools
   secretariat senate service services society societies studio studios syndicate taskforce team unit union unions workshop workgroup`,
  // German
  `aktiengesellschaft amt arbeitsgemeinschaft arbeitsgruppe arbeitskreis ausschuss behorde fachgesellschaft gesellschaft gmbh hochschule kommission
   krankenhaus landesamt landtag netzwerk regierung stiftung verband verein vereinigung zentrum`,
  // Dutch
  'centrum gemeente genootschap hogeschool maatschappij netwerk overheid stichting vereniging ziekenhuis',
  // French
  'agence assemblee bibliotheque collectif comite conseil federation fondation gouvernement groupe reseau syndicat mutuelle',
  // Spanish, Portuguese, Italian
  `agencia agenzia ayuntamiento biblioteca camara centro centros clinica colegio comision comissao commissione comite comitato consejo conselho
   consiglio departamento dipartimento escola escuela facultad faculdade fondazione fundacion fundacao gobierno governo gruppo grupo junta
   prefeitura scuola secretaria sociedad sociedade servicio servico`,
  // The north of Europe
  `departementet direktoratet forbund forbundet folkehelseinstituttet hogskolan hogskola høgskolen kommun kommune myndigheten namnden regeringen
   socialstyrelsen styrelsen sykehus utvalget`,
  // Poland and the Czech Republic
  'fundacja instytut nadace rada stowarzyszenie towarzystwo uniwersytet urzad ustav univerzita',
  // Russian
  'ассоциация академия институт комитет министерство организация университет центр фонд общество служба',
); // biome-ignore format: a list reads better filled

/** Beginnings of such words, in more than one language each: "Universität", "Universidad", "università". */
const SURE_BEGINNINGS = [
  'academ', 'accademi', 'akadem', 'administra', 'asociaci', 'associat', 'associac', 'associaz', 'bundes', 'collaborati', 'consorti', 'federac', 'federaz',
  'foderation', 'hospital', 'hopita', 'initiativ', 'institut', 'istitut', 'klinik', 'laborato', 'ministeri', 'ministere', 'ministry', 'ministries',
  'observato', 'organis', 'organiz', 'sekretariat', 'societe', 'societa', 'tribunal', 'universi', 'universytet', 'zentral',
]; // biome-ignore format: a list reads better filled

/** Parts of German and Dutch compounds: "Forschungsgemeinschaft", "Rijksuniversiteit". */
const SURE_PARTS = /universi|instit?ut|hochschule|gesellschaft|gemeinschaft|ministeri|verband$|stiftung$/;

const SURE_PHRASES =
  /\b(?:task force|working (?:group|party)|study group|red (?:cross|crescent)|croix-rouge|cruz roja|rotes kreuz)\b/;
/** Words of Chinese, Japanese and Korean institutions stand at the end, without a space. */
const SURE_ENDINGS =
  /(?:大学|大學|学院|學院|研究所|研究院|研究会|委员会|委員会|协会|協会|協會|学会|學會|中心|公司|医院|病院|部|局|대학교|연구소|연구원|학회)$/u;

/** Words that many institutions are called by, and now and then a person. */
const LIKELY = words(
  `academy action africa african aid america american amnesty asia asian australia australian authors bank banco banque britain british campaign canada canadian
   care children church citizens city college community consumer consumers county court crescent cross data defence defense deutsche development
   disease diseases economic economist education england enquiry environment environmental europe european experts families family federal finance food
   france friends fund gallery german germany global health heritage house human humanity india indian industries industry information inquiry
   interagency international internet ireland israeli italian kids lab labs labour law library management media medical medicine mental migration monitor national news
   newspaper northern observer open parents patrol pharma pharmaceutical pharmaceuticals plan policy post press prevention protection public publications
   publishers publishing radio refugees relief reporters republic research review rights royal safety science sciences scotland security social
   software solutions southern staff state states statistics studies survey survivors sweden swiss systems technologies technology television thinktank times today
   trade transport treasury trust united victims violence vision volunteers wales watch welfare wikipedia wildlife women workers world worldwide youth zealand`,
); // biome-ignore format: a list reads better filled

/** Those that are surnames too: "Ann Law" is a person. */
const SURNAMES = words(
  'bank church court cross england finance france friends german house ireland law post press price royal trust wales watch',
);

/** Words that join the words of a phrase, not those of a name: "Save the Children", "Médecins sans Frontières". */
const JOINING = words(
  'of for the on in against to with without from by at and & fur zur zum und gegen ohne pour sans sur contre avec et para sobre contra sem sin por tra voor tegen zonder och mot og',
);
/** "von und zu" is a particle, and so is what German and Dutch names have after it. */
const PARTICLES = /\bvon und zu\b|\b(?:op de|in 't|in de|van der|von der|zur|zum|ter|ten)\b/i;

export const ACRONYM = /^\p{Lu}[\p{Lu}\d]{2,9}$/u;
const COUNTRY_FIRST = /^(?:U\.\s?S\.(?:\s?A\.)?|U\.\s?K\.|E\.\s?U\.|U\.\s?N\.|US|USA|UK|EU|UN)\s\p{L}/u;

/** How much a name says that it is that of an institution. */
export type InstitutionSigns = 'sure' | 'likely' | 'none';

/**
 * Whether a name without a comma is that of an institution: "Council of Europe" and "UNICEF" surely, "Human Rights Watch" and
 * "Save the Children" likely, "Catarina Barros" and "Jan van der Berg" not. By lists of words; nobody knows all names.
 */
export function institutionSigns(name: string): InstitutionSigns {
  const text = name.trim();
  if (ACRONYM.test(text) || COUNTRY_FIRST.test(text) || SURE_ENDINGS.test(text)) return 'sure';
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const found = plain.split(/[^\p{L}\p{N}&]+/u).filter((word) => word !== '');
  const isSure = (word: string) =>
    SURE.has(word) || SURE_PARTS.test(word) || SURE_BEGINNINGS.some((beginning) => word.startsWith(beginning));
  if (found.some(isSure) || SURE_PHRASES.test(plain)) return 'sure';
  if (found.length < 2) return 'none';
  const likely = found.filter((word) => LIKELY.has(word)).length;
  if (likely > 1) return 'sure';
  if (likely === 1 && found.length === 2 && SURNAMES.has(found[1] ?? '')) return 'none';
  const isPhrase = !PARTICLES.test(plain) && joins(text);
  if (isPhrase) return likely > 0 ? 'sure' : 'likely';
  if (likely > 0 || /\p{N}/u.test(text)) return 'likely';
  return 'none';
}

/** A word in the middle that joins others is written in lower case, or all is in capitals; "In" and "To" are names of persons. */
function joins(text: string): boolean {
  const all = text.split(/\s+/);
  const isShouted = !/\p{Ll}/u.test(text);
  return (
    /^the\s/i.test(text) ||
    all.some((word, at) => {
      const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
      const isWritten =
        isShouted || word === '&' || plain === plain.toLowerCase() || /^(?:and|the|of|for|sans)$/i.test(plain);
      return at > 0 && at < all.length - 1 && isWritten && JOINING.has(plain.toLowerCase());
    }) ||
    (all.length > 1 && /^(?:against|for|save|stop|end|pour|gegen|contra)$/i.test(all[0] ?? ''))
  );
}

/** Whether a name is surely that of an institution. */
export const isInstitution = (name: string): boolean => institutionSigns(name) === 'sure';
