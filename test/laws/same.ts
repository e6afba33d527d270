import type { Operation } from '../../src/operation/operation.ts';
import { tableObjects, withoutObjects } from '../../src/operation/table-objects.ts';
import { findTable, type Schema } from '../../src/schema/schema.ts';
import { copyOf, isNumbered, type Row, rowsOf, type World } from './world.ts';

/** The first places where two values differ, in words; undefined where they are alike. */
export function differences(found: unknown, expected: unknown): string | undefined {
  const list: string[] = [];
  walk('', found, expected, list);
  return list.length === 0 ? undefined : list.slice(0, 6).join('\n');
}

function walk(path: string, found: unknown, expected: unknown, list: string[]): void {
  if (isObject(found) && isObject(expected)) {
    for (const key of new Set([...Object.keys(found), ...Object.keys(expected)])) {
      walk(`${path}.${key}`, found[key], expected[key], list);
    }
    return;
  }
  if (found === expected) return;
  list.push(`${path} is ${short(found)}, expected ${short(expected)}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 300);
}

/** How two lists of operations differ, but for what an operation carries for its inverse alone. */
export function sameOperations(
  wanted: readonly Operation[],
  got: readonly Operation[],
): string | undefined {
  return differences(got.map(written), wanted.flatMap(asCalls).map(written));
}

/** A table's triggers and policies are calls of their own. */
function asCalls(operation: Operation): readonly Operation[] {
  if (operation.kind !== 'createTable') return [operation];
  const { table } = operation;
  return [{ ...operation, table: withoutObjects(table) }, ...tableObjects(table)];
}

const carried = new Set(['definition', 'previous']);

function written(operation: Operation): unknown {
  const own = Object.entries(operation).filter(
    ([key, value]) =>
      value !== undefined &&
      !carried.has(key) &&
      !(key === 'before' && operation.kind !== 'addEnumValue'),
  );
  return sorted(Object.fromEntries(own));
}

/** Constraints of a table are written in another order than they came in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => {
        const list = constraintLists.has(key) && Array.isArray(each) ? byName(each) : each;
        return [key, sorted(list)];
      }),
  );
}

const constraintLists = new Set(['indexes', 'uniques', 'foreignKeys', 'checks']);

function byName(list: readonly { readonly name?: string }[]): readonly unknown[] {
  return list.toSorted((one, other) => ((one.name ?? '') < (other.name ?? '') ? -1 : 1));
}

/**
 * The world with what the database chose by itself taken over, or in words how the rows differ. A number that the
 * database gives must not have been in use before.
 */
export function adopted(
  world: World,
  found: Record<string, Row[]>,
  schema: Schema,
): World | string {
  const next = copyOf(world);
  for (const { name } of schema.tables) {
    const left = [...(found[name] ?? [])];
    for (const row of rowsOf(next, name)) {
      const at = left.findIndex(each => fits(row, each));
      if (at === -1) return lost(name, row, left);
      const [real] = left.splice(at, 1);
      const reused = takenOver(next, schema, { name, row, real: real ?? {} });
      if (reused !== undefined) return reused;
    }
    if (left.length > 0) return `${name} has rows too many: ${JSON.stringify(left)}`;
  }
  return next;
}

function fits(row: Row, real: Row): boolean {
  const names = new Set([...Object.keys(row), ...Object.keys(real)]);
  return [...names].every(name =>
    name in row && row[name] === undefined ? real[name] != null : row[name] === real[name],
  );
}

function lost(table: string, row: Row, left: readonly Row[]): string {
  return `${table} has lost ${JSON.stringify(row)}; there are ${JSON.stringify(left)}`;
}

function takenOver(
  world: World,
  schema: Schema,
  { name, row, real }: { readonly name: string; readonly row: Row; readonly real: Row },
): string | undefined {
  const numbered = findTable(schema, name)?.columns.find(isNumbered);
  if (numbered !== undefined) {
    const isNew = row[numbered.name] === undefined;
    const value = Number(String(real[numbered.name]).replace('integer:', ''));
    const used = world.used[name] ?? 0;
    if (isNew && value <= used) return `${name} gives the number ${value} again; ${used} was used`;
    world.used[name] = Math.max(used, value);
  }
  Object.assign(row, real);
  return undefined;
}
