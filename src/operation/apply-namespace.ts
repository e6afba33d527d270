import { qualifierOf } from '../schema/names.ts';
import { nearest } from '../schema/nearest.ts';
import type { Schema } from '../schema/schema.ts';
import { badOperation } from './bad-operation.ts';
import type {
  CreateExtension,
  CreateSchema,
  DropExtension,
  DropSchema,
} from './object-operation.ts';

/** Adds a schema at the end. */
export function createSchema({ name }: CreateSchema, schema: Schema): Schema {
  const all = schema.schemas ?? [];
  if (all.includes(name)) throw taken('schema', name);
  return { ...schema, schemas: [...all, name] };
}

/** Takes a schema away; refused while something that revisions made is in it: that goes by operations of its own. */
export function dropSchema({ name }: DropSchema, schema: Schema): Schema {
  const { schemas = [], ...rest } = schema;
  if (!schemas.includes(name)) throw unknown('schema', name, schemas);
  const inside = contents(schema).find(each => qualifierOf(each.name) === name);
  if (inside !== undefined) throw stillHolds(name, inside);
  const left = schemas.filter(each => each !== name);
  return left.length === 0 ? rest : { ...rest, schemas: left };
}

/** Adds an extension at the end. */
export function createExtension({ extension }: CreateExtension, schema: Schema): Schema {
  const all = schema.extensions ?? [];
  if (all.some(each => each.name === extension.name)) throw taken('extension', extension.name);
  return { ...schema, extensions: [...all, extension] };
}

/** Takes an extension away. What of its types is in use is for PostgreSQL to say. */
export function dropExtension({ name }: DropExtension, schema: Schema): Schema {
  const { extensions = [], ...rest } = schema;
  const left = extensions.filter(each => each.name !== name);
  if (left.length === extensions.length) {
    throw unknown(
      'extension',
      name,
      extensions.map(each => each.name),
    );
  }
  return left.length === 0 ? rest : { ...rest, extensions: left };
}

interface Inside {
  readonly sort: string;
  readonly name: string;
}

function contents(schema: Schema): readonly Inside[] {
  const { tables, views = [], enums = [], sequences = [], routines = [], extensions = [] } = schema;
  return [
    ...named('table', tables),
    ...named('view', views),
    ...named('enum', enums),
    ...named('sequence', sequences),
    ...named('routine', routines),
    ...extensions.map(({ name, schema: within = '' }) => ({
      sort: 'extension',
      name: `${within}.${name}`,
    })),
  ];
}

function named(sort: string, list: readonly { readonly name: string }[]): readonly Inside[] {
  return list.map(({ name }) => ({ sort, name }));
}

function stillHolds(name: string, inside: Inside): Error {
  return badOperation(
    `schema ${name} cannot be dropped: ${inside.sort} ${inside.name} is in it`,
    `drop it first, or move it to another schema`,
  );
}

function taken(sort: string, name: string): Error {
  return badOperation(
    `there is already ${sort === 'schema' ? 'a' : 'an'} ${sort} ${name}`,
    'leave it out',
  );
}

function unknown(sort: 'schema' | 'extension', name: string, known: readonly string[]): Error {
  const near = nearest(name, known);
  return badOperation(
    `there is no ${sort} ${name} at this point`,
    near === undefined
      ? `one that no revision made goes by op.sql({ postgresql: 'drop ${sort} …', sqlite: '' })`
      : `did you mean ${near}?`,
  );
}
