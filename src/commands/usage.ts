import type { AnyCommand, Param } from './define-command.ts';

/** How a command is written: "codebook rename TAG NEW", "edit FIELD=VALUE … QUERY". What may be left out stands in brackets. */
export function usageOf(command: AnyCommand): string {
  const params = Object.entries(command.params) as [string, Param][];
  const words = params.flatMap(([name, param]) => {
    const label = (param.placeholder ?? name.toUpperCase()) + (param.kind === 'list' ? ' …' : '');
    if (param.positional) return param.required ? label : `[${label}]`;
    return param.required ? `--${name} ${label}` : [];
  });
  const query = command.selection === 'none' ? [] : [command.selection === 'optional' ? '[QUERY]' : 'QUERY'];
  return [command.name, ...words, ...query].join(' ');
}
