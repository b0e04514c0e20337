/** Text without the markup of CSL rich text. CSL 1.0.2, "Rich text". */
export function withoutMarkup(text: string): string {
  return text.replace(/<\/?(?:i|b|sub|sup|sc|span)(?:\s[^<>]*)?>/g, '');
}
