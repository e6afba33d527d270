import { namePattern } from '../schema/name-pattern.ts';
import type { Schema, Table } from '../schema/schema.ts';
import type { LoadedConfig } from './config.ts';
import { foreign } from './foreign.ts';
import { withoutColumns } from './without-columns.ts';

/** The settings that say what is left out of comparisons. */
export interface LeaveOutProject {
  readonly settings: { readonly ignore?: readonly string[]; readonly table?: string };
}

type Pattern = string | RegExp;
type SchemaGenerator = NonNullable<LoadedConfig['options']['schemaGenerator']>;

/**
 * Takes out of a schema what no comparison may see: what MikroORM's own settings skip, what the project's `ignore` names,
 * and the tables of migsh and of MikroORM's migrator. Applied to every side of a comparison alike.
 */
export function leaveOut(
  config: LoadedConfig,
  project: LeaveOutProject,
): (schema: Schema) => Schema {
  const { migrations } = config.options;
  const schemaGenerator =
    foreign<Partial<SchemaGenerator> | undefined>(config.options.schemaGenerator) ?? {};
  const ignored = (project.settings.ignore ?? []).map(namePattern);
  const tables: readonly Pattern[] = [
    /^migsh_/,
    project.settings.table ?? 'migsh_revisions',
    migrations?.tableName ?? 'mikro_orm_migrations',
    ...(schemaGenerator.skipTables ?? []),
    ...ignored,
  ];
  const schemas = schemaGenerator.ignoreSchema ?? [];
  const isOut = ({ name }: Table): boolean =>
    tables.some(pattern => matches(name, pattern)) ||
    schemas.some(schema => name.startsWith(`${schema}.`));
  const isNamed = (name: string): boolean => ignored.some(pattern => pattern.test(name));
  const views = [/^migsh_/, ...(schemaGenerator.skipViews ?? [])];
  return schema => ({
    ...schema,
    ...withoutObjects(schema, {
      view: name => isNamed(name) || views.some(pattern => matches(name, pattern)),
      object: isNamed,
    }),
    tables: schema.tables
      .filter(table => !isOut(table))
      .flatMap(table => {
        const skipped = skippedColumns(table, schemaGenerator.skipColumns ?? {}, ignored);
        const left = withoutHung(withoutColumns(table, skipped), isNamed);
        const isEmpty = skipped.length > 0 && left.columns.length === 0;
        return isEmpty
          ? []
          : [
              schemaGenerator.createForeignKeyConstraints === false
                ? { ...left, foreignKeys: [] }
                : left,
            ];
      }),
  });
}

interface IsOut {
  readonly view: (name: string) => boolean;
  readonly object: (name: string) => boolean;
}

/** Schemas by their names; views, enums and routines by their own, with their schema. */
function withoutObjects(
  { views, enums, routines, schemas }: Schema,
  isOut: IsOut,
): Partial<Schema> {
  return {
    ...(schemas && { schemas: schemas.filter(name => !isOut.object(name)) }),
    ...(views && { views: views.filter(({ name }) => !isOut.view(name)) }),
    ...(enums && { enums: enums.filter(({ name }) => !isOut.object(name)) }),
    ...(routines && { routines: routines.filter(({ name }) => !isOut.object(name)) }),
  };
}

/** What hangs on a table is named like its columns; row-level security is `table.row_security`. */
function withoutHung(table: Table, isOut: (name: string) => boolean): Table {
  const { triggers, policies, rowSecurity, ...rest } = table;
  const isIn = ({ name }: { readonly name: string }): boolean => !isOut(`${table.name}.${name}`);
  return {
    ...rest,
    ...(triggers && { triggers: triggers.filter(isIn) }),
    ...(policies && { policies: policies.filter(isIn) }),
    ...(rowSecurity !== undefined && isIn({ name: 'row_security' }) && { rowSecurity }),
  };
}

function skippedColumns(
  table: Table,
  skip: Readonly<Record<string, readonly Pattern[]>>,
  ignored: readonly RegExp[],
): readonly string[] {
  const patterns = skip[table.name] ?? skip[bare(table.name)] ?? [];
  return table.columns
    .map(column => column.name)
    .filter(
      column =>
        patterns.some(pattern => matches(column, pattern)) ||
        ignored.some(pattern => pattern.test(`${table.name}.${column}`)),
    );
}

/** As MikroORM matches: a text without regard to case, against the bare and the whole name. */
function matches(name: string, pattern: Pattern): boolean {
  return [name, bare(name)].some(candidate =>
    typeof pattern === 'string'
      ? candidate.toLowerCase() === pattern.toLowerCase()
      : pattern.test(candidate),
  );
}

function bare(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
