import { defineEntity, type EntityProperty, MikroORM, p, types } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import { expect, test } from 'vitest';

import { postgresql } from '../../src/dialect/postgresql/dialect.ts';
import { sqlite } from '../../src/dialect/sqlite/dialect.ts';
import { columnTypeOf } from '../../src/orm/property-to-column.ts';
import { describeType } from '../../src/schema/describe-type.ts';

const sizes = [0, 1, 3, 6, 40, 255, 1000];
const scales = [
  [1, 0],
  [10, 0],
  [10, 2],
  [12, 4],
  [38, 38],
] as const;

/** Every type of MikroORM with all that can be said about it. */
function everyProperty(): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = { id: p.integer().primary() };
  for (const [name, type] of Object.entries(types)) {
    all[name] = p.type(type);
    for (const length of sizes) all[`${name}_${length}`] = p.type(type).length(length);
    for (const [precision, scale] of scales) {
      all[`${name}_${precision}_${scale}`] = p.type(type).precision(precision).scale(scale);
    }
    all[`${name}_list`] = p.type(type).array();
  }
  return {
    ...all,
    string_endless: p.string().length(-1),
    char_endless: p.character().length(-1),
    text_of_any_length: p.text().length(5),
    timestamp: p.type('timestamp'),
    timestamp_3: p.type('timestamp').length(3),
    jsonb: p.type('jsonb'),
    bigint_number: p.bigint('number'),
    bigint_string: p.bigint('string'),
    decimal_number: p.decimal('number').precision(9).scale(3),
    enum_texts: p.enum(['a', 'b']),
    enum_numbers: p.enum([1, 2]),
    enum_texts_array: p.enum(['a', 'b']).array(),
    array_numbers: p.array((i: string) => Number(i)),
    embedded_json: p.json(),
    own_sql: p.string().columnType('citext'),
    own_zoneless: p.datetime().columnType('timestamp'),
  };
}

async function declared(driver: typeof PostgreSqlDriver | typeof SqliteDriver) {
  const properties = everyProperty() as Parameters<typeof defineEntity>[0]['properties'];
  const Everything = defineEntity({ name: 'Everything', properties });
  const orm = await MikroORM.init({
    driver,
    dbName: 'nowhere',
    entities: [Everything],
  } as Parameters<typeof MikroORM.init>[0]);
  return { orm, meta: orm.getMetadata().get(Everything) };
}

// What MikroORM declares and PostgreSQL has not, or has under another name.
const mended: Readonly<Record<string, string>> = {
  mediumint: 'int',
  'mediumint[]': 'int[]',
  char: 'char(1)',
};

test('every type that an entity can have compiles to what MikroORM declares, on both dialects', async () => {
  const [pg, lite] = await Promise.all([declared(PostgreSqlDriver), declared(SqliteDriver)]);
  const platforms = {
    postgresql: pg.orm.em.getPlatform(),
    sqlite: lite.orm.em.getPlatform(),
  };
  const liteProperties = lite.meta.properties as Record<string, EntityProperty>;
  const ours: Record<string, readonly string[]> = {};
  const theirs: Record<string, readonly string[]> = {};
  const portable: Record<string, string> = {};
  for (const property of Object.values<EntityProperty>(pg.meta.properties)) {
    const { name } = property;
    const type = columnTypeOf({ meta: pg.meta, property, index: 0 }, platforms);
    const [theirPg = ''] = property.columnTypes;
    const [theirLite = ''] = liteProperties[name]?.columnTypes ?? [];
    portable[name] = describeType(type);
    ours[name] = [postgresql.typeToSql(type), sqlite.typeToSql(type)];
    theirs[name] = [mended[theirPg] ?? theirPg, theirLite];
  }
  await pg.orm.close(true);
  await lite.orm.close(true);
  expect(ours).toEqual(theirs);
  const unsized = Object.entries(portable).filter(([name]) => !/\d$/.test(name));
  expect(Object.fromEntries(unsized)).toMatchInlineSnapshot(`
    {
      "array": "array(text)",
      "array_list": "array(text)",
      "array_numbers": "array(text)",
      "bigint": "bigint",
      "bigint_list": "array(bigint)",
      "bigint_number": "bigint",
      "bigint_string": "bigint",
      "blob": "blob",
      "blob_list": "array(blob)",
      "boolean": "boolean",
      "boolean_list": "array(boolean)",
      "char_endless": "char",
      "character": "char",
      "character_list": "array(char)",
      "date": "date",
      "date_list": "array(date)",
      "datetime": "datetime",
      "datetime_list": "array(datetime)",
      "decimal": "decimal",
      "decimal_list": "array(decimal)",
      "decimal_number": "decimal(9, 3)",
      "double": "double",
      "double_list": "array(double)",
      "embedded_json": "json",
      "enum": "smallint",
      "enumArray": "array(text)",
      "enumArray_list": "array(text)",
      "enum_list": "array(smallint)",
      "enum_numbers": "smallint",
      "enum_texts": "enum('a', 'b')",
      "enum_texts_array": "array(text)",
      "float": "float",
      "float_list": "array(float)",
      "id": "integer",
      "integer": "integer",
      "integer_list": "array(integer)",
      "interval": "interval",
      "interval_list": "array(interval)",
      "json": "json",
      "json_list": "json",
      "jsonb": "json",
      "mediumint": "mediumint",
      "mediumint_list": "array(mediumint)",
      "own_sql": "native(citext)",
      "own_zoneless": "native(timestamp)",
      "smallint": "smallint",
      "smallint_list": "array(smallint)",
      "string": "string",
      "string_endless": "native(varchar / text)",
      "string_list": "array(string)",
      "text": "text",
      "text_list": "array(text)",
      "text_of_any_length": "text",
      "time": "time",
      "time_list": "array(time)",
      "timestamp": "datetime",
      "tinyint": "tinyint",
      "tinyint_list": "array(smallint)",
      "uint8array": "blob",
      "uint8array_list": "array(blob)",
      "unknown": "string",
      "unknown_list": "array(string)",
      "uuid": "uuid",
      "uuid_list": "array(uuid)",
    }
  `);
});
