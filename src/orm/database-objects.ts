import type { DatabaseSchema } from '@mikro-orm/sql';

import type { EnumType, Routine, RoutineParameter } from '../schema/objects.ts';
import type { Schema, View } from '../schema/schema.ts';
import { toIndex } from './table-constraints.ts';
import { tableName } from './table-name.ts';

type Objects = Pick<Schema, 'views' | 'enums' | 'routines'>;

/** What entities and the config want beside tables: views, native enums, functions and procedures. Each by name. */
export function databaseObjects(target: DatabaseSchema, defaultSchema: string): Objects {
  return {
    views: byName(target.getViews().map(view => toView(view, defaultSchema))),
    enums: byName(Object.values(target.getNativeEnums()).map(each => toEnum(each, defaultSchema))),
    routines: byName(target.getRoutines().map(routine => toRoutine(routine, defaultSchema))),
  };
}

type MikroView = ReturnType<DatabaseSchema['getViews']>[number];

function toView(view: MikroView, defaultSchema: string): View {
  const { name, schema, definition, materialized, withData, indexes = [] } = view;
  return {
    name: tableName(schema, name, defaultSchema),
    select: definition.trim().replace(/;$/, ''),
    ...(materialized === true ? { materialized } : {}),
    ...(materialized === true && withData === false ? { withData } : {}),
    ...(indexes.length === 0 ? {} : { indexes: indexes.map(toIndex) }),
  };
}

type MikroEnum = ReturnType<DatabaseSchema['getNativeEnums']>[string];

function toEnum({ name, schema, items }: MikroEnum, defaultSchema: string): EnumType {
  return { name: tableName(schema, name, defaultSchema), values: items };
}

type MikroRoutine = ReturnType<DatabaseSchema['getRoutines']>[number];

function toRoutine(routine: MikroRoutine, defaultSchema: string): Routine {
  const { name, schema, type, language, body, expression, security, comment, returns } = routine;
  return {
    name: tableName(schema, name, defaultSchema),
    type,
    parameters: routine.params.map(toParameter),
    ...(returns === undefined ? {} : { returns: returns.type }),
    // As MikroORM: block syntax needs plpgsql, a function without it is sql.
    language: (language ?? (type === 'procedure' ? 'plpgsql' : 'sql')).toLowerCase(),
    body: expression ?? body ?? '',
    ...(security === undefined ? {} : { security }),
    ...volatilityOf(routine),
    ...(comment === undefined ? {} : { comment }),
    ...(expression === undefined ? {} : { whole: true }),
  };
}

function volatilityOf({ type, deterministic }: MikroRoutine): Pick<Routine, 'volatility'> {
  if (type === 'procedure' || deterministic === undefined) return {};
  return { volatility: deterministic ? 'immutable' : 'volatile' };
}

function toParameter({
  name,
  type,
  direction,
  defaultRaw,
}: MikroRoutine['params'][number]): RoutineParameter {
  return {
    name,
    type,
    ...(direction === 'in' ? {} : { direction }),
    ...(defaultRaw === undefined ? {} : { default: defaultRaw }),
  };
}

function byName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
