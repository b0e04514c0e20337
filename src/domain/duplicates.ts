/** A DOI bare and in lower case, without resolver or "doi:"; undefined when the text holds none. ISO 26324: DOIs ignore case. */
export function normalDoi(text: string): string | undefined {
  return /\b(10\.\d{4,9}(?:\.\d+)*\/\S+)/
    .exec(text)?.[1]
    ?.replace(/[.,;]+$/, '')
    .toLowerCase();
}
