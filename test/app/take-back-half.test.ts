import { expect, test } from 'vitest';

import { takeBackHalf } from '../../src/app/take-back-half.ts';
import { describe as inWords } from '../../src/operation/describe.ts';
import type { RecordedOperation } from '../../src/operation/operation.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { operationsChecksum } from '../../src/project/record-checksum.ts';
import type { RevisionFile } from '../../src/project/revision-files.ts';

type Direction = (op: Op) => void;

const record = (run: Direction) => recordOperations(run, { dialect: 'sqlite' });

/** A revision, and what takes its first operations back, a line each; or why that is not certain. */
const cutting =
  (up: Direction, down: Direction) =>
  (done: number, statements = 0): readonly string[] | string =>
    back(record(up), record(down), { done, statements });

function back(
  above: readonly RecordedOperation[],
  below: readonly RecordedOperation[],
  { done, statements }: { readonly done: number; readonly statements: number },
): readonly string[] | string {
  const touched = above.slice(0, done + (statements > 0 ? 1 : 0));
  const file: RevisionFile = {
    revision: {
      id: 'aaaa0001',
      parents: [],
      dependsOn: [],
      labels: [],
      message: '',
      path: 'migrations/1.ts',
      line: 1,
      answers: {},
      waivers: [],
    },
    path: '/migrations/1.ts',
    text: '',
    checksum: '',
  };
  const mark = `${done}.${statements}-${operationsChecksum(touched)}`;
  try {
    const operations = takeBackHalf({
      file,
      recorded: { up: above, down: below, irreversible: null, recordChecksum: '' },
      progress: { direction: 'up', statements: 1, mark },
      before: { tables: [] },
    });
    return operations.map(({ operation }) => inWords(operation));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const table = (op: Op): void => op.createTable('t', t => void t.integer('id').primary());
const add = (op: Op, name: string): void => op.addColumn('t', c => c.text(name).nullable());

test('what has an inverse is taken back by it, whatever down says', () => {
  const cut = cutting(
    op => {
      table(op);
      add(op, 'a');
      op.sql('select 1', { transactional: false });
    },
    () => {},
  );
  expect(cut(2)).toEqual(['drop column t.a', 'drop table t']);
});

const mixed = (op: Op): void => {
  table(op);
  op.sql('make x', { transactional: false });
  add(op, 'a');
  op.run(() => {}, { transactional: false });
  add(op, 'b');
};

test('SQL and code are taken back by what stands in their place in down', () => {
  const cut = cutting(mixed, op => {
    op.dropColumn('t', 'b');
    op.run(() => {});
    op.dropColumn('t', 'a');
    op.sql('drop x');
    op.dropTable('t');
  });
  expect(cut(2)).toEqual(['sql drop x', 'drop table t']);
  expect(cut(4)).toEqual(['run code', 'drop column t.a', 'sql drop x', 'drop table t']);
});

test('a down that is no mirror of the up is not cut in two', () => {
  const cut = cutting(mixed, op => {
    op.dropColumn('t', 'a');
    op.dropColumn('t', 'b');
    op.dropTable('t');
  });
  expect(cut(2)).toContain('is not certain: op.sql does not say');
});

const twice = (op: Op): void => {
  table(op);
  op.sql('one', { transactional: false });
  op.backfill('t', { set: { id: 'id' } });
  op.sql('two', { transactional: false });
};

test('SQL that may belong to either half belongs to none', () => {
  const cut = cutting(twice, op => {
    op.sql('not one, or not two');
    op.dropTable('t');
  });
  expect(cut(2)).toContain('is not certain');
  expect(cut(3)).toContain('is not certain');
  const without = cutting(twice, op => op.dropTable('t'));
  expect(without(3)).toEqual(['drop table t']);
});

test('half of an operation is not taken back', () => {
  const cut = cutting(
    op => op.sql('one; two', { transactional: false }),
    () => {},
  );
  expect(cut(0, 1)).toContain('an operation of it is done in part');
});
