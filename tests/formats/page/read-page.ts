import { readFileSync } from 'node:fs';
import type { ReadResult } from '../../../src/formats/format.ts';
import { pageFormat } from '../../../src/formats/page/page.ts';

export const readPage = (text: string): Promise<ReadResult> => pageFormat.read!(text, { source: 'page.txt' });

export const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/page/${name}`, import.meta.url), 'utf8');
