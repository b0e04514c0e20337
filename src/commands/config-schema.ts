import { namesIn } from './check-config.ts';
import { SCOPES } from './define-command.ts';
import { KEY_PATTERN } from './key-names.ts';
import { SETTINGS, type Setting } from './settings.ts';

/** The JSON schema (draft 2020-12) of config.json, for editors; config-schema.json holds it. */
export function configSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Settings of Lectern',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(
        SETTINGS.map((setting) => [
          setting.name,
          { description: setting.summary, default: setting.default, ...shapeOf(setting) },
        ]),
      ),
    },
    $defs: {
      key: { type: 'string', pattern: KEY_PATTERN },
      keys: { anyOf: [{ $ref: '#/$defs/key' }, { type: 'array', items: { $ref: '#/$defs/key' } }] },
    },
  };
}

function shapeOf(setting: Setting): object {
  if (setting.kind === 'flag') return { type: 'boolean' };
  if (setting.kind === 'choice') return { enum: setting.choices };
  const scopes = SCOPES.map((scope) => [
    scope,
    {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(namesIn(scope).map((name) => [name, { $ref: '#/$defs/keys' }])),
    },
  ]);
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(scopes) };
}
