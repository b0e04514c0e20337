/** A text as messages quote it: whole up to `most` characters, else its beginning and "…". */
export const shortened = (text: string, most = 60): string => (text.length > most ? `${text.slice(0, most)}…` : text);
