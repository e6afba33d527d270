import { expect, test } from 'vitest';

import type { Operation } from '../../src/operation/operation.ts';
import type { Table } from '../../src/schema/schema.ts';
import { type Revision, travel } from './journey.ts';
import { openPostgresqlLaw } from './law-postgresql.ts';

const id = { name: 'id', type: { name: 'integer' }, nullable: false } as const;
const rest = { indexes: [], uniques: [], foreignKeys: [], checks: [] };
const part: Table = {
  name: 'part',
  columns: [id],
  ...rest,
  primaryKey: { name: 'part_pkey', columns: ['id'] },
  uniques: [{ name: 'part_unique', columns: ['id'] }],
};
const order: Table = {
  name: 'order',
  columns: [id],
  ...rest,
  foreignKeys: [{ name: 'to_part', columns: ['id'], refTable: 'part', refColumns: ['id'] }],
};

test('a key goes in a group with other alterations, although another table points to its columns', async () => {
  const create = [part, order].map((table): Operation => ({ kind: 'createTable', table }));
  const revisions: Revision[] = [
    { operations: create, back: false },
    {
      operations: [
        { kind: 'alterColumn', table: 'part', column: 'id', type: { name: 'bigint' } },
        { kind: 'dropPrimaryKey', table: 'part' },
      ],
      back: true,
    },
  ];
  const database = await openPostgresqlLaw();
  const { broken, carriedOut } = await travel(database, () => revisions.shift());
  await database.close();
  expect({ broken: broken?.message, carriedOut }).toEqual({ broken: undefined, carriedOut: 8 });
});
