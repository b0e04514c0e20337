import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configSchema } from '../../src/commands/config-schema.ts';

const FILE = new URL('../../src/commands/config-schema.json', import.meta.url);

test('the schema of the settings says what their check says (npm run docs mends it)', () => {
  const current = `${JSON.stringify(configSchema(), null, 2)}\n`;
  if (process.env.LECTERN_UPDATE === '1') writeFileSync(FILE, current);
  else expect(readFileSync(FILE, 'utf8')).toBe(current);
});
