import type { Database, QueryAnswer } from '../runner/ports.ts';
import { CodeConnection } from './code-connection.ts';
import { foreign } from './foreign.ts';
import type { AnyKysely, KyselyDriver } from './kysely.ts';
import { openKysely } from './kysely.ts';
import { Query } from './query.ts';

/** What code of a revision is handed, and how it is taken away again. */
export interface CodeTools {
  readonly sql: (first: TemplateStringsArray | string, ...rest: readonly unknown[]) => Query;
  readonly kysely: AnyKysely;
  /** A statement of the code is running. */
  readonly isBusy: () => boolean;
  /** Every statement is then refused. Waits for the one that runs; gives how many nobody waited for. */
  readonly close: (when: 'now' | 'ended') => Promise<number>;
}

/** `sql` and `kysely` over a run's own connection: one statement after the other, none that begins or ends its transaction. */
export async function openCodeTools(
  root: string,
  database: Database,
  { transactional }: { readonly transactional: boolean },
): Promise<CodeTools> {
  const connection = await CodeConnection.open(database, transactional);
  const queries: Query[] = [];
  const sql: CodeTools['sql'] = (first, ...rest) => {
    const { text, values } = typeof first === 'string' ? called(first, rest) : joined(first, rest);
    const query = Query.of(connection.ask(text, values));
    queries.push(query);
    return query;
  };
  return {
    sql,
    kysely: await openKysely(root, database.dialect, driverOver(connection)),
    isBusy: () => connection.running > 0,
    close: async when => {
      const left = await connection.close(when);
      return Math.max(left, queries.filter(({ isAwaited }) => !isAwaited).length);
    },
  };
}

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

function called(text: string, [values]: readonly unknown[]): Asked {
  return { text, values: Array.isArray(values) ? values : [] };
}

/** A place for each value: no value is ever part of the text. */
function joined(parts: TemplateStringsArray, values: readonly unknown[]): Asked {
  const text = parts.map((part, at) => (at === 0 ? part : `$${at}${part}`)).join('');
  return { text, values };
}

type Asking = Parameters<Connection['executeQuery']>[0];
type Connection = Awaited<ReturnType<KyselyDriver['acquireConnection']>>;

/** Kysely's driver: one connection, whose transaction is the run's. */
function driverOver(connection: CodeConnection): KyselyDriver {
  const executeQuery = async <R>({ sql, parameters }: Asking): Promise<KyselyResult<R>> =>
    toResult<R>(await connection.ask(sql, parameters));
  const held: Connection = {
    executeQuery,
    async *streamQuery<R>(query: Asking) {
      yield await executeQuery<R>(query);
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => held,
    beginTransaction: () => connection.begin(),
    commitTransaction: () => connection.commit(),
    rollbackTransaction: () => connection.rollback(),
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

interface KyselyResult<R> {
  readonly rows: R[];
  readonly numAffectedRows?: bigint;
  readonly insertId?: bigint;
}

function toResult<R>({ rows, affected, insertId }: QueryAnswer): KyselyResult<R> {
  return {
    rows: foreign<R[]>([...rows]),
    ...(affected === undefined ? {} : { numAffectedRows: affected }),
    ...(insertId === undefined ? {} : { insertId }),
  };
}
