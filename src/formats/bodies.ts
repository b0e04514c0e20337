/** Words that persons are not called by, and institutions are. */
const BODY_WORD =
  /\b(?:universit\p{L}*|institut\p{L}*|cent(?:re|er)s?|council|commission\p{L}*|office|organi[sz]ations?|associations?|society|agency|departments?|ministry|government|foundation|committee|network|group|consortium|trust|fund|bureau|college|school|academy|unit|programme|program|alliance|federation|union|nations|parliament|police|services?|charity|collaboration|board|authority|project|press|initiative|task force|working party|coalition|secretariat|hospital|clinic|laborator(?:y|ies)|inc\.?|ltd\.?|llc|gmbh)(?![\p{L}])/iu;
export const ACRONYM = /^[\p{Lu}][\p{Lu}\d]{2,9}$/u;

/** Whether a name without a comma is that of an institution: "Council of Europe", "UNICEF". */
export const isBody = (text: string): boolean => BODY_WORD.test(text) || ACRONYM.test(text.trim());
