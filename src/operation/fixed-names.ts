import { relationNames } from '../schema/key.ts';
import { findTable, type Schema, type Table } from '../schema/schema.ts';
import type { RenameConstraint } from './operation.ts';

/**
 * Renames the constraints that stay or go with something else – the check that an enum type implies, the primary key – to
 * what the entities call them. They cannot be dropped to make room, so one whose name something else takes steps aside to a
 * name of its own first; where its column or type goes later, it goes with that.
 */
export function fixedNames(base: Schema, desired: Schema): readonly RenameConstraint[] {
  const found = base.tables.flatMap(table => {
    const wanted = findTable(desired, table.name);
    return wanted === undefined
      ? []
      : [...checkMoves(table, wanted), ...keyMoves(table, base, desired)];
  });
  return [
    ...found.flatMap(({ aside }) => aside ?? []),
    ...found.flatMap(({ final }) => final ?? []),
  ];
}

interface Move {
  readonly aside?: RenameConstraint;
  readonly final?: RenameConstraint;
}

function checkMoves(table: Table, desired: Table): readonly Move[] {
  const taken = constraintNames(desired);
  return table.checks.flatMap(({ name, enumOf }) => {
    if (enumOf === undefined) return [];
    const to = desired.checks.find(each => each.enumOf === enumOf)?.name;
    const free = (): string => freeName(name, new Set([...constraintNames(table), ...taken]));
    return [move({ table: table.name, from: name, to }, taken.has(name) ? free() : name)];
  });
}

function keyMoves(table: Table, base: Schema, desired: Schema): readonly Move[] {
  const from = table.primaryKey?.name;
  const to = findTable(desired, table.name)?.primaryKey?.name;
  if (from === undefined) return [];
  const taken = new Set(desired.tables.flatMap(relationNames));
  const free = (): string =>
    freeName(from, new Set([...base.tables.flatMap(relationNames), ...taken]));
  return [move({ table: table.name, from, to }, taken.has(from) ? free() : from)];
}

interface Wish {
  readonly table: string;
  readonly from: string;
  readonly to: string | undefined;
}

function move({ table, from, to }: Wish, between: string): Move {
  if (from === to) return {};
  const rename = (old: string, fresh: string): RenameConstraint => ({
    kind: 'renameConstraint',
    table,
    from: old,
    to: fresh,
  });
  return {
    ...(between !== from && { aside: rename(from, between) }),
    ...(to !== undefined && { final: rename(between, to) }),
  };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = `${name}_old`;
  while (taken.has(free)) free = `${free}_old`;
  return free;
}

function constraintNames({ primaryKey, uniques, foreignKeys, checks }: Table): ReadonlySet<string> {
  const constraints = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks];
  return new Set(constraints.map(each => each.name));
}
