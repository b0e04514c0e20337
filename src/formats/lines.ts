/** Lines end with CR LF, LF or CR, as in files of any system. */
const LINE_END = /\r\n|[\n\r]/;

/** The lines of a text without their ends; `most` stops after so many. */
export const linesOf = (text: string, most?: number): string[] => text.split(LINE_END, most);

/** 1-based line of an index of a text. */
export const lineAt = (text: string, index: number): number => linesOf(text.slice(0, index)).length;

/** 1-based line of an index of a text; indexes must come in ascending order. Counts line feeds. */
export function lineCounter(source: string): (index: number) => number {
  let at = 0;
  let line = 1;
  return (index) => {
    for (; at < index; at++) if (source.charCodeAt(at) === 10) line++;
    return line;
  };
}
