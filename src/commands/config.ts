import { fileURLToPath } from 'node:url';
import schema from './config-schema.json' with { type: 'json' };
import { defineCommand } from './define-command.ts';
import { SETTINGS } from './settings.ts';

export const config = defineCommand({
  name: 'config',
  summary: 'Print where the settings are, and those in force',
  params: { schema: { kind: 'flag', summary: 'Print the JSON schema of the settings' } },
  selection: 'none',
  json: true,
  withoutLibrary: true,
  run(context, args) {
    if (args.schema) return { view: { kind: 'text', text: `${JSON.stringify(schema, null, 2)}\n` }, data: schema };
    const { file, isThere, settings } = context.config();
    const schemaFile = fileURLToPath(new URL('./config-schema.json', import.meta.url));
    const width = Math.max(...SETTINGS.map(({ name }) => name.length));
    const rows = SETTINGS.map(({ name }) => `${name.padEnd(width)}  ${JSON.stringify(settings[name])}`);
    const text = [
      `${file}${isThere ? '' : ' (not there: all is as it comes)'}`,
      '',
      ...rows,
      '',
      `schema: ${schemaFile}`,
    ];
    return {
      view: { kind: 'text', text: `${text.join('\n')}\n` },
      data: { file, isThere, settings, schema: schemaFile },
    };
  },
});
