/** A title with its subtitle: "A: B", "Why? B". What the title says already is not said twice. */
export function joinTitle(title: string, subtitle: string): string {
  // BibTeX has whole titles: those of a parent entry may hold the subtitle that is inherited beside them.
  if (title.endsWith(`: ${subtitle}`)) return title;
  if (title === '') return subtitle;
  return /[.:!?…]$/.test(title) ? `${title} ${subtitle}` : `${title}: ${subtitle}`;
}
