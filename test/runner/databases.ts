import { onTestFinished } from 'vitest';

import { loadConfig } from '../../src/orm/config.ts';
import { openDatabase } from '../../src/orm/database.ts';
import type { Database } from '../../src/runner/ports.ts';
import { postgresqlProject, sqliteProject } from '../orm/project.ts';
import { createDatabase } from '../servers/postgresql.ts';

export type DialectUnderTest = 'sqlite' | 'postgresql';

/** An empty database of the dialect, opened as often as wanted; everything is closed when the test is over. */
export interface TestPlace {
  readonly root: string;
  readonly open: (mode?: 'read' | 'write') => Promise<Database>;
}

export async function emptyDatabase(dialect: DialectUnderTest): Promise<TestPlace> {
  const project =
    dialect === 'sqlite' ? sqliteProject() : postgresqlProject((await createDatabase()).url);
  const config = await loadConfig(project);
  return {
    root: project.root,
    open: async (mode = 'write') => {
      const database = await openDatabase(project, config, { mode });
      onTestFinished(() => database.close());
      return database;
    },
  };
}

/** Tables that are there, migsh's too. */
export async function tablesIn(database: Database): Promise<readonly string[]> {
  const rows = await database.query(
    database.dialect === 'sqlite'
      ? "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1"
      : "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  return rows.map(row => String(row['name']));
}
