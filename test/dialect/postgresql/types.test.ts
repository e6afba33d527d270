import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';

import { serialFor, typeToSql } from '../../../src/dialect/postgresql/types.ts';
import type { ColumnType } from '../../../src/schema/column-type.ts';

const properties = {
  string: p.string(),
  string40: p.string().length(40),
  char: p.character(),
  char3: p.character().length(3),
  text: p.text(),
  integer: p.integer(),
  smallint: p.smallint(),
  tinyint: p.tinyint(),
  bigint: p.bigint(),
  decimal: p.decimal(),
  decimal12: p.decimal().precision(12),
  decimal10and2: p.decimal().precision(10).scale(2),
  float: p.float(),
  double: p.double(),
  boolean: p.boolean(),
  date: p.date(),
  time: p.time(),
  time3: p.time().length(3),
  datetime: p.datetime(),
  datetime0: p.datetime().length(0),
  datetime3: p.datetime().length(3),
  timestamp: p.type('timestamp'),
  timestamp6: p.type('timestamp').length(6),
  interval: p.interval(),
  uuid: p.uuid(),
  json: p.json(),
  jsonb: p.type('jsonb'),
  blob: p.blob(),
  array: p.array(),
  enum: p.enum(['a', 'b']),
};

/** The portable type that means the same as the property above. */
const portable: Readonly<Record<keyof typeof properties, ColumnType>> = {
  string: { name: 'string' },
  string40: { name: 'string', length: 40 },
  char: { name: 'char' },
  char3: { name: 'char', length: 3 },
  text: { name: 'text' },
  integer: { name: 'integer' },
  smallint: { name: 'smallint' },
  tinyint: { name: 'tinyint' },
  bigint: { name: 'bigint' },
  decimal: { name: 'decimal' },
  decimal12: { name: 'decimal', precision: 12 },
  decimal10and2: { name: 'decimal', precision: 10, scale: 2 },
  float: { name: 'float' },
  double: { name: 'double' },
  boolean: { name: 'boolean' },
  date: { name: 'date' },
  time: { name: 'time' },
  time3: { name: 'time', precision: 3 },
  datetime: { name: 'datetime' },
  datetime0: { name: 'datetime', precision: 0 },
  datetime3: { name: 'datetime', precision: 3 },
  timestamp: { name: 'timestamp' },
  timestamp6: { name: 'timestamp', precision: 6 },
  interval: { name: 'interval' },
  uuid: { name: 'uuid' },
  json: { name: 'json' },
  jsonb: { name: 'jsonb' },
  blob: { name: 'blob' },
  array: { name: 'array', of: { name: 'text' } },
  enum: { name: 'enum', values: ['a', 'b'] },
};

test("every portable type is what MikroORM's platform declares", async () => {
  const Everything = defineEntity({
    name: 'Everything',
    properties: { id: p.integer().primary(), ...properties },
  });
  const orm = await MikroORM.init({ dbName: 'nowhere', entities: [Everything] });
  const declared = orm
    .getMetadata()
    .get(Everything)
    .props.filter(property => property.name !== 'id')
    .map(property => [property.name, property.columnTypes[0]]);
  await orm.close();
  const ours = Object.entries(portable).map(([name, type]) => [name, typeToSql(type)]);
  expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(declared));
});

test('types that MikroORM does not declare on PostgreSQL', () => {
  expect([
    typeToSql({ name: 'mediumint' }),
    typeToSql({ name: 'array', of: { name: 'decimal', precision: 3, scale: 2 } }),
    typeToSql({ name: 'native', postgresql: 'tsvector', sqlite: 'text' }),
  ]).toEqual(['int', 'numeric(3,2)[]', 'tsvector']);
  expect(() => typeToSql({ name: 'native', sqlite: 'text' })).toThrow('given for SQLite alone');
});

test('a sequence numbers integers alone', () => {
  const types = ['integer', 'smallint', 'bigint', 'mediumint', 'tinyint'] as const;
  expect(types.map(name => serialFor({ name }))).toEqual([
    'serial',
    'smallserial',
    'bigserial',
    'serial',
    'smallserial',
  ]);
  expect(() => serialFor({ name: 'text' })).toThrow('cannot be autoincrement');
});
