import { describe, expect, test } from 'vitest';

import { apply } from '../../src/operation/apply.ts';
import { describe as inWords } from '../../src/operation/describe.ts';
import { footprint } from '../../src/operation/footprint.ts';
import { invert } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import type { Schema } from '../../src/schema/schema.ts';

const record = (run: (op: Op) => void): readonly Operation[] =>
  recordOperations(run, { dialect: 'postgresql' }).map(({ operation }) => operation);

const after = (run: (op: Op) => void, from: Schema = { tables: [] }): Schema =>
  record(run).reduce(apply, from);

const base = after(op => {
  op.createTable('room', t => {
    t.integer('id').primary();
    t.string('name', 40).nullable();
  });
  op.createTable('stay', t => {
    t.integer('id');
    t.integer('room_id').references('room', 'id', { notValid: true });
    t.check('stay_id', 'id > 0');
  });
});
const refusal = (run: (op: Op) => void): string => {
  try {
    after(run, base);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'taken';
};

describe('refused', () => {
  test('primary keys', () => {
    expect(refusal(op => op.addPrimaryKey('room', ['id']))).toContain('has a primary key already');
    expect(refusal(op => op.dropPrimaryKey('stay'))).toContain('has no primary key');
    expect(refusal(op => op.dropPrimaryKey('room'))).toContain(
      'foreign key stay_room_id_foreign of stay points to it',
    );
    expect(refusal(op => op.addPrimaryKey('stay', ['id'], { usingIndex: 'x' }))).toContain(
      'has no index x',
    );
    expect(refusal(op => op.addPrimaryKey('stay', ['id'], { name: 'room_pkey' }))).toContain(
      'already an index room_pkey',
    );
  });

  test('what holds already, what is not there', () => {
    expect(refusal(op => op.validate('stay', 'stay_id'))).toContain('holds for every row already');
    expect(refusal(op => op.validate('stay', 'x'))).toContain('no foreign key or check x');
    expect(refusal(op => op.dropExclusion('stay', 'x'))).toContain('has no exclusion x');
    expect(refusal(op => op.addExclusion('stay', 'x', [{ column: 'y', operator: '=' }]))).toContain(
      'has no column y',
    );
  });
});

test('each is taken back to the same schema, and says what it touches', () => {
  const operations = record(op => {
    op.validate('stay', 'stay_room_id_foreign');
    op.addPrimaryKey('stay', ['id']);
    op.addExclusion('stay', 'apart', [{ column: 'room_id', operator: '=' }], { where: 'id > 1' });
  });
  const told = operations.map(operation => {
    const back = invert(operation, base);
    if ('irreversible' in back) throw new Error(back.irreversible);
    expect(back.reduce(apply, apply(base, operation))).toEqual(base);
    const { reads, changes } = footprint(operation, base);
    const names = (list: typeof reads) => list.map(({ table, name }) => `${table}.${name}`);
    return [inWords(operation), names(reads).join(' '), names(changes).join(' ')];
  });
  expect(told).toMatchInlineSnapshot(`
    [
      [
        "validate stay_room_id_foreign of stay",
        "stay.",
        "stay.stay_room_id_foreign",
      ],
      [
        "add primary key stay_pkey on stay (id)",
        "stay. stay.id",
        "stay.stay_pkey",
      ],
      [
        "add exclusion apart on stay",
        "stay. stay.room_id stay.id",
        "stay.apart",
      ],
    ]
  `);
});
