import { expect, test } from 'vitest';

import { MigshError } from '../../src/error.ts';
import { apply } from '../../src/operation/apply.ts';
import { describe as inWords } from '../../src/operation/describe.ts';
import { footprint } from '../../src/operation/footprint.ts';
import { invertAll } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import { callOf } from '../../src/operation/print-calls.ts';
import { statement } from '../../src/operation/print-code.ts';
import { layOut } from '../../src/operation/print-doc.ts';
import type { Op } from '../../src/operation/record-op.ts';
import { recordOperations } from '../../src/operation/record.ts';
import { mayUseValue } from '../../src/operation/uses-value.ts';
import { sameType } from '../../src/schema/same-type.ts';
import type { Schema, Table } from '../../src/schema/schema.ts';

const recorded = (run: (op: Op) => void): readonly Operation[] =>
  recordOperations(run, { dialect: 'postgresql' }).map(({ operation }) => operation);
const after = (schema: Schema, run: (op: Op) => void): Schema => {
  let now = schema;
  for (const operation of recorded(run)) now = apply(now, operation);
  return now;
};

const native = (postgresql: string) => ({ name: 'native', postgresql, sqlite: 'text' }) as const;
const uses = (run: (op: Op) => void): readonly boolean[] =>
  recorded(run).map(operation => mayUseValue(operation, { name: 'mood', value: 'odd' }));
const sorted = (it: Schema): Schema => ({
  ...it,
  ...(it.enums && { enums: it.enums.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }),
});

const given = after({ tables: [] }, op => {
  op.createSchema('audit');
  op.createExtension('citext', { schema: 'audit' });
  op.createEnum('mood', ['glad', 'calm', 'sad']);
  op.createEnum('audit.kind', ['made']);
  op.createTable('person', t => {
    t.integer('id').primary();
    t.nativeEnum('today', 'mood').default('glad');
    t.nativeEnum('before', 'mood').nullable();
    t.array('week', 'nativeEnum(mood)').default('{glad,sad}');
    t.text('note').nullable();
    t.check('person_not_sad', "today <> 'sad'");
    t.check('person_mixed', "today <> 'calm' or note <> 'calm'");
  });
});

function refusal(run: (op: Op) => void): string {
  try {
    after(given, run);
  } catch (error) {
    if (error instanceof MigshError) return `${error.message} → ${error.hint ?? ''}`;
    throw error;
  }
  throw new Error('was not refused');
}

test('what cannot be is refused before a database sees it', () => {
  const refused = [
    (op: Op) => op.createEnum('mood', ['a']),
    (op: Op) => op.createEnum('person', ['a']),
    (op: Op) => op.createEnum('a', []),
    (op: Op) => op.createEnum('a', ['b', 'b']),
    (op: Op) => op.createTable('mood', t => void t.integer('id')),
    (op: Op) => op.dropEnum('moods'),
    (op: Op) => op.dropEnum('mood'),
    (op: Op) => op.addEnumValue('mood', 'sad'),
    (op: Op) => op.addEnumValue('mood', 'odd', { after: 'saad' }),
    (op: Op) => op.addEnumValue('mood', 'odd', { before: 'sad', after: 'sad' }),
    (op: Op) => op.renameEnumValue('mood', 'saad', 'odd'),
    (op: Op) => op.renameEnumValue('mood', 'sad', 'calm'),
    (op: Op) => op.renameEnumValue('mood', 'calm', 'quiet'),
    (op: Op) => op.removeEnumValue('mood', 'odd'),
    (op: Op) => op.removeEnumValue('mood', 'calm', { replacement: 'odd' }),
    (op: Op) => op.removeEnumValue('mood', 'calm', { replacement: null }),
    (op: Op) => op.removeEnumValue('mood', 'glad', { replacement: 'sad' }),
    (op: Op) => op.removeEnumValue('mood', 'sad'),
    (op: Op) => op.removeEnumValue('audit.kind', 'made'),
    (op: Op) => op.renameEnum('mood', 'person'),
    (op: Op) => op.addColumn('person', c => c.nativeEnum('x', 'moods')),
    (op: Op) => op.alterColumn('person', 'note', { type: 'array(nativeEnum(nothing))' }),
    (op: Op) => op.createSchema('audit'),
    (op: Op) => op.dropSchema('audit'),
    (op: Op) => op.dropSchema('audits'),
    (op: Op) => op.createExtension('citext'),
    (op: Op) => op.dropExtension('pg_trgm'),
  ].map(refusal);
  expect(`\n${refused.join('\n')}`).toMatchInlineSnapshot(`
    "
    there is already an enum mood → drop or rename it first, or choose another name
    there is already a table person → drop or rename it first, or choose another name
    op.createEnum: the values of an enum must not be empty → 
    op.createEnum: the enum lists 'b' twice → 
    there is already an enum mood → drop or rename it first, or choose another name
    there is no enum moods at this point → did you mean mood?
    enum mood cannot be dropped: person.today is of it → first op.alterColumn('person', 'today', { type: 'text' }), or drop the column
    enum mood already has a value 'sad' → choose another one
    enum mood has no value 'saad' → did you mean 'sad'?
    op.addEnumValue: before and after exclude each other → 
    enum mood has no value 'saad' → did you mean 'sad'?
    enum mood already has a value 'calm' → choose another one
    'calm' stands in an expression of table person: today <> 'calm' or note <> 'calm' → drop what it belongs to before, and make it anew behind it
    enum mood has no value 'odd' → there are: glad, calm, sad
    enum mood has no value 'odd' → there are: glad, calm, sad
    rows with 'calm' cannot be emptied: person.today is not null → name the value that they get: { replacement: '…' }
    'glad' cannot be removed: it is the default of person.today → first op.alterColumn('person', 'today', { default: '…' })
    'sad' cannot be removed: it is the default of person.week → first op.alterColumn('person', 'week', { default: '…' })
    'made' is the last value of enum audit.kind → drop the enum: op.dropEnum('audit.kind')
    there is already a table person → drop or rename it first, or choose another name
    there is no enum moods at this point → did you mean mood?
    there is no enum nothing at this point → create it first: op.createEnum('nothing', ['…'])
    there is already a schema audit → leave it out
    schema audit cannot be dropped: enum audit.kind is in it → drop it first, or move it to another schema
    there is no schema audits at this point → did you mean audit?
    there is already an extension citext → leave it out
    there is no extension pg_trgm at this point → one that no revision made goes by op.sql({ postgresql: 'drop extension …', sqlite: '' })"
  `);
});

test('a value that triggers and views name stays', () => {
  const schema: Schema = {
    ...given,
    views: [{ name: 'quiet', select: "select id from person where today = 'glad'" }],
  };
  const rename = { kind: 'renameEnumValue', name: 'mood', from: 'glad', to: 'odd' } as const;
  expect(() => apply(schema, rename)).toThrow("view quiet names 'glad'");
  const [person] = given.tables;
  const trigger = {
    name: 'greet',
    timing: 'before',
    events: ['insert'],
    forEach: 'row',
    body: "if new.today = 'glad' then return null; end if;",
  } as const;
  expect(() =>
    apply({ ...given, tables: person ? [{ ...person, triggers: [trigger] }] : [] }, rename),
  ).toThrow("trigger greet of person names 'glad'");
});

test('a value that is renamed follows in defaults and in expressions over its columns', () => {
  const schema = after(given, op => {
    op.renameEnumValue('mood', 'sad', "it's");
    op.renameEnumValue('mood', 'glad', 'happy');
  });
  const [person] = schema.tables;
  expect(schema.enums?.[0]?.values).toEqual(['happy', 'calm', "it's"]);
  expect(person?.columns.map(column => column.default)).toEqual([
    undefined,
    { kind: 'value', value: 'happy' },
    undefined,
    { kind: 'value', value: "{happy,it's}" },
    undefined,
  ]);
  expect(person?.checks.map(check => check.expression)).toEqual([
    "today <> 'it''s'",
    "today <> 'calm' or note <> 'calm'",
  ]);
});

test('an enum that is renamed takes columns and casts along', () => {
  const schema = after(given, op => {
    op.addColumn('person', c => c.nativeEnum('now', 'mood').defaultRaw("'sad'::mood"));
    op.renameEnum('mood', 'feeling');
  });
  expect(schema.tables[0]?.columns.map(({ type }) => type)).toEqual([
    { name: 'integer' },
    { name: 'nativeEnum', enum: 'feeling' },
    { name: 'nativeEnum', enum: 'feeling' },
    { name: 'array', of: { name: 'nativeEnum', enum: 'feeling' } },
    { name: 'text' },
    { name: 'nativeEnum', enum: 'feeling' },
  ]);
  expect(schema.tables[0]?.columns.at(-1)?.default).toEqual({ kind: 'sql', sql: "'sad'::feeling" });
});

const every = (op: Op): void => {
  op.createEnum('odd', ["it's", 'b']);
  op.addEnumValue('odd', 'a', { before: 'b' });
  op.addEnumValue('odd', '', { after: 'a' });
  op.renameEnumValue('odd', '', 'empty');
  op.removeEnumValue('odd', 'a', { replacement: null });
  op.removeEnumValue('odd', "it's", { replacement: 'b' });
  op.removeEnumValue('odd', 'empty');
  op.renameEnum('odd', 'audit.odd');
  op.addColumn('person', c => c.nativeEnum('x', 'audit.odd').default('b'));
  op.alterColumn('person', 'x', { type: 'array(nativeEnum(audit.odd))' });
  op.dropColumn('person', 'x');
  op.renameEnum('audit.odd', 'odd )');
  op.alterColumn('person', 'note', { type: { name: 'nativeEnum', enum: 'odd )' } });
  op.dropExtension('citext', { only: 'postgresql' });
  op.createExtension('pg_trgm', { schema: 'audit', version: '1.6', only: 'postgresql' });
  op.createSchema('other', { only: 'postgresql' });
  op.dropSchema('other', { cascade: true, only: 'postgresql' });
};

test('each call as it is printed, described, and what it touches', () => {
  let schema = given;
  const told = recorded(every).map(operation => {
    const call = layOut(statement(callOf(operation)), 100);
    const { reads, changes } = footprint(operation, schema);
    schema = apply(schema, operation);
    const names = (list: typeof reads): string =>
      list
        .map(({ sort, table, name }) => `${sort} ${table}${table && name && '.'}${name}`)
        .join(', ');
    return `${call}\n  ${inWords(operation)} | ${names(reads)} | ${names(changes)}`;
  });
  expect(`\n${told.join('\n')}`).toMatchInlineSnapshot(`
    "
    op.createEnum('odd', ["it's", 'b']);
      create enum odd (it's, b) |  | enum odd
    op.addEnumValue('odd', 'a', { before: 'b' });
      add value a to enum odd before b |  | enum odd
    op.addEnumValue('odd', '', { after: 'a' });
      add value  to enum odd after a |  | enum odd
    op.renameEnumValue('odd', '', 'empty');
      rename value  of enum odd to empty |  | enum odd
    op.removeEnumValue('odd', 'a', { replacement: null });
      remove value a of enum odd, rows get null |  | enum odd
    op.removeEnumValue('odd', "it's", { replacement: 'b' });
      remove value it's of enum odd, rows get b |  | enum odd
    op.removeEnumValue('odd', 'empty');
      remove value empty of enum odd |  | enum odd
    op.renameEnum('odd', 'audit.odd');
      rename enum odd to audit.odd |  | enum odd, enum audit.odd
    op.addColumn('person', c => c.nativeEnum('x', 'audit.odd').default('b'));
      add column person.x enum audit.odd default 'b' | table person, enum audit.odd | column person.x
    op.alterColumn('person', 'x', { type: 'array(nativeEnum(audit.odd))' });
      change column person.x: array(enum audit.odd) | table person, enum audit.odd | column person.x
    op.dropColumn('person', 'x');
      drop column person.x | table person | column person.x
    op.renameEnum('audit.odd', 'odd )');
      rename enum audit.odd to odd ) |  | enum audit.odd, enum odd )
    op.alterColumn('person', 'note', { type: { name: 'nativeEnum', enum: 'odd )' } });
      change column person.note: enum odd ) | table person, enum odd ) | column person.note
    op.dropExtension('citext', { only: 'postgresql' });
      drop extension citext |  | extension citext
    op.createExtension('pg_trgm', { schema: 'audit', version: '1.6', only: 'postgresql' });
      create extension pg_trgm 1.6 in schema audit | schema audit | extension pg_trgm
    op.createSchema('other', { only: 'postgresql' });
      create schema other |  | schema other
    op.dropSchema('other', { cascade: true, only: 'postgresql' });
      drop schema other |  | schema other"
  `);
});

test('what is printed records the same', () => {
  const operations = recorded(every);
  const text = operations.map(operation => layOut(statement(callOf(operation)), 100)).join('\n');
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- the text of a revision's body
  const run = new Function('op', text) as (op: Op) => void;
  expect(recorded(run)).toEqual(operations);
});

test('there and back again', () => {
  const back = invertAll(recorded(every), given);
  if ('irreversible' in back) throw new Error(back.irreversible);
  let schema = after(given, every);
  for (const operation of back) schema = apply(schema, operation);
  expect(sorted(schema)).toEqual(sorted(given));
});

test('which operations may use a value', () => {
  expect(
    uses(op => {
      op.insert('person', [{ today: 'odd' }]);
      op.alterColumn('person', 'today', { default: 'odd' });
      op.alterColumn('person', 'note', { type: 'nativeEnum(mood)' });
      op.addCheck('person', 'a', "today <> 'odd'");
      op.addColumn('person', c => c.array('b', 'nativeEnum(mood)').default('{sad,odd}'));
      op.backfill('person', { set: { today: "'sad'" } });
      op.sql('select 1');
      op.restore('person');
    }),
  ).toEqual(Array.from({ length: 8 }, () => true));
  expect(
    uses(op => {
      op.insert('person', [{ today: 'sad', note: 'oddly' }]);
      op.addEnumValue('mood', 'even', { after: 'odd' });
      op.renameEnumValue('mood', 'odd', 'odder');
      op.addColumn('person', c => c.nativeEnum('b', 'mood').nullable());
      op.dropColumn('person', 'note');
      op.comment('person', 'odd');
    }),
  ).toEqual(Array.from({ length: 6 }, () => false));
});

test('what an entity calls a native enum is the same type', () => {
  const mood = { name: 'nativeEnum', enum: 'audit.mood' } as const;
  expect(sameType(mood, native('audit.mood'))).toBe(true);
  expect(sameType(native('audit.mood[]'), { name: 'array', of: mood })).toBe(true);
  expect(sameType(mood, native('mood'))).toBe(false);
  expect(sameType(mood, { name: 'array', of: mood })).toBe(false);
  expect(sameType(mood, { name: 'nativeEnum', enum: 'audit.mood' })).toBe(true);
});

test('a value follows into indexes, exclusions and policies', () => {
  const table: Table = {
    name: 'person',
    columns: [{ name: 'today', type: { name: 'nativeEnum', enum: 'mood' }, nullable: false }],
    indexes: [
      { name: 'a', columns: [{ expression: "(today = 'glad')" }], unique: false },
      {
        name: 'b',
        columns: [],
        unique: false,
        statement: "create index b on person (today) where today = 'glad'",
      },
    ],
    uniques: [],
    foreignKeys: [],
    checks: [],
    exclusions: [{ name: 'c', elements: [{ expression: "(today = 'glad')", operator: '=' }] }],
    policies: [{ name: 'd', using: "today <> 'glad'" }],
  };
  const schema = { tables: [table], enums: [{ name: 'mood', values: ['glad'] }] };
  const rename = { kind: 'renameEnumValue', name: 'mood', from: 'glad', to: 'odd' } as const;
  const text = JSON.stringify(apply(schema, rename));
  expect(text).not.toContain('glad');
  expect(text.split("'odd'").length - 1).toBe(4);
});
