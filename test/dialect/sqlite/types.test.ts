import { defineEntity, MikroORM, p } from '@mikro-orm/core';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { expect, test } from 'vitest';

import { typeToSql } from '../../../src/dialect/sqlite/types.ts';
import type { ColumnType } from '../../../src/schema/column-type.ts';

/** Every portable type and the property that means the same to MikroORM. */
const pairs: readonly (readonly [ColumnType, unknown])[] = [
  [{ name: 'text' }, p.text()],
  [{ name: 'integer' }, p.integer()],
  [{ name: 'smallint' }, p.smallint()],
  [{ name: 'tinyint' }, p.tinyint()],
  [{ name: 'mediumint' }, p.mediumint()],
  [{ name: 'bigint' }, p.bigint()],
  [{ name: 'float' }, p.float()],
  [{ name: 'double' }, p.double()],
  [{ name: 'boolean' }, p.boolean()],
  [{ name: 'date' }, p.date()],
  [{ name: 'uuid' }, p.uuid()],
  [{ name: 'json' }, p.json()],
  [{ name: 'jsonb' }, p.type('jsonb')],
  [{ name: 'blob' }, p.blob()],
  [{ name: 'interval' }, p.interval()],
  [{ name: 'string' }, p.string()],
  [{ name: 'string', length: 40 }, p.string().length(40)],
  [{ name: 'char', length: 3 }, p.character().length(3)],
  [{ name: 'decimal' }, p.decimal()],
  [{ name: 'decimal', precision: 8, scale: 3 }, p.decimal().precision(8).scale(3)],
  [{ name: 'time' }, p.time()],
  [{ name: 'time', precision: 3 }, p.time().length(3)],
  [{ name: 'datetime' }, p.datetime()],
  [{ name: 'datetime', precision: 3 }, p.datetime().length(3)],
  [{ name: 'timestamp' }, p.type('timestamp')],
  [{ name: 'enum', values: ['a', 'b'] }, p.enum(['a', 'b'])],
  [{ name: 'array', of: { name: 'integer' } }, p.array()],
  [{ name: 'native', sqlite: 'ip_text', postgresql: 'inet' }, p.string().columnType('ip_text')],
];

test('every type is what MikroORM declares for it on SQLite', async () => {
  const properties = Object.fromEntries(pairs.map(([, property], at) => [`p${at}`, property]));
  const all = { id: p.integer().primary(), ...properties } as Parameters<
    typeof defineEntity
  >[0]['properties'];
  const Everything = defineEntity({ name: 'Everything', properties: all });
  const orm = await MikroORM.init({
    driver: SqliteDriver,
    dbName: ':memory:',
    entities: [Everything],
  });
  const meta = orm.getMetadata().get(Everything);
  const types = new Map(
    Object.values(meta.properties).map(({ name, columnTypes }) => [name, columnTypes[0]]),
  );
  const declared = pairs.map(([type], at) => [type.name, types.get(`p${at}`)]);
  await orm.close(true);
  expect(pairs.map(([type]) => [type.name, typeToSql(type)])).toEqual(declared);
});

test('a native type for the other dialect alone is refused', () => {
  expect(() => typeToSql({ name: 'native', postgresql: 'tsvector' })).toThrow(
    'the native type tsvector is given for PostgreSQL alone',
  );
});
