import type * as Pglite from '@electric-sql/pglite';

import type { Row } from '../dialect/dialect.ts';
import type { Database } from '../runner/ports.ts';
import { statementFailed } from './failure.ts';
import { importFromProject, resolveFromProject } from './project-packages.ts';
import type { ProjectRoot } from './project-packages.ts';
import { replaceable } from './scratch-place.ts';
import type { ScratchPlace } from './scratch-place.ts';

/**
 * PostgreSQL inside this process, by the project's own `@electric-sql/pglite`.
 * @returns the place, or in words why there is none
 */
export function inProcessPlace({ root }: ProjectRoot): ScratchPlace | string {
  const isThere = resolveFromProject(root, '@electric-sql/pglite') !== undefined;
  return isThere
    ? replaceable('in this process', () => openPglite(root))
    : '@electric-sql/pglite is not installed';
}

async function openPglite(root: string): Promise<Database> {
  const { PGlite } = await importFromProject<typeof Pglite>(root, '@electric-sql/pglite');
  const pglite = await PGlite.create();
  const [row] = (await pglite.query<Row>("select current_setting('server_version') as version"))
    .rows;
  return new PgliteDatabase(pglite, /^[\d.]+/.exec(String(row?.['version']))?.[0] ?? '');
}

class PgliteDatabase implements Database {
  readonly dialect = 'postgresql';
  readonly label = 'in this process';
  readonly name = 'postgres';
  readonly version: string;
  readonly #pglite: Pglite.PGlite;

  constructor(pglite: Pglite.PGlite, version: string) {
    this.#pglite = pglite;
    this.version = version;
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.answer(sql, parameters)).rows;
  }

  async answer(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<{ rows: readonly Row[]; affected?: bigint }> {
    try {
      const { rows, affectedRows } = await this.#pglite.query<Row>(sql, [...parameters]);
      return { rows, ...(affectedRows === undefined ? {} : { affected: BigInt(affectedRows) }) };
    } catch (error) {
      throw statementFailed(error, sql);
    }
  }

  async begin(): Promise<void> {
    await this.query('begin');
  }

  async commit(): Promise<void> {
    await this.query('commit');
  }

  async rollback(): Promise<void> {
    await this.query('rollback');
  }

  /** It runs in this thread: when this is heard, nothing runs. */
  async cancel(): Promise<void> {}

  async close(): Promise<void> {
    await this.#pglite.close();
  }
}
