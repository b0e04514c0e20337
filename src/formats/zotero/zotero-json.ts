import type { Format } from '../format.ts';
import { isJson, jsonOutline } from '../json/outline.ts';

/** Where an item has its type: in a list, under "items" (Better BibTeX), under "data" (Zotero's web API). */
const PLACES = ['itemType', 'items.itemType', 'data.itemType', 'items.data.itemType'];

/** Zotero's own items as JSON: Better BibTeX's "BetterBibTeX JSON", and what the web API of Zotero gives. Read only. */
export const zoteroJsonFormat: Format = {
  name: 'zotero-json',
  label: 'Zotero and Better BibTeX JSON',
  extensions: [],
  detect: (head) => {
    if (!isJson(head)) return false;
    const outline = jsonOutline(head);
    return PLACES.some((place) => outline.has(place)) || (outline.has('config.label') && outline.has('items'));
  },
  read: async (text, context) => (await import('./read.ts')).readZoteroJson(text, context),
};
