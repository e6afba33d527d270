import { type Check, findTable, type Schema, type Table } from '../schema/schema.ts';
import type { RenameConstraint } from './operation.ts';

/**
 * Renames the checks that enum types imply to what the entities call them. Such a check cannot be dropped to make room, so
 * one whose name something else takes steps aside to a name of its own first; where its type goes later, it goes with that.
 */
export function enumNames(base: Schema, desired: Schema): readonly RenameConstraint[] {
  const found = base.tables.flatMap(table => movesOf(table, findTable(desired, table.name)));
  return [
    ...found.flatMap(({ aside }) => aside ?? []),
    ...found.flatMap(({ final }) => final ?? []),
  ];
}

interface Move {
  readonly aside?: RenameConstraint;
  readonly final?: RenameConstraint;
}

function movesOf(table: Table, desired: Table | undefined): readonly Move[] {
  if (desired === undefined) return [];
  return table.checks
    .filter(check => check.enumOf !== undefined)
    .map(check => moveOf(check, table, desired));
}

function moveOf(check: Check, table: Table, desired: Table): Move {
  const own = desired.checks.find(each => each.enumOf === check.enumOf);
  if (own?.name === check.name) return {};
  const aside = names(desired).has(check.name) ? freeName(check.name, table, desired) : check.name;
  const rename = (from: string, to: string): RenameConstraint => ({
    kind: 'renameConstraint',
    table: table.name,
    from,
    to,
  });
  return {
    ...(aside !== check.name && { aside: rename(check.name, aside) }),
    ...(own && { final: rename(aside, own.name) }),
  };
}

function freeName(name: string, table: Table, desired: Table): string {
  const taken = new Set([...names(table), ...names(desired)]);
  let free = `${name}_old`;
  while (taken.has(free)) free = `${free}_old`;
  return free;
}

function names({ primaryKey, uniques, foreignKeys, checks }: Table): ReadonlySet<string> {
  const constraints = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks];
  return new Set(constraints.map(each => each.name));
}
