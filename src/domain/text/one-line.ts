const UNEVEN = /[^\S ]| {2}/;

/** A text with every run of white space as one space, and none at its ends. */
export const oneLine = (text: string): string => (UNEVEN.test(text) ? text.replace(/\s+/g, ' ') : text).trim();

/** One line of a value that a program may have wrapped; an empty line between paragraphs stays. */
export const unwrapped = (value: string): string => (value.includes('\n') ? paragraphs(value) : oneLine(value));

const paragraphs = (value: string): string =>
  value
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
