import { decodeAs } from './encoding.ts';

/** An encoding of East Asia, and what its most frequent characters are as two bytes. */
interface Candidate {
  encoding: string;
  /** For people. */
  language: string;
  /** Fewer characters than this show nothing. */
  fewest: number;
  /** The least share of common characters. */
  share: number;
  isCommon: (lead: number, trail: number) => boolean;
  /** Characters that texts in the language have and others have not. */
  isTelling?: (lead: number, trail: number) => boolean;
}

const within = (byte: number, from: number, to: number) => byte >= from && byte <= to;

/** Level 1 of GB 2312, Big5 and JIS X 0208 are the everyday characters; kana and hangul are for Japanese and Korean alone. */
const CANDIDATES: readonly Candidate[] = [
  {
    encoding: 'euc-jp',
    language: 'Japanese',
    fewest: 6,
    share: 0.85,
    isCommon: (lead, trail) => trail >= 0xa1 && (within(lead, 0xa1, 0xa5) || within(lead, 0xb0, 0xcf)),
    isTelling: (lead) => lead === 0xa4 || lead === 0xa5,
  },
  {
    encoding: 'euc-kr',
    language: 'Korean',
    fewest: 12,
    share: 0.93,
    isCommon: (lead, trail) => trail >= 0xa1 && (within(lead, 0xa1, 0xa3) || within(lead, 0xb0, 0xc8)),
  },
  {
    encoding: 'gb18030',
    language: 'Chinese',
    fewest: 4,
    share: 0.88,
    isCommon: (lead, trail) => trail >= 0xa1 && (within(lead, 0xa1, 0xa3) || within(lead, 0xb0, 0xd7)),
  },
  {
    encoding: 'shift_jis',
    language: 'Japanese',
    fewest: 4,
    share: 0.85,
    isCommon: (lead) => within(lead, 0x81, 0x83) || within(lead, 0x88, 0x98),
  },
  {
    encoding: 'big5',
    language: 'Chinese',
    fewest: 4,
    share: 0.88,
    isCommon: (lead) => within(lead, 0xa1, 0xa3) || within(lead, 0xa4, 0xc6),
  },
];

/** Of characters that are not ASCII, at least so many stand beside another one. */
const BESIDE = 0.8;
/** Kana make up about half of a Japanese text. */
const TELLING = 0.15;

/**
 * The encoding of East Asia that explains bytes that are not UTF-8 much better than one of the West does: nearly all that is not ASCII
 * is in pairs, side by side, of everyday characters. Undefined for everything less sure.
 */
export function eastAsianEncoding(bytes: Uint8Array): { encoding: string; language: string } | undefined {
  const sample = bytes.subarray(0, 1 << 20);
  return CANDIDATES.find(
    (candidate) => explains(candidate, sample) && decodeAs(bytes, candidate.encoding) !== undefined,
  );
}

function explains({ fewest, share, isCommon, isTelling }: Candidate, bytes: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  let beside = 0;
  let telling = 0;
  let end = -1;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    pairs++;
    if (isCommon(lead, trail)) common++;
    if (isTelling?.(lead, trail)) telling++;
    const next = bytes[at + 2] ?? 0;
    if (end === at || next >= 0x80) beside++;
    at++;
    end = at + 1;
  }
  if (pairs < fewest || common < pairs * share || beside < pairs * BESIDE) return false;
  return !isTelling || telling >= pairs * TELLING;
}
