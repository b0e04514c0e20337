export const braced = (value: string) => `{${value}}`;
