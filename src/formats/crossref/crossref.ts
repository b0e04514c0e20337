import type { Format } from '../format.ts';
import { isJson, jsonOutline } from '../json/outline.ts';

/** Members that works of Crossref have and CSL-JSON has not. */
const TELLING = [
  'reference-count',
  'references-count',
  'is-referenced-by-count',
  'content-domain',
  'indexed',
  'deposited',
];

/** Works as the REST API of Crossref gives them (api.crossref.org): an answer, its list of items, or one work. Read only. */
export const crossrefFormat: Format = {
  name: 'crossref',
  label: 'Crossref JSON',
  extensions: [],
  detect: (head) => {
    if (!isJson(head)) return false;
    const outline = jsonOutline(head);
    return ['', 'items.', 'message.', 'message.items.'].some(
      (place) =>
        outline.has(`${place}DOI`) &&
        (outline.get(`${place}title`) === '[' || TELLING.some((name) => outline.has(place + name))),
    );
  },
  read: async (text, context) => (await import('./read.ts')).readCrossref(text, context),
};
