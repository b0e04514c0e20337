/** Line ends of old Macintoshes as "\n", so that a `%` comment ends with its line; every place in the text stays where it is. */
export function withLineFeeds(text: string): string {
  return text.includes('\r')
    ? text.replace(/\r+(\n?)/g, (ends, feed) => (feed === '' ? '\n'.repeat(ends.length) : ends))
    : text;
}

/** 1-based line numbers of places in a text, in any order. */
export class LineCounter {
  private readonly starts: number[] = [0];

  constructor(source: string) {
    const text = withLineFeeds(source);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  at(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
