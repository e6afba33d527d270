import type { Routine, RoutineParameter } from './objects.ts';
import type { Schema } from './schema.ts';

/** The types that tell routines of one name apart: those of what goes in, without lengths, as PostgreSQL spells them. */
export function inputTypes({ parameters }: Pick<Routine, 'parameters'>): readonly string[] {
  return parameters.filter(({ direction }) => direction !== 'out').map(({ type }) => type);
}

/** `slug(text, integer)`, as a person names a routine. */
export function signature(routine: Pick<Routine, 'name' | 'parameters'>): string {
  return `${routine.name}(${inputTypes(routine).join(', ')})`;
}

/** All routines of that name. */
export function routinesNamed(schema: Schema, name: string): readonly Routine[] {
  return (schema.routines ?? []).filter(routine => routine.name === name);
}

/** The routine of that name whose input types mean the same. */
export function findRoutine(
  schema: Schema,
  name: string,
  types: readonly RoutineParameter['type'][],
): Routine | undefined {
  return routinesNamed(schema, name).find(routine => isSameTypes(inputTypes(routine), types));
}

/** Whether two lists of SQL types mean the same parameters. */
function isSameTypes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((type, at) => isSameParameter(type, other[at]));
}

/** Whether two SQL types of a parameter mean the same. */
function isSameParameter(one: string, other: string | undefined): boolean {
  return other !== undefined && plainType(one) === plainType(other);
}

/** Whether `create or replace` can put one routine in the other's place (manual, CREATE FUNCTION, "Notes"). */
export function canReplace(from: Routine, to: Routine): boolean {
  return (
    from.type === to.type &&
    plainType(from.returns ?? 'void') === plainType(to.returns ?? 'void') &&
    from.parameters.length === to.parameters.length &&
    from.parameters.every((parameter, at) => isSamePlace(parameter, to.parameters[at]))
  );
}

// A parameter's name may be given, not changed; a default may be added, not taken away.
function isSamePlace(from: RoutineParameter, to: RoutineParameter | undefined): boolean {
  return (
    to !== undefined &&
    isSameParameter(from.type, to.type) &&
    from.direction === to.direction &&
    (from.name === '' || from.name === to.name) &&
    (from.default === undefined || to.default !== undefined)
  );
}

// A routine's parameters have no length (manual, CREATE FUNCTION: "parenthesized type modifiers are discarded").
function plainType(type: string): string {
  const text = type
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=\[)/g, '')
    .replace(/^pg_catalog\./, '')
    .trim();
  const [, element = text, array = ''] = /^(.*?)((?:\[\d*\])*)$/.exec(text) ?? [];
  return `${aliases[element] ?? element}${array === '' ? '' : '[]'}`;
}

// https://www.postgresql.org/docs/current/datatype.html, table 8.1
const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
  decimal: 'numeric',
  float: 'double precision',
  float4: 'real',
  float8: 'double precision',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  varbit: 'bit varying',
};
