import type { OwnedName } from '../orm/owned-names.ts';
import { readCache, writeCache } from '../project/cache.ts';
import type { Project } from '../project/project.ts';
import { bareName } from '../schema/names.ts';
import { columnQuestionId, tableQuestionId } from '../schema/question-id.ts';
import type { Hint, Hints } from '../schema/question.ts';
import { findColumn, findTable, type Schema } from '../schema/schema.ts';

/**
 * What the entities say about names that are new: a property that stayed while its column's name changed speaks strongly for a
 * rename. Known from names that were seen before on this machine, and from what the naming strategy would say without a
 * `fieldName` or `tableName`. Evidence alone: without it the same is asked.
 */
export function formerNames(
  project: Project,
  names: readonly OwnedName[],
  recorded: Schema,
): Hints {
  const seen = readSeen(project);
  const hints = new Map<string, readonly Hint[]>();
  for (const name of names.filter(each => !isIn(recorded, each))) {
    hints.set(questionIdOf(name), [...fromBefore(name, seen), ...withoutOwnName(name)]);
  }
  return Object.fromEntries(hints);
}

/** Remembers under which names the entities' properties are kept, as far as the schema that the revisions produce has them. */
export function rememberNames(
  project: Project,
  names: readonly OwnedName[],
  recorded: Schema,
): void {
  const known = names.filter(name => isIn(recorded, name));
  const seen = readSeen(project);
  const now = known.filter(name => seen[name.owner] !== inDatabase(name));
  if (now.length === 0) return;
  const all = { ...seen, ...Object.fromEntries(now.map(each => [each.owner, inDatabase(each)])) };
  const others = Object.entries(readAll(project)).filter(([root]) => root !== project.root);
  const kept = others.slice(1 - atMost);
  writeCache(project, cacheName, Object.fromEntries([...kept, [project.root, all]]));
}

const cacheName = 'names';
/** Several projects may share one `node_modules`: so many of them are remembered. */
const atMost = 20;

type Names = Readonly<Record<string, unknown>>;

function readSeen(project: Project): Readonly<Record<string, string>> {
  const seen = readAll(project)[project.root];
  const names = isRecord(seen) ? Object.entries(seen) : [];
  return Object.fromEntries(
    names.flatMap(([owner, name]) => (typeof name === 'string' ? [[owner, name]] : [])),
  );
}

function readAll(project: Project): Names {
  const all = readCache(project, cacheName);
  return isRecord(all) ? all : {};
}

function isRecord(value: unknown): value is Names {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function fromBefore(name: OwnedName, seen: Readonly<Record<string, string>>): readonly Hint[] {
  const { owner } = name;
  const was = Object.hasOwn(seen, owner) ? seen[owner] : undefined;
  if (was === undefined || was === inDatabase(name)) return [];
  const reason =
    name.column === undefined
      ? `entity ${owner} was kept in table ${was}`
      : `property ${owner} was kept in column ${was}`;
  return [{ from: was, reason }];
}

function withoutOwnName({ owner, column, unnamed, table }: OwnedName): readonly Hint[] {
  if (unnamed === undefined) return [];
  if (column !== undefined) {
    return [
      { from: unnamed, reason: `without its fieldName, property ${owner} has column ${unnamed}` },
    ];
  }
  const qualifier = table.slice(0, table.length - bareName(table).length);
  const from = qualifier + unnamed;
  return [{ from, reason: `without its tableName, entity ${owner} has table ${from}` }];
}

function isIn(schema: Schema, { table, column }: OwnedName): boolean {
  const found = findTable(schema, table);
  if (found === undefined) return false;
  return column === undefined || findColumn(found, column) !== undefined;
}

function inDatabase({ table, column }: OwnedName): string {
  return column ?? table;
}

function questionIdOf({ table, column }: OwnedName): string {
  return column === undefined
    ? tableQuestionId('rename', table)
    : columnQuestionId('rename', table, column);
}
