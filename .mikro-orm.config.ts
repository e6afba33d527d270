import { fileURLToPath } from 'node:url';

import type { Options } from '@mikro-orm/core';

import { Address } from './fixtures/shop/entities/address.ts';
import { AuditEvent } from './fixtures/shop/entities/audit-event.ts';
import { Customer } from './fixtures/shop/entities/customer.ts';
import { Invoice } from './fixtures/shop/entities/invoice.ts';
import { Order, OrderLine } from './fixtures/shop/entities/order.ts';
import { Category, Product, Tag } from './fixtures/shop/entities/product.ts';

const shared: Partial<Options> = {
  entities: [Customer, Address, Category, Tag, Product, Order, OrderLine, Invoice, AuditEvent],
  // Without it schema:update and migration:create would drop the journal and the archives.
  schemaGenerator: { skipTables: [/^migsh_/] },
};

/** The example shop: on SQLite in `.example/`, or on the PostgreSQL server that DATABASE_URL names. */
export default async function config(): Promise<Partial<Options>> {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined) {
    const { PostgreSqlDriver } = await import('@mikro-orm/postgresql');
    return { ...shared, driver: PostgreSqlDriver, clientUrl: url };
  }
  const { SqliteDriver } = await import('@mikro-orm/sqlite');
  const file = fileURLToPath(new URL('.example/shop.sqlite', import.meta.url));
  return { ...shared, driver: SqliteDriver, dbName: file };
}
