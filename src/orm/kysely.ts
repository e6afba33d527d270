import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Kysely } from '@mikro-orm/sql';

import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import { importFromProject, resolveFromProject } from './project-packages.ts';

/** The database of an instance whose tables nobody knows beforehand. */
export type AnyKysely = Kysely<Record<string, Record<string, unknown>>>;

type Dialect = ConstructorParameters<typeof Kysely>[0]['dialect'];
/** What a Kysely sends its statements to. */
export type KyselyDriver = ReturnType<Dialect['createDriver']>;

type Parts = Omit<Dialect, 'createDriver'>;
type Part<Name extends keyof Parts> = ReturnType<Parts[Name]>;

/** The classes of kysely that are used here, as its documentation names them. */
interface KyselyModule {
  readonly Kysely: new (config: { readonly dialect: Dialect }) => AnyKysely;
  readonly PostgresAdapter: new () => Part<'createAdapter'>;
  readonly PostgresIntrospector: new (db: Kysely<unknown>) => Part<'createIntrospector'>;
  readonly PostgresQueryCompiler: new () => Part<'createQueryCompiler'>;
  readonly SqliteAdapter: new () => Part<'createAdapter'>;
  readonly SqliteIntrospector: new (db: Kysely<unknown>) => Part<'createIntrospector'>;
  readonly SqliteQueryCompiler: new () => Part<'createQueryCompiler'>;
}

/** A Kysely over a driver: the copy that the project's MikroORM brings. */
export async function openKysely(
  root: string,
  name: DialectName,
  driver: KyselyDriver,
): Promise<AnyKysely> {
  const module = await importFromProject<KyselyModule>(folderWithKysely(root), 'kysely');
  const { Kysely: Instance } = module;
  return new Instance({ dialect: { ...partsOf(module, name), createDriver: () => driver } });
}

function partsOf(module: KyselyModule, name: DialectName): Parts {
  if (name === 'postgresql') {
    return {
      createAdapter: () => new module.PostgresAdapter(),
      createIntrospector: db => new module.PostgresIntrospector(db),
      createQueryCompiler: () => new module.PostgresQueryCompiler(),
    };
  }
  return {
    createAdapter: () => new module.SqliteAdapter(),
    createIntrospector: db => new module.SqliteIntrospector(db),
    createQueryCompiler: () => new module.SqliteQueryCompiler(),
  };
}

/** kysely is a dependency of `@mikro-orm/sql`, which is one of the drivers: a strict installer links neither into the project. */
function folderWithKysely(root: string): string {
  for (const driver of ['@mikro-orm/sql', '@mikro-orm/postgresql', '@mikro-orm/sqlite']) {
    const folder = folderOf(root, driver);
    const sql = folder === undefined ? undefined : (folderOf(folder, '@mikro-orm/sql') ?? folder);
    if (sql !== undefined && resolveFromProject(sql, 'kysely') !== undefined) return sql;
  }
  throw new MigshError('config-failed', `kysely is not installed in ${root}`, {
    hint: 'it comes with @mikro-orm/postgresql and @mikro-orm/sqlite: npm install',
    details: { package: 'kysely' },
  });
}

function folderOf(root: string, specifier: string): string | undefined {
  const url = resolveFromProject(root, specifier);
  return url === undefined ? undefined : dirname(fileURLToPath(url));
}
