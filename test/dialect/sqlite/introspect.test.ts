import { expect, test } from 'vitest';

import { introspect, openSqlite } from './apply.ts';
import { openShop } from './shop.ts';

test('reads what the compiler made, without the indexes of foreign keys', () => {
  const { db } = openShop();
  expect(introspect(db).tables.find(({ name }) => name === 'customer')).toMatchInlineSnapshot(`
    {
      "checks": [
        {
          "enumOf": "tier",
          "expression": ""tier" in ('basic', 'gold')",
          "name": "customer_tier_check",
        },
        {
          "expression": "credit >= 0",
          "name": "customer_credit_check",
        },
      ],
      "columns": [
        {
          "autoincrement": true,
          "name": "id",
          "nullable": false,
          "type": {
            "name": "native",
            "sqlite": "integer",
          },
        },
        {
          "name": "email",
          "nullable": false,
          "type": {
            "name": "native",
            "sqlite": "text",
          },
        },
        {
          "default": {
            "kind": "sql",
            "sql": "'basic'",
          },
          "name": "tier",
          "nullable": false,
          "type": {
            "name": "native",
            "sqlite": "text",
          },
        },
        {
          "default": {
            "kind": "sql",
            "sql": "'0'",
          },
          "name": "credit",
          "nullable": false,
          "type": {
            "name": "native",
            "sqlite": "numeric(10,2)",
          },
        },
        {
          "name": "note",
          "nullable": true,
          "type": {
            "name": "native",
            "sqlite": "text",
          },
        },
        {
          "default": {
            "kind": "sql",
            "sql": "current_timestamp",
          },
          "name": "created_at",
          "nullable": false,
          "type": {
            "name": "native",
            "sqlite": "datetime",
          },
        },
        {
          "name": "parent_id",
          "nullable": true,
          "type": {
            "name": "native",
            "sqlite": "integer",
          },
        },
      ],
      "foreignKeys": [
        {
          "columns": [
            "parent_id",
          ],
          "name": "customer_parent_id_foreign",
          "onDelete": "set null",
          "refColumns": [
            "id",
          ],
          "refTable": "customer",
        },
      ],
      "indexes": [
        {
          "columns": [
            "created_at",
          ],
          "name": "customer_created_at_index",
          "unique": false,
        },
      ],
      "name": "customer",
      "primaryKey": {
        "columns": [
          "id",
        ],
        "name": "customer_pkey",
      },
      "uniques": [
        {
          "columns": [
            "email",
          ],
          "name": "customer_email_unique",
        },
      ],
    }
  `);
  db.close();
});

test('reads what others made', () => {
  const db = openSqlite();
  db.exec(`
    create table b (code text primary key, up text as (upper(code)) stored, constraint once unique (up));
    create table a (
      id integer primary key, n INT default (1 + 1), code text collate nocase references b,
      d text default 'x' unique, e decimal(10, 2) check (e > 0), check (n > 0)
    );
    create index a_code_index on a (code);
    create index by_expression on a (lower(d), n desc);
    create unique index partly on a (n) where d is not null and e > (1);
    create unique index whole on a (n, e);
  `);
  expect(introspect(db)).toMatchInlineSnapshot(`
    {
      "tables": [
        {
          "checks": [
            {
              "expression": "e > 0",
              "name": "a_e_check",
            },
            {
              "expression": "n > 0",
              "name": "a_check",
            },
          ],
          "columns": [
            {
              "name": "id",
              "nullable": false,
              "type": {
                "name": "native",
                "sqlite": "integer",
              },
            },
            {
              "default": {
                "kind": "sql",
                "sql": "1 + 1",
              },
              "name": "n",
              "nullable": true,
              "type": {
                "name": "native",
                "sqlite": "INT",
              },
            },
            {
              "collation": "nocase",
              "name": "code",
              "nullable": true,
              "type": {
                "name": "native",
                "sqlite": "text",
              },
            },
            {
              "default": {
                "kind": "sql",
                "sql": "'x'",
              },
              "name": "d",
              "nullable": true,
              "type": {
                "name": "native",
                "sqlite": "text",
              },
            },
            {
              "name": "e",
              "nullable": true,
              "type": {
                "name": "native",
                "sqlite": "decimal(10, 2)",
              },
            },
          ],
          "foreignKeys": [
            {
              "columns": [
                "code",
              ],
              "name": "a_code_foreign",
              "refColumns": [
                "code",
              ],
              "refTable": "b",
            },
          ],
          "indexes": [
            {
              "columns": [
                {
                  "expression": "lower(d)",
                },
                {
                  "column": "n",
                  "order": "desc",
                },
              ],
              "name": "by_expression",
              "unique": false,
            },
            {
              "columns": [
                "n",
              ],
              "name": "partly",
              "unique": true,
              "where": "d is not null and e > (1)",
            },
          ],
          "name": "a",
          "primaryKey": {
            "columns": [
              "id",
            ],
            "name": "a_pkey",
          },
          "uniques": [
            {
              "columns": [
                "d",
              ],
              "name": "a_d_unique",
            },
            {
              "columns": [
                "n",
                "e",
              ],
              "name": "whole",
            },
          ],
        },
        {
          "checks": [],
          "columns": [
            {
              "name": "code",
              "nullable": true,
              "type": {
                "name": "native",
                "sqlite": "text",
              },
            },
            {
              "generated": {
                "expression": "upper(code)",
                "stored": true,
              },
              "name": "up",
              "nullable": true,
              "type": {
                "name": "native",
                "sqlite": "text",
              },
            },
          ],
          "foreignKeys": [],
          "indexes": [],
          "name": "b",
          "primaryKey": {
            "columns": [
              "code",
            ],
            "name": "b_pkey",
          },
          "uniques": [
            {
              "columns": [
                "up",
              ],
              "name": "once",
            },
          ],
        },
      ],
    }
  `);
  db.close();
});
