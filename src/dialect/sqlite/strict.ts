import { MigshError } from '../../error.ts';
import type { StoredTable } from './catalog.ts';

/** Refuses a type that a strict table cannot have (https://www.sqlite.org/stricttables.html, section 2). */
export function refuseStrictType({ name, text }: StoredTable, type: string): void {
  if (text.strict && !strictTypes.has(type.toLowerCase())) throw notStrict(name, type);
}

const strictTypes = new Set(['int', 'integer', 'real', 'text', 'blob', 'any']);

function notStrict(table: string, type: string): MigshError {
  return new MigshError(
    'unsupported',
    `table ${table} is strict and takes no column of type ${type}`,
    { hint: "name one of SQLite's own: native({ sqlite: 'text', postgresql: '…' })" },
  );
}
