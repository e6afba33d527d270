import { bareName } from '../schema/names.ts';
import { nearest } from '../schema/nearest.ts';
import type { Sequence } from '../schema/objects.ts';
import type { Column, Schema } from '../schema/schema.ts';
import { badOperation } from './bad-operation.ts';
import type { CreateSequence, DropSequence } from './object-operation.ts';
import { refuseTakenTable } from './taken-names.ts';

/** Adds a sequence at the end; it shares the names of tables and indexes. */
export function createSequence({ sequence }: CreateSequence, schema: Schema): Schema {
  const { name } = sequence;
  const all = sequencesOf(schema);
  if (all.some(each => each.name === name)) throw taken(name);
  refuseTakenTable(schema, name);
  return { ...schema, sequences: [...all, sequence] };
}

/** Takes a sequence away; refused while a default takes numbers from it, unless those go with it. */
export function dropSequence({ name, cascade }: DropSequence, schema: Schema): Schema {
  sequenceOf(schema, name);
  const left = sequencesOf(schema).filter(each => each.name !== name);
  const { sequences: _all, ...rest } = schema;
  const without = left.length === 0 ? rest : { ...rest, sequences: left };
  const user = userOf(schema, name);
  if (user === undefined) return without;
  if (cascade !== true) throw stillUsed(name, user);
  return {
    ...without,
    tables: schema.tables.map(table => ({
      ...table,
      columns: table.columns.map(column =>
        takesFrom(column, name) ? withoutDefault(column) : column,
      ),
    })),
  };
}

/** The sequence of that name; without one the operation is refused. */
export function sequenceOf(schema: Schema, name: string): Sequence {
  const found = sequencesOf(schema).find(each => each.name === name);
  if (found !== undefined) return found;
  throw unknown(name, sequencesOf(schema));
}

function sequencesOf(schema: Schema): readonly Sequence[] {
  return schema.sequences ?? [];
}

function userOf(schema: Schema, name: string): string | undefined {
  for (const table of schema.tables) {
    const column = table.columns.find(each => takesFrom(each, name));
    if (column !== undefined) return `${table.name}.${column.name}`;
  }
  return undefined;
}

/** Whether the default is `nextval('name')`, with the name bare or quoted. */
export function takesFrom({ default: value }: Column, name: string): boolean {
  if (value?.kind !== 'sql') return false;
  const [, text = ''] = /\bnextval\s*\(\s*'((?:[^']|'')*)'/i.exec(value.sql) ?? [];
  const used = text.replaceAll('"', '');
  return used === name || (used !== '' && bareName(used) === name) || used === bareName(name);
}

function withoutDefault({ default: _default, ...rest }: Column): Column {
  return rest;
}

function unknown(name: string, all: readonly Sequence[]): Error {
  const names = all.map(each => each.name);
  const near = nearest(name, names);
  return badOperation(
    `there is no sequence ${name} at this point`,
    near === undefined
      ? 'the sequence behind a numbered column goes with op.setIdentity(…, null)'
      : `did you mean ${near}?`,
  );
}

function taken(name: string): Error {
  return badOperation(
    `there is already a sequence ${name}`,
    'drop it first, or choose another name',
  );
}

function stillUsed(name: string, user: string): Error {
  const [table = '', column = ''] = user.split(/\.(?=[^.]*$)/);
  return badOperation(
    `sequence ${name} cannot be dropped: ${user} takes its numbers from it`,
    `first op.alterColumn('${table}', '${column}', { default: null }), or { cascade: true }`,
  );
}
