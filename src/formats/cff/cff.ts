import type { Format } from '../format.ts';

/** CITATION.cff, the Citation File Format 1.2: a work, how it wants to be cited, and what it refers to. Read only. */
export const cffFormat: Format = {
  name: 'cff',
  label: 'CITATION.cff',
  extensions: ['.cff'],
  detect: (head) => /^cff-version\s*:/m.test(head) && !/^\s*[<{[@]/.test(head.slice(0, 200)),
  // Loaded when a file is read, so that the program starts without it.
  read: async (text, context) => (await import('./read.ts')).readCff(text, context),
};
