import type { Configuration, Options } from '@mikro-orm/core';
import type * as Sql from '@mikro-orm/sql';

import { foreign } from './foreign.ts';

/**
 * A driver that never connects, on MikroORM's PostgreSQL platform, for every project alike. Entities that are discovered with
 * it say the same whichever database is configured; SQLite's platform would make `text` of a uuid, an array and a string(40).
 */
export function portableDriver(sql: typeof Sql): NonNullable<Options['driver']> {
  class NoConnection extends sql.AbstractSqlConnection {
    override createKyselyDialect(): never {
      throw new Error('The entities are read without a connection.');
    }
  }
  class PortableDriver extends sql.AbstractSqlDriver {
    constructor(config: Configuration) {
      super(config, new sql.BasePostgreSqlPlatform(), NoConnection, []);
    }
  }
  return foreign<NonNullable<Options['driver']>>(PortableDriver);
}
