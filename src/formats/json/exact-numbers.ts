/** A text, or a number outside of texts. Only for valid JSON. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

export interface ExactNumbers {
  /** The JSON with such numbers as texts of the same digits. */
  text: string;
  numbers: { number: string; line: number }[];
}

/** Finds the numbers of a valid JSON text that would not be written as they are read: `1.10`, `12345678901234567890`. */
export function exactNumbers(source: string): ExactNumbers {
  const numbers: ExactNumbers['numbers'] = [];
  let line = 1;
  let counted = 0;
  const text = source.replace(TOKEN, (token, at: number) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    for (; counted < at; counted++) if (source.charCodeAt(counted) === 10) line++;
    numbers.push({ number: token, line });
    return `"${token}"`;
  });
  return { text, numbers };
}
