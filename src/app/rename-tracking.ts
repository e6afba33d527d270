import type { Touched } from '../operation/footprint.ts';
import type { Operation } from '../operation/operation.ts';

/** What things were called where the branches parted: present name → name then, for tables and `table.column`. */
export interface Names {
  readonly tables: ReadonlyMap<string, string>;
  /** By present table and column. */
  readonly columns: ReadonlyMap<string, string>;
}

export const noRenames: Names = { tables: new Map(), columns: new Map() };

/** The names after an operation. */
export function followRename(names: Names, operation: Operation): Names {
  if (operation.kind === 'renameTable') {
    const then = names.tables.get(operation.from) ?? operation.from;
    const columns = [...names.columns].map(([key, column]): [string, string] => {
      const [table = '', name = ''] = split(key);
      return [table === operation.from ? columnKey(operation.to, name) : key, column];
    });
    return {
      tables: new Map([...names.tables, [operation.to, then]]),
      columns: new Map(columns),
    };
  }
  if (operation.kind === 'renameColumn') {
    const { table, from, to } = operation;
    const then = names.columns.get(columnKey(table, from)) ?? from;
    return { ...names, columns: new Map([...names.columns, [columnKey(table, to), then]]) };
  }
  return names;
}

/** The same thing by the name that it had where the branches parted. */
export function originalOf(names: Names, touched: Touched): Touched {
  const table = names.tables.get(touched.table) ?? touched.table;
  if (touched.sort !== 'column') return { ...touched, table };
  const name = names.columns.get(columnKey(touched.table, touched.name)) ?? touched.name;
  return { ...touched, table, name };
}

function columnKey(table: string, column: string): string {
  return JSON.stringify([table, column]);
}

function split(key: string): readonly string[] {
  const parts: unknown = JSON.parse(key);
  return Array.isArray(parts) ? parts.map(String) : [];
}
