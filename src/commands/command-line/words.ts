/** A word of a line: its text without quotation marks, and where it begins. */
export interface LineWord {
  text: string;
  start: number;
}

/** Words as a shell has them: parted by spaces, kept together by '…', "…" and \. A mark without its end goes to the end. */
export function lineWords(line: string): LineWord[] {
  const words: LineWord[] = [];
  let word: LineWord | undefined;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote === '' && /\s/.test(char)) {
      if (word) words.push(word);
      word = undefined;
      continue;
    }
    word ??= { text: '', start: at };
    if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === '\\' && quote !== "'" && at + 1 < line.length) {
      at += 1;
      word.text += line.charAt(at);
    } else word.text += char;
  }
  if (word) words.push(word);
  return words;
}
