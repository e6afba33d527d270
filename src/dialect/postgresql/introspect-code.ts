import type { Policy, Routine, RoutineParameter, Trigger } from '../../schema/objects.ts';
import type { Schema, Table } from '../../schema/schema.ts';
import type { Row } from '../dialect.ts';
import { names, optional, text } from './row.ts';

/** A table's triggers, policies and row-level security; what it has none of is left out. */
export function toTableCode(
  own: (set: string) => readonly Row[],
): Pick<Table, 'triggers' | 'policies' | 'rowSecurity'> {
  const triggers = own('triggers').map(toTrigger);
  const policies = own('policies').map(toPolicy);
  const [security] = own('rowSecurity');
  return {
    ...(triggers.length > 0 && { triggers }),
    ...(policies.length > 0 && { policies }),
    ...(security && { rowSecurity: security['forced'] === true ? 'forced' : 'enabled' }),
  };
}

/** The functions and procedures that stand for themselves. */
export function toRoutines(rows: readonly Row[]): Pick<Schema, 'routines'> {
  return rows.length === 0 ? {} : { routines: rows.map(toRoutine) };
}

function toTrigger(row: Row): Trigger {
  const name = text(row, 'name');
  const type = Number(row['type']);
  const has = (bit: number): boolean => (type & bit) !== 0;
  const plain: Trigger = {
    name,
    timing: has(2) ? 'before' : has(64) ? 'instead of' : 'after',
    events: eventBits.filter(([, bit]) => has(bit)).map(([event]) => event),
    forEach: has(1) ? 'row' : 'statement',
    body: { postgresql: withoutBlock(text(row, 'body')) },
    ...(text(row, 'condition') !== '' && { when: { postgresql: text(row, 'condition') } }),
  };
  if (row['is_plain'] === true) return plain;
  const { when: _when, ...rest } = plain;
  return { ...rest, body: { postgresql: text(row, 'definition') }, whole: true };
}

// pg_trigger.tgtype, src/include/catalog/pg_trigger.h
const eventBits = [
  ['insert', 4],
  ['update', 16],
  ['delete', 8],
  ['truncate', 32],
] as const;

function toPolicy(row: Row): Policy {
  const command = commands[text(row, 'command')];
  const roles = names(row, 'roles');
  const [using, check] = [row['seen'], row['written']];
  return {
    name: text(row, 'name'),
    ...(command && { command }),
    ...(row['permissive'] === false && { restrictive: true }),
    ...(roles.join() !== 'public' && { roles }),
    ...(typeof using === 'string' && { using }),
    ...(typeof check === 'string' && { check }),
  };
}

// pg_policy.polcmd; '*' is all.
const commands: Readonly<Record<string, Policy['command']>> = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
};

function toRoutine(row: Row): Routine {
  const type = row['kind'] === 'p' ? 'procedure' : 'function';
  const language = text(row, 'language');
  const parameters = toParameters(text(row, 'parameters'));
  const known = { name: text(row, 'name'), type, parameters, language } as const;
  if (row['is_plain'] !== true) return { ...known, body: text(row, 'definition'), whole: true };
  const body = text(row, 'body');
  const volatility = volatilities[text(row, 'volatility')];
  return {
    ...known,
    ...(type === 'function' && { returns: text(row, 'result') }),
    body: language === 'plpgsql' ? withoutBlock(body) : body.trim(),
    ...(row['definer'] === true && { security: 'definer' }),
    ...(type === 'function' && volatility && { volatility }),
    ...optional(row, 'comment'),
  };
}

// pg_proc.provolatile; 'v' is what it is when nothing is said.
const volatilities: Readonly<Record<string, Routine['volatility']>> = {
  i: 'immutable',
  s: 'stable',
};

function toParameters(json: string): readonly RoutineParameter[] {
  const list: unknown = json === '' ? [] : JSON.parse(json);
  return Array.isArray(list) ? list.flatMap(toParameter) : [];
}

// The columns of `returns table (…)` are in what it returns.
function toParameter(entry: unknown): readonly RoutineParameter[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const {
    name,
    type,
    mode,
    default: value,
  }: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(entry));
  if (mode === 't') return [];
  return [
    {
      name: String(name),
      type: String(type),
      ...(mode === 'o' && { direction: 'out' }),
      ...(mode === 'b' && { direction: 'inout' }),
      ...(typeof value === 'string' && { default: value }),
    },
  ];
}

/** A body as MikroORM reads it back: without its outermost `begin … end`. */
function withoutBlock(body: string): string {
  const inside = /^\s*begin\s+([\s\S]*?)\s*end\s*;?\s*$/i.exec(body)?.[1];
  return inside === undefined ? body.trim() : inside.trim().replace(/;\s*$/, '');
}
