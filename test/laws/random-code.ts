import type { Operation } from '../../src/operation/operation.ts';
import { relationNames } from '../../src/schema/key.ts';
import type { Trigger } from '../../src/schema/objects.ts';
import type { Table } from '../../src/schema/schema.ts';
import { named } from './cells.ts';
import type { Alter } from './random-operations.ts';
import type { Making } from './random-parts.ts';

/** Alterations of triggers and policies, of sequences and schemas. What PostgreSQL alone has is said to be for it. */
export const codeMoves: readonly Alter[] = [
  createTrigger,
  createTrigger,
  dropTrigger,
  createPolicy,
  dropPolicy,
  rowSecurity,
  createSequence,
  dropSequence,
  createSchema,
  dropSchema,
];

const only = 'postgresql' as const;

function pickTable({ schema, dice }: Making): Table | undefined {
  return schema.tables.length === 0 ? undefined : dice.pick(schema.tables);
}

/** A trigger that changes nothing. */
function createTrigger(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  if (table === undefined) return undefined;
  const plain = table.columns.filter(column => column.generated === undefined);
  const when = plain.length === 0 ? '1 = 1' : `new.${named(dice.pick(plain).name)} is not null`;
  const trigger: Trigger = {
    name: `t${dice.below(40)}`,
    timing: dice.pick(['before', 'after'] as const),
    events: dice.pick([['insert'], ['update'], ['insert', 'update']] as const),
    forEach: 'row',
    body: { postgresql: 'return new', sqlite: 'select 1' },
    ...(dice.maybe(40) && { when }),
  };
  return [{ kind: 'createTrigger', table: table.name, trigger }];
}

function dropTrigger(making: Making): readonly Operation[] | undefined {
  const table = making.schema.tables.find(({ triggers }) => triggers !== undefined);
  if (table?.triggers === undefined) return undefined;
  const { name } = making.dice.pick(table.triggers);
  return [{ kind: 'dropTrigger', table: table.name, name }];
}

function createPolicy(making: Making): readonly Operation[] | undefined {
  const { dice } = making;
  const table = pickTable(making);
  if (table === undefined) return undefined;
  const using = `${named(dice.pick(table.columns).name)} is not null`;
  const policy = {
    name: `p${dice.below(5)}`,
    using,
    ...(dice.maybe(30) && { restrictive: true as const }),
    ...(dice.maybe(30) && { command: dice.pick(['select', 'update', 'delete'] as const) }),
  };
  return [{ kind: 'createPolicy', table: table.name, policy, only }];
}

function dropPolicy(making: Making): readonly Operation[] | undefined {
  const table = making.schema.tables.find(({ policies }) => policies !== undefined);
  if (table?.policies === undefined) return undefined;
  const { name } = making.dice.pick(table.policies);
  return [{ kind: 'dropPolicy', table: table.name, name, only }];
}

function rowSecurity(making: Making): readonly Operation[] | undefined {
  const table = pickTable(making);
  if (table === undefined) return undefined;
  const mode = making.dice.pick(['enabled', 'forced', 'disabled'] as const);
  return [{ kind: 'rowSecurity', table: table.name, mode, only }];
}

function createSequence({ schema, dice }: Making): readonly Operation[] | undefined {
  const name = dice.pick(['numbers', 'Nummern', 'audit.numbers']);
  if (schema.tables.flatMap(relationNames).includes(name)) return undefined;
  const sequence = {
    name,
    ...(dice.maybe(40) && { start: '9007199254740993' }),
    ...(dice.maybe(40) && { increment: '5' }),
    ...(dice.maybe(20) && { cycle: true as const }),
  };
  return [{ kind: 'createSequence', sequence, only }];
}

function dropSequence({ schema: { sequences = [] }, dice }: Making) {
  if (sequences.length === 0) return undefined;
  return [{ kind: 'dropSequence' as const, name: dice.pick(sequences).name, only }];
}

function createSchema({ dice }: Making): readonly Operation[] {
  return [{ kind: 'createSchema', name: dice.pick(['extra', 'Noch eins']), only }];
}

function dropSchema({ schema: { schemas = [] }, dice }: Making) {
  return schemas.length === 0
    ? undefined
    : [{ kind: 'dropSchema' as const, name: dice.pick(schemas), only }];
}
