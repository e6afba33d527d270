import { fromChanges } from '../../src/operation/from-change.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { tableObjects, withoutObjects } from '../../src/operation/table-objects.ts';
import { compareSchemas } from '../../src/schema/compare.ts';
import type { Schema, Table } from '../../src/schema/schema.ts';
import { differences } from './same.ts';

const nothing: Schema = { tables: [] };
const only = 'postgresql';

/** The operations that make a schema of nothing. */
export function madeFromNothing(schema: Schema): readonly Operation[] {
  const { tables, views = [], enums = [], sequences = [], schemas = [] } = schema;
  const before: Schema = { tables: [], enums, schemas };
  const wanted: Schema = { tables: tables.map(plainTable), enums, schemas };
  const { changes } = compareSchemas(before, wanted, {});
  return [
    ...schemas.map((name): Operation => ({ kind: 'createSchema', name, only })),
    ...enums.map((each): Operation => ({ kind: 'createEnum', enum: each })),
    ...sequences.map((sequence): Operation => ({ kind: 'createSequence', sequence, only })),
    ...fromChanges(changes, {}, before, wanted).up,
    ...tables.flatMap(besides),
    ...views.map((view): Operation => ({ kind: 'createView', view })),
  ];
}

/** What is made by operations of its own. */
function besides(table: Table): readonly Operation[] {
  const exclusions = (table.exclusions ?? []).map((exclusion): Operation => ({
    kind: 'addExclusion',
    table: table.name,
    exclusion,
    only,
  }));
  return [...exclusions, ...tableObjects(table)];
}

function plainTable(table: Table): Table {
  const { exclusions: _, ...rest } = withoutObjects(table);
  return rest;
}

/** How two schemas differ, but for the order of what has a name. */
export function sameModel(found: Schema, expected: Schema): string | undefined {
  const { changes, questions } = compareSchemas(
    { ...nothing, ...found, views: [] },
    { ...nothing, ...expected, views: [] },
    {},
  );
  if (changes.length + questions.length > 0) return JSON.stringify([...changes, ...questions]);
  return differences(objectsOf(found), objectsOf(expected));
}

function objectsOf(schema: Schema): unknown {
  return Object.fromEntries(
    Object.entries({ ...schema, tables: schema.tables.flatMap(besides) })
      .filter(([, list]) => list !== undefined && list.length > 0)
      .map(([key, list]) => [key, sortedByName(list ?? [])]),
  );
}

function sortedByName(list: readonly unknown[]): readonly unknown[] {
  return list
    .map(each => [JSON.stringify(each), each] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, each]) => each);
}
