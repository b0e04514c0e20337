/** Resolvers, proxies, publishers' addresses and labels in front of a DOI; several of them where a program put one before another. */
const LEAD =
  /^(?:\s+|doi(?!\.org)\s*[:=]?|urn:doi:|info:doi\/|(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/|https?:\/\/[\w.-]{1,200}(?::\d{1,5})?\/(?:doi\/(?:[a-z]{2,12}\/)?)?)/i;
const MOST_LEADS = 8;
/** The prefix, with the short form of shortdoi.org, and a suffix of characters that neither LaTeX nor an address takes for something else. */
const DOI = /^(?:10(?:\.\d{1,9}){1,5}\/[^\s\p{C}\\{}%^"]{1,500}|10\/(?=[^/]*[a-z])[a-z\d]{3,12})$/iu;

/**
 * The DOI that a text is, as it was spelled, without address, "doi:", percent escapes and punctuation behind it; undefined for
 * what is not one. ISO 26324, 4.2: "10.", the registrant, "/" and a suffix. The suffix may hold any printed character; a backslash,
 * a brace, a percent sign or a caret, which no registrant uses, makes a text something else.
 */
export function bareDoi(text: string): string | undefined {
  let rest = text.slice(0, 2000).replace(/\p{Cf}/gu, '');
  let isAddress = false;
  for (let count = 0; count < MOST_LEADS; count += 1) {
    const lead = LEAD.exec(rest)?.[0];
    if (lead === undefined) break;
    isAddress ||= lead.includes('/');
    rest = rest.slice(lead.length);
  }
  if (isAddress) rest = rest.replace(/\?[\w-]+=.*$/s, '');
  const doi = decoded(rest)
    .trim()
    .replace(/[.,;]+$/, '');
  return DOI.test(doi) ? doi : undefined;
}

/** A DOI as it is compared: bare and in lower case. ISO 26324: DOIs ignore case. */
export function normalDoi(text: string): string | undefined {
  return bareDoi(text)?.toLowerCase();
}

/** `%3C` is "<"; a percent sign that is no escape stays. */
function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
