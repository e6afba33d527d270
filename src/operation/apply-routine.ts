import { nearest } from '../schema/nearest.ts';
import type { Routine } from '../schema/objects.ts';
import { findRoutine, inputTypes, routinesNamed, signature } from '../schema/routine.ts';
import type { Schema } from '../schema/schema.ts';
import { badOperation } from './bad-operation.ts';
import type { CreateFunction, DropFunction } from './object-operation.ts';

/** Adds a routine at the end, or puts it in the place of the one that it replaces. */
export function createFunction(operation: CreateFunction, schema: Schema): Schema {
  const { routine } = operation;
  const all = schema.routines ?? [];
  const replaced = replacedBy(operation, schema);
  if (replaced !== undefined) {
    return { ...schema, routines: all.map(each => (each === replaced ? routine : each)) };
  }
  const same = findRoutine(schema, routine.name, inputTypes(routine));
  if (same !== undefined) throw taken(same);
  return { ...schema, routines: [...all, routine] };
}

/** Takes a routine away. What calls it is for the database to know: it refuses to leave that behind. */
export function dropFunction(operation: DropFunction, schema: Schema): Schema {
  const gone = routineOf(operation, schema);
  const left = (schema.routines ?? []).filter(each => each !== gone);
  const { routines: _all, ...rest } = schema;
  return left.length === 0 ? rest : { ...rest, routines: left };
}

/**
 * The routine whose place a new one takes: the one of the same parameters, or else the only one of that name.
 * @throws MigshError `bad-operation` where several have the name and none the parameters
 */
export function replacedBy(
  { routine, replace }: CreateFunction,
  schema: Schema,
): Routine | undefined {
  if (replace !== true) return undefined;
  const same = findRoutine(schema, routine.name, inputTypes(routine));
  if (same !== undefined) return same;
  const [only, ...others] = routinesNamed(schema, routine.name);
  if (others.length > 0) throw unclear(schema, routine.name, 'op.createFunction without replace');
  return only;
}

/** The routine that is meant; without one, or with several, the operation is refused. */
export function routineOf({ name, parameters }: DropFunction, schema: Schema): Routine {
  const named = routinesNamed(schema, name);
  if (parameters !== undefined) {
    const found = findRoutine(schema, name, parameters);
    if (found !== undefined) return found;
    throw unknown(schema, `${name}(${parameters.join(', ')})`, name);
  }
  const [only, ...others] = named;
  if (only === undefined) throw unknown(schema, name, name);
  if (others.length > 0) throw unclear(schema, name, `op.dropFunction('${name}', […])`);
  return only;
}

function taken(routine: Routine): Error {
  return badOperation(
    `there is already a ${routine.type} ${signature(routine)}`,
    'write { replace: true }, or drop it first',
  );
}

function unclear(schema: Schema, name: string, call: string): Error {
  const all = routinesNamed(schema, name).map(signature).join(', ');
  return badOperation(`several functions have the name ${name}`, `${call} says which: ${all}`);
}

function unknown(schema: Schema, wanted: string, name: string): Error {
  const own = routinesNamed(schema, name).map(signature);
  const names = (schema.routines ?? []).map(routine => routine.name);
  const near = nearest(name, names);
  const listed = own.length > 0 ? `there is ${own.join(', ')}` : 'there are none of that name';
  return badOperation(
    `there is no function ${wanted} at this point`,
    own.length === 0 && near !== undefined ? `did you mean ${near}?` : listed,
  );
}
