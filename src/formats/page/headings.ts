/** Which lines of a page are headings, furniture, or the way to the full study. */

const SECTION_WORDS =
  'abstract|summary|executive summary|background|introduction|context|rationale|literature review|aims?|aims? and objectives|objectives?|purpose|' +
  'research questions?|hypothes[ei]s|theory|theoretical framework|methods?|methodology|research methods?|methods? and materials|materials? and methods?|' +
  'data|data and methods?|design|study design|participants|sample|setting|measures|procedures?|analysis|data analysis|search strategy|' +
  'results?|key results|main results|results and discussion|findings|key findings|main findings|discussion|general discussion|discussions? and conclusions?|' +
  'conclusions?|concluding remarks|conclusions? and recommendations|limitations?|strengths and limitations|implications?|implications for (?:practice|policy|research)|' +
  'policy implications|practical implications|clinical implications|recommendations?|interpretation|significance|future research|future directions';

const KNOWN_SECTION = new RegExp(`^(?:${SECTION_WORDS})$`, 'i');
const RUN_IN_SECTION = new RegExp(`^(${SECTION_WORDS})\\s*[:：]\\s+(\\S.*)$`, 'is');
const NUMBERING = /^(?:(?:section|part|chapter)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.):]?\s+(?=\p{L})/iu;

const CLOSING =
  /^(?:related|references?$|bibliography$|works cited|literature cited|share\b|comments?$|\d+ comments?$|leave a (?:reply|comment)|about (?:the authors?|us|this site)|newsletter|subscribe|sign up|you (?:may|might) also|more (?:from|on|research|like|articles|stories|studies)|recent (?:posts|articles)|recommended|read next|categories$|tags$|archives$|footnotes?$|notes$|acknowledge?ments?$|funding$|further reading|sources$|contact|follow us|get help|support (?:us|our))/i;

const FURNITURE: readonly RegExp[] = [
  /^(?:skip to (?:main |primary )?(?:content|navigation)|blog|home|menu|search|close|news|articles?|research|print|e-?mail|donate|shop|log ?in|sign in|register|next|previous|prev|back|top|toggle navigation|open menu|close menu|resources|loading\.*|advertisement|sponsored)$/i,
  /^(?:share|tweet|pin|facebook|twitter|x|linked ?in|instagram|whats ?app|reddit|pinterest|telegram|copy link|like|follow us)(?:\s*(?:this|on|via|now|[|·•/,:]|facebook|twitter|x|linked ?in|instagram|whats ?app|reddit|pinterest|telegram|e-?mail|print|copy link|post|article|page|story|\d+))*$/i,
  /^(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b/i,
  /^(?:accept|reject|allow|manage)(?: (?:all|cookies|necessary|preferences|settings))*$/i,
  /^(?:cookie|privacy|terms|legal)(?: (?:policy|notice|settings|preferences|statement|of (?:use|service)|&|and|conditions|terms|privacy|cookies))*(?:\s*[|·•].*)?$/i,
  /^by (?:continuing|using) (?:to )?(?:use|browse|this)/i,
  /^(?:©|\(c\)|copyright\b)/i,
  /^all rights reserved\.?$/i,
  /^(?:subscribe|sign up|join)\b.{0,80}(?:newsletter|updates|e-?mails?|list|news)\b.{0,40}$/i,
  /^(?:read more|learn more|continue reading|view all|see all|show more|back to (?:top|blog|all|home).{0,30})\W*$/i,
  /^\d+\s*(?:min(?:ute)?s?)(?: of)? read(?:ing)?(?: time)?$/i,
  /^(?:posted|last updated|updated) (?:on|by|in|at)?\b.{0,80}$/i,
  /^(?:tags?|tagged|categor(?:y|ies)|filed under|posted in|topics?)\s*:.{0,200}$/i,
  /^home\s*[>»›/→|].{0,200}$/i,
];

const FULL_STUDY: readonly RegExp[] = [
  /^(?:the |this )?(?:full|complete|original|entire)[ -](?:study|report|article|text|paper|review|publication|document|pdf)\b.{0,80}\b(?:here|accessed|read|found|available|downloaded|viewed)\b/i,
  /^(?:to )?(?:click here to )?(?:read|access|view|download|see|find|get)\s+(?:the\s+)?(?:full|complete|original|entire)[ -](?:study|report|article|text|paper|review|publication|document|pdf)\b/i,
  /^(?:full|complete|original)[ -](?:study|report|article|text|paper|review|publication|document|pdf)\s*(?:[:→>»].*|\(pdf\)|\[pdf\])?$/i,
  /^(?:read|access|view|download)\s+(?:the\s+)?(?:study|report|article|paper|review|pdf)\b.{0,40}$/i,
];

/**
 * The name of a section when the line is one of the headings that studies have ("2. METHODS" → "Methods",
 * "Key findings:" → "Key findings"); undefined for every other line.
 */
export function sectionName(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const bare = bareHeading(text);
  const known =
    KNOWN_SECTION.test(bare) ||
    bare.split(/\s*[,&/]\s*(?:and\s+)?|\s+and\s+/i).every((part) => KNOWN_SECTION.test(part));
  return known ? evenCase(bare) : undefined;
}

/** A heading as a section is called: without number, mark-up and colon, not in capitals. */
export function headingText(text: string): string {
  return evenCase(bareHeading(text)) || text;
}

/** "Methods: We asked …" is a heading and its first paragraph. */
export function runInSection(text: string): { section: string; rest: string } | undefined {
  const match = RUN_IN_SECTION.exec(text);
  return match ? { section: evenCase(match[1] ?? ''), rest: match[2] ?? '' } : undefined;
}

/** "2.1 Sample", "DATA SOURCES": headings by their looks, in text that has no mark-up. */
export function looksLikeHeading(text: string): boolean {
  if (text.length > 80 || /[.!?…;,]$/.test(text)) return false;
  const words = text.split(/\s+/);
  if (NUMBERING.test(text) && words.length <= 10) return true;
  return words.length <= 8 && /\p{L}{3}/u.test(text) && text === text.toUpperCase() && /\p{Lu}/u.test(text);
}

/** Headings after which nothing of the study follows: "References", "Related posts", "Share this". */
export const closesStudy = (text: string): boolean => text.length <= 100 && CLOSING.test(bareHeading(text));

/** Menus, buttons, notices: what a page has around its content. */
export const isFurniture = (text: string): boolean =>
  text.length <= 300 &&
  (FURNITURE.some((pattern) => pattern.test(text)) || isBreadcrumb(text) || !/[\p{L}\p{N}]/u.test(text));

/** "The full study can be accessed here." and its kin. */
export const leadsToFullStudy = (text: string): boolean =>
  text.length <= 300 && FULL_STUDY.some((pattern) => pattern.test(text));

function isBreadcrumb(text: string): boolean {
  const steps = text.split(/\s+[>»›→]\s+/);
  return steps.length >= 3 || (steps.length === 2 && /^(?:home|blog|news|research)$/i.test(steps[0] ?? ''));
}

function bareHeading(text: string): string {
  const plain = text.replace(/^[*_#\s]+|[*_#\s]+$/g, '').replace(NUMBERING, '');
  return plain.replace(/\s*[:：.]$/, '').trim();
}

function evenCase(heading: string): string {
  if (!/\p{Lu}{2}/u.test(heading) || heading !== heading.toUpperCase()) return heading;
  return heading.charAt(0) + heading.slice(1).toLowerCase();
}
