import type { ObjectChange } from './change-objects.ts';
import type {
  Partitioning,
  Policy,
  Routine,
  RoutineParameter,
  SqlText,
  Trigger,
} from './objects.ts';
import { sameExpression } from './same-expression.ts';
import { sameIndex } from './same-index.ts';
import type { Index, Table, View } from './schema.ts';

/** What differs in what hangs on one table. One that changed goes and comes. */
export function diffTableObjects(recorded: Table, desired: Table): readonly ObjectChange[] {
  const { name: table } = desired;
  const triggers = cameAndWent(recorded.triggers, desired.triggers, sameTrigger);
  const policies = cameAndWent(recorded.policies, desired.policies, samePolicy);
  const { rowSecurity: from } = recorded;
  const { rowSecurity: to } = desired;
  return [
    ...diffPartitioning(recorded, desired),
    ...triggers.went.map(trigger => ({ kind: 'triggerRemoved' as const, table, trigger })),
    ...triggers.came.map(trigger => ({ kind: 'triggerAdded' as const, table, trigger })),
    ...policies.went.map(policy => ({ kind: 'policyRemoved' as const, table, policy })),
    ...(from === to
      ? []
      : [{ kind: 'rowSecurityChanged' as const, table, ...(from && { from }), ...(to && { to }) }]),
    ...policies.came.map(policy => ({ kind: 'policyAdded' as const, table, policy })),
  ];
}

// As MikroORM: what an entity does not say is not managed.
function diffPartitioning(recorded: Table, desired: Table): readonly ObjectChange[] {
  const { partitioning: from } = recorded;
  const { name: table, partitioning: to } = desired;
  if (to === undefined || (from !== undefined && samePartitioning(from, to))) return [];
  return [{ kind: 'partitioningChanged', table, ...(from && { from }), to }];
}

function samePartitioning(a: Partitioning, b: Partitioning): boolean {
  return (
    sameExpression(a.by, b.by) &&
    sameSet(a.partitions.map(partitionKey), b.partitions.map(partitionKey))
  );
}

function partitionKey({ name, bound }: Partitioning['partitions'][number]): string {
  return `${name} ${normalBody(bound).toLowerCase()}`;
}

/** Whether two views say the same, whatever their names. */
export function sameView(a: View, b: View): boolean {
  return (
    sameText(a.select, b.select) &&
    a.materialized === b.materialized &&
    (a.comment ?? '') === (b.comment ?? '')
  );
}

/** Whether two routines of one signature say the same. */
export function sameRoutine(a: Routine, b: Routine): boolean {
  const keys = ['type', 'returns', 'language', 'security', 'volatility', 'comment'] as const;
  const [one, other] = [withUsual(a), withUsual(b)];
  return (
    keys.every(key => one[key] === other[key]) &&
    sameBody(a.body, b.body) &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every((parameter, at) => sameParameter(parameter, b.parameters[at]))
  );
}

/** What PostgreSQL takes where nothing is said. */
function withUsual(routine: Routine): Routine {
  const { returns = 'void', security = 'invoker', volatility = 'volatile', comment = '' } = routine;
  return { ...routine, returns: returns.trim().toLowerCase(), security, volatility, comment };
}

function sameParameter(a: RoutineParameter, b: RoutineParameter | undefined): boolean {
  return a.name === b?.name && sameExpression(a.default, b.default);
}

/** The indexes of a materialized view that went and came. */
export function diffViewIndexes(
  recorded: View,
  desired: View,
): { readonly came: readonly Index[]; readonly went: readonly Index[] } {
  return cameAndWent(recorded.indexes, desired.indexes, sameIndex);
}

function cameAndWent<T extends { readonly name: string }>(
  recorded: readonly T[] = [],
  desired: readonly T[] = [],
  same: (a: T, b: T) => boolean,
): { readonly came: readonly T[]; readonly went: readonly T[] } {
  const isIn = (one: T, list: readonly T[]): boolean =>
    list.some(other => other.name === one.name && same(one, other));
  return {
    came: desired.filter(one => !isIn(one, recorded)),
    went: recorded.filter(one => !isIn(one, desired)),
  };
}

function sameTrigger(a: Trigger, b: Trigger): boolean {
  return (
    a.timing === b.timing &&
    a.forEach === b.forEach &&
    sameSet(a.events, b.events) &&
    sameText(a.when, b.when) &&
    sameText(a.body, b.body) &&
    a.whole === b.whole
  );
}

function samePolicy(a: Policy, b: Policy): boolean {
  return (
    a.command === b.command &&
    a.restrictive === b.restrictive &&
    sameSet(a.roles ?? ['public'], b.roles ?? ['public']) &&
    sameExpression(a.using, b.using) &&
    sameExpression(a.check, b.check)
  );
}

function sameText(a: SqlText | undefined, b: SqlText | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (['postgresql', 'sqlite'] as const).every(dialect =>
    sameBody(textFor(a, dialect), textFor(b, dialect)),
  );
}

function textFor(text: SqlText, dialect: 'postgresql' | 'sqlite'): string {
  return (typeof text === 'string' ? text : text[dialect]) ?? '';
}

// Blanks and a last semicolon are all that may differ: inside a body anything else may be data.
function sameBody(a: string, b: string): boolean {
  return normalBody(a) === normalBody(b);
}

function normalBody(text: string): string {
  return text.trim().replace(/;$/, '').replaceAll(/\s+/g, ' ');
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every(each => b.includes(each));
}
