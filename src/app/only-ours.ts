import { leaveOut } from '../orm/left-out.ts';
import { signatureOf } from '../schema/ask-object.ts';
import type { Schema, Table } from '../schema/schema.ts';
import type { AppContext } from './context.ts';
import type { Sides } from './sides.ts';

/**
 * Takes out of a database's schema what no comparison of these sides may see: what belongs to another application, what a
 * setting or an answer leaves out, and what somebody made by SQL or code and no entity names.
 */
export async function onlyOurs(
  context: AppContext,
  sides: Sides,
  kept: readonly string[],
): Promise<(schema: Schema) => Schema> {
  const { settings } = context.project;
  const ignore = [...(settings.ignore ?? []), ...kept];
  const left = leaveOut(await context.config(), { settings: { ...settings, ignore } });
  const known = new Set([...namesIn(sides.recorded), ...namesIn(sides.desired)]);
  const isOurs = (name: string): boolean => known.has(name);
  const wanted = new Set([...partsIn(sides.recorded), ...partsIn(sides.desired)]);
  const byHand = new Set(partsIn(sides.whole).filter(name => !wanted.has(name)));
  return schema => {
    const { views = [], enums = [], routines = [] } = schema;
    return left({
      ...schema,
      tables: schema.tables.filter(({ name }) => isOurs(name)).map(table => without(table, byHand)),
      views: views.filter(({ name }) => isOurs(name)),
      enums: enums.filter(({ name }) => isOurs(name)),
      routines: routines.filter(routine => isOurs(signatureOf(routine))),
    });
  };
}

function namesIn({ tables, views = [], enums = [], routines = [] }: Schema): readonly string[] {
  const named = [...tables, ...views, ...enums].map(({ name }) => name);
  return [...named, ...routines.map(signatureOf)];
}

function partsIn({ tables }: Schema): readonly string[] {
  return tables
    .flatMap(table => [...table.indexes, ...table.uniques, ...table.foreignKeys, ...table.checks])
    .map(({ name }) => name);
}

function without(table: Table, names: ReadonlySet<string>): Table {
  const isIn = ({ name }: { readonly name: string }): boolean => !names.has(name);
  return {
    ...table,
    indexes: table.indexes.filter(isIn),
    uniques: table.uniques.filter(isIn),
    foreignKeys: table.foreignKeys.filter(isIn),
    checks: table.checks.filter(isIn),
  };
}
