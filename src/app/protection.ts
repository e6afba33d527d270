import type { Database } from '../runner/ports.ts';

/**
 * Whether every change to the database wants its name: `MIGSH_PROTECTED=1`, or one of the patterns in `migsh.protected`
 * over `host/database` (SQLite: the file as it is shown), with `*` for anything.
 */
export function isProtected(
  database: Pick<Database, 'label' | 'name' | 'dialect'>,
  patterns: readonly string[],
): boolean {
  const forced = process.env['MIGSH_PROTECTED'] ?? '';
  if (forced !== '' && forced !== '0') return true;
  const place = placeOf(database);
  return patterns.some(pattern => matches(pattern, place));
}

function placeOf({ label, name, dialect }: Pick<Database, 'label' | 'name' | 'dialect'>): string {
  if (dialect === 'sqlite') return label;
  const host = label.slice(name.length + 1).replace(/:\d+$/, '');
  return `${host}/${name}`;
}

function matches(pattern: string, place: string): boolean {
  const source = pattern
    .split('*')
    .map(part => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(place);
}
