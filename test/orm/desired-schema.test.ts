import { resolve } from 'node:path';

import { describe, expect, test } from 'vitest';

import { loadConfig } from '../../src/orm/config.ts';
import { readDesiredSchema, withIgnoredChanges } from '../../src/orm/desired-schema.ts';
import type { DesiredSchema } from '../../src/orm/desired-schema.ts';
import { describeType } from '../../src/schema/describe-type.ts';
import { indexColumns, type Schema, type Table } from '../../src/schema/schema.ts';
import { makeProject } from './project.ts';

const drivers = {
  sqlite: { package: '@mikro-orm/sqlite', name: 'SqliteDriver' },
  postgresql: { package: '@mikro-orm/postgresql', name: 'PostgreSqlDriver' },
};

type Driver = keyof typeof drivers;

/** The desired schema of a list of entities from entities.ts. */
async function read(
  driver: Driver,
  entities: string,
  more = '',
  settings = {},
): Promise<DesiredSchema> {
  const { package: from, name } = drivers[driver];
  const project = makeProject({
    'mikro-orm.config.js': `
      import * as all from ${JSON.stringify(resolve('test/orm/entities.ts'))};
      import * as core from '@mikro-orm/core';
      import { ${name} } from '${from}';
      export default { driver: ${name}, dbName: 'nobody', entities: ${entities}, ${more} };`,
  });
  return readDesiredSchema(await loadConfig(project), { settings });
}

test('the same entities are the same schema under both drivers', async () => {
  const entities = '[...all.portable, all.Special]';
  const sqlite = await read('sqlite', entities);
  expect(sqlite).toEqual(await read('postgresql', entities));
  expect(sqlite).toEqual(await read('sqlite', entities));
});

test('types are portable', async () => {
  const { schema } = await read('postgresql', '[all.Everything]');
  expect(schema.tables[0]!.columns.map(column => `${column.name}: ${describeType(column.type)}`))
    .toMatchInlineSnapshot(`
    [
      "id: integer",
      "string: string",
      "short_string: string(40)",
      "char: char(3)",
      "text: text",
      "integer: integer",
      "smallint: smallint",
      "tinyint: tinyint",
      "bigint: bigint",
      "decimal: decimal",
      "money: decimal(12, 4)",
      "float: float",
      "double: double",
      "boolean: boolean",
      "date: date",
      "time: time",
      "datetime: datetime",
      "exact: datetime(3)",
      "uuid: uuid",
      "json: json",
      "blob: blob",
      "interval: interval",
      "strings: array(text)",
      "mood: enum('glad', 'it''s')",
      "level: smallint",
      "ip: native(inet / ip_text)",
      "search: native(tsvector)",
      "other_name: string",
    ]
  `);
});

test('what has no portable name is native, with what MikroORM declares on each dialect', async () => {
  const { schema } = await read('sqlite', '[all.Everything]');
  const natives = schema.tables[0]!.columns.filter(({ type }) => type.name === 'native');
  expect(natives.map(({ name, type }) => [name, type])).toMatchInlineSnapshot(`
    [
      [
        "ip",
        {
          "name": "native",
          "postgresql": "inet",
          "sqlite": "ip_text",
        },
      ],
      [
        "search",
        {
          "name": "native",
          "postgresql": "tsvector",
          "sqlite": "tsvector",
        },
      ],
    ]
  `);
});

test('defaults are literals where they are, SQL where they are not', async () => {
  const { schema } = await read('sqlite', '[all.Defaults]');
  const said = schema.tables[0]!.columns.map(column => [column.name, column.default]);
  expect(Object.fromEntries(said)).toMatchInlineSnapshot(`
    {
      "commented": undefined,
      "empty": {
        "kind": "value",
        "value": "",
      },
      "id": undefined,
      "minus": {
        "kind": "value",
        "value": -1.5,
      },
      "mood": {
        "kind": "value",
        "value": "glad",
      },
      "no": {
        "kind": "value",
        "value": false,
      },
      "nothing": undefined,
      "now": {
        "kind": "sql",
        "sql": "current_timestamp",
      },
      "number": {
        "kind": "value",
        "value": 7,
      },
      "raw": {
        "kind": "sql",
        "sql": "(1 + 1)",
      },
      "text": {
        "kind": "value",
        "value": "abc",
      },
      "yes": {
        "kind": "value",
        "value": true,
      },
      "zero": {
        "kind": "value",
        "value": "0",
      },
    }
  `);
});

test('keys, indexes and checks have MikroORM’s names; pivots, trees and embedded are expanded', async () => {
  const { schema, notSeen } = await read('sqlite', 'all.portable');
  expect(drawn(schema)).toMatchInlineSnapshot(`
    "
    animal (id++, kind, name, lives?, tricks?)
      key animal_pkey (id)
      index animal_kind_index (kind)
      check animal_kind_check: "kind" in ('cat', 'dog') (enum)
    author (id++, email, nick, name, born?, mentor_id?, address_street, address_country?, address_kind)
      key author_pkey (id)
      index author_name_index (name)
      index by_birthday (born)
      index author_name_born_index (name, born)
      index author_known (name) where born is not null
      index author_open (nick) unique where born is null
      unique author_email_unique (email)
      unique author_nick_once (nick)
      unique author_name_email_unique (name, email)
      author_mentor_id_foreign (mentor_id) -> author (id) set null/cascade
      check author_email_like: email like '%@%'
      check author_name_check: name <> ''
      check author_address_kind_check: "address_kind" in ('home', 'work') (enum)
    author_friends (author_1_id, author_2_id)
      key author_friends_pkey (author_1_id, author_2_id)
      author_friends_author_1_id_foreign (author_1_id) -> author (id) cascade/cascade
      author_friends_author_2_id_foreign (author_2_id) -> author (id) cascade/cascade
    tag (code)
      key tag_pkey (code)
    tome (id++, writer, editor_id?, rank)
      key tome_pkey (id)
      index book_editor (editor_id)
      unique tome_rank_unique (rank) deferred
      tome_writer_foreign (writer) -> author (id) /
      tome_editor_id_foreign (editor_id) -> author (id) set null/
    book_to_tag (book_id, tag_code)
      key book_to_tag_pkey (book_id, tag_code)
      book_to_tag_book_id_foreign (book_id) -> tome (id) cascade/cascade
      book_to_tag_tag_code_foreign (tag_code) -> tag (code) cascade/cascade
    defaults (id, text, empty, number, zero, minus, yes, no, mood, now, raw, nothing?, commented)
      key defaults_pkey (id)
      check defaults_mood_check: "mood" in ('glad', 'sad') (enum)
    edition (book_id, no, title)
      key edition_pkey (book_id, no)
      edition_book_id_foreign (book_id) -> tome (id) /
    everything (id++, string, short_string?, char, text, integer, smallint, tinyint, bigint, decimal, money, float, double, boolean, date, time, datetime, exact, uuid, json, blob, interval, strings, mood, level, ip?, search?, other_name)
      key everything_pkey (id)
      check everything_mood_check: "mood" in ('glad', 'it''s') (enum)
    loose (id++, book_id?)
      key loose_pkey (id)
    passport (author_id, number)
      key passport_pkey (author_id)
      passport_author_id_foreign (author_id) -> author (id) cascade/cascade
    print (id++, edition_book_id, edition_no, plain)
      key print_pkey (id)
      print_edition_book_id_edition_no_foreign (edition_book_id, edition_no) -> edition (book_id, no) restrict/cascade
    timed (id++, at)
      key timed_pkey (id)
    versioned (id++, number)
      key versioned_pkey (id)
    "
  `);
  expect(notSeen).toEqual([]);
});

test('what a revision cannot say yet is named and left out; views, triggers, enums and computed columns are there', async () => {
  const { schema, notSeen, ignored } = await read('postgresql', '[all.Special, all.View]');
  expect(notSeen).toMatchInlineSnapshot(`
    [
      "index special_dim (invisible) of special",
    ]
  `);
  expect(drawn(schema)).toMatchInlineSnapshot(`
    "
    special (id++, price, gross, mood?, moods?, meta?, kept)
      key special_pkey (id)
      index special_path ()
      index special_expression ()
      index special_sorted (price)
      index special_gross (gross)
      index special_hash (price) using hash
      check special_moods_check: "moods" <@ array['glad'::text, 'sad'::text]
    "
  `);
  const [special] = schema.tables;
  expect(special?.columns.find(({ name }) => name === 'gross')).toMatchInlineSnapshot(`
    {
      "generated": {
        "expression": "price * 2",
        "stored": true,
      },
      "name": "gross",
      "nullable": false,
      "type": {
        "name": "integer",
      },
    }
  `);
  expect(special?.columns.find(({ name }) => name === 'mood')).toMatchInlineSnapshot(`
    {
      "name": "mood",
      "nullable": true,
      "type": {
        "enum": "mood",
        "name": "nativeEnum",
      },
    }
  `);
  expect({
    views: schema.views,
    enums: schema.enums,
    triggers: special?.triggers,
  }).toMatchInlineSnapshot(`
    {
      "enums": [
        {
          "name": "mood",
          "values": [
            "glad",
            "sad",
          ],
        },
      ],
      "triggers": [
        {
          "body": "return new",
          "events": [
            "update",
          ],
          "forEach": "row",
          "name": "special_touch",
          "timing": "before",
        },
      ],
      "views": [
        {
          "name": "glad",
          "select": "select id from special",
        },
      ],
    }
  `);
  expect(ignored).toEqual([{ table: 'special', column: 'kept', aspects: ['type', 'default'] }]);
});

test('ignoreSchemaChanges takes the recorded side’s word', async () => {
  const { schema, ignored } = await read('postgresql', '[all.Special]');
  const recorded: Schema = {
    tables: schema.tables.map(table => ({
      ...table,
      columns: table.columns.map(column => ({ ...column, type: { name: 'text' }, nullable: true })),
    })),
  };
  const kept = withIgnoredChanges(schema, recorded, ignored).tables[0]!.columns;
  expect(kept.find(({ name }) => name === 'kept')).toEqual({
    name: 'kept',
    type: { name: 'text' },
    nullable: false,
  });
  expect(kept.find(({ name }) => name === 'price')).toMatchObject({ type: { name: 'integer' } });
  expect(withIgnoredChanges(schema, { tables: [] }, ignored)).toEqual(schema);
});

describe('left out', () => {
  test('skipTables and skipColumns', async () => {
    const seen = await read(
      'sqlite',
      '[all.Author, all.Address, all.Book, all.Tag]',
      "schemaGenerator: { skipTables: [/^book_/, 'AUTHOR_FRIENDS'], skipColumns: { author: ['name', /^address_/] } }",
    );
    expect(names(seen)).toEqual(['author', 'tag', 'tome']);
    const author = seen.schema.tables.find(({ name }) => name === 'author')!;
    expect(author.columns.map(({ name }) => name)).toEqual([
      'id',
      'email',
      'nick',
      'born',
      'mentor_id',
    ]);
    expect(author.indexes.map(({ name }) => name)).toEqual(['by_birthday', 'author_open']);
  });

  test('createForeignKeyConstraints: false', async () => {
    const { schema } = await read(
      'sqlite',
      'all.portable',
      'schemaGenerator: { createForeignKeyConstraints: false }',
    );
    expect(schema.tables.flatMap(({ foreignKeys }) => foreignKeys)).toEqual([]);
  });

  test('the project’s ignore: tables, columns, patterns', async () => {
    const seen = await read('sqlite', '[all.Author, all.Address, all.Tag, all.Book]', '', {
      ignore: ['tome', 'author_*', 'author.nick', 'book_to_tag.*'],
    });
    expect(names(seen)).toEqual(['author', 'tag']);
    expect(JSON.stringify(seen.schema)).not.toContain('nick');
  });
});

describe('names and schemas', () => {
  test('a schema of its own qualifies, the configured one and "*" do not', async () => {
    const { schema } = await read(
      'postgresql',
      `['audit', 'tenant', '*', undefined].map((schema, n) => ({ schema, n })).map(({ schema, n }) => new core.EntitySchema({
        name: 'E' + n, ...(schema && { schema }), properties: { id: { type: 'integer', primary: true } } }))`,
      "schema: 'tenant'",
    );
    expect(schema.tables.map(({ name }) => name)).toEqual(['audit.e0', 'e1', 'e2', 'e3']);
  });

  test('the project’s naming strategy names what it names', async () => {
    const { schema } = await read(
      'sqlite',
      '[all.Author, all.Address]',
      'namingStrategy: core.EntityCaseNamingStrategy',
    );
    expect(schema.tables.map(({ name }) => name)).toEqual(['Author', 'Author_friends']);
    expect(schema.tables[0]!.uniques.map(({ name }) => name)).toContain('Author_email_unique');
  });
});

describe('errors', () => {
  test('no entities', async () => {
    await expect(read('sqlite', '[]')).rejects.toMatchObject({ code: 'no-entities' });
    await expect(read('sqlite', "['./nowhere/*.js']")).rejects.toMatchObject({
      code: 'no-entities',
    });
  });

  test('entities that MikroORM refuses', async () => {
    await expect(
      read(
        'sqlite',
        "[new core.EntitySchema({ name: 'Keyless', properties: { name: { type: 'string' } } })]",
      ),
    ).rejects.toMatchObject({ code: 'config-failed', message: expect.stringContaining('Keyless') });
  });
});

/** The parts of a schema that have names, one line each. */
function drawn(schema: Schema): string {
  return `\n${schema.tables.flatMap(drawTable).join('\n')}\n`;
}

function drawTable(table: Table): readonly string[] {
  return [
    `${table.name} ${list(table.columns.map(({ name, autoincrement, nullable }) => `${name}${autoincrement ? '++' : ''}${nullable ? '?' : ''}`))}`,
    ...(table.primaryKey
      ? [`  key ${table.primaryKey.name} ${list(table.primaryKey.columns)}`]
      : []),
    ...table.indexes.map(
      index =>
        `  index ${index.name} ${list(indexColumns(index))}${index.unique ? ' unique' : ''}${index.where ? ` where ${index.where}` : ''}${index.using ? ` using ${index.using}` : ''}`,
    ),
    ...table.uniques.map(unique =>
      `  unique ${unique.name} ${list(unique.columns)} ${unique.deferrable ?? ''}`.trimEnd(),
    ),
    ...table.foreignKeys.map(
      key =>
        `  ${key.name} ${list(key.columns)} -> ${key.refTable} ${list(key.refColumns)} ${key.onDelete ?? ''}/${key.onUpdate ?? ''}`,
    ),
    ...table.checks.map(
      check => `  check ${check.name}: ${check.expression}${check.enumOf ? ' (enum)' : ''}`,
    ),
  ];
}

function list(columns: readonly string[]): string {
  return `(${columns.join(', ')})`;
}

function names({ schema }: DesiredSchema): string[] {
  return schema.tables.map(({ name }) => name).toSorted();
}
