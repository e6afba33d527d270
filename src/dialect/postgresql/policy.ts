import { MigshError } from '../../error.ts';
import type { CreatePolicy, DropPolicy, RowSecurity } from '../../operation/object-operation.ts';
import type { DropColumn } from '../../operation/operation.ts';
import type { Policy } from '../../schema/objects.ts';
import { findTable, type Schema } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
import { policyUses } from '../../schema/trigger-edit.ts';
import type { CompileContext } from '../dialect.ts';
import type { CompiledStatement } from '../statement.ts';
import { quoteNew, quoteTable } from './name.ts';

/** `create policy "own_rows" on "order" for select to "app" using (…) with check (…)`. */
export function createPolicy({
  table,
  policy,
}: Pick<CreatePolicy, 'table' | 'policy'>): readonly CompiledStatement[] {
  return [{ sql: policySql(table, policy), comment: `create policy ${policy.name} on ${table}` }];
}

/** `drop policy "own_rows" on "order"`. */
export function dropPolicy({
  table,
  name,
}: Pick<DropPolicy, 'table' | 'name'>): readonly CompiledStatement[] {
  const sql = `drop policy ${quoteIdentifier(name)} on ${quoteTable(table)}`;
  return [{ sql, comment: `drop policy ${name} of ${table}` }];
}

/** `alter table "order" enable row level security`, and `force row level security`: whichever of the two changes. */
export function rowSecurity(
  { table, mode }: RowSecurity,
  { before }: CompileContext,
): readonly CompiledStatement[] {
  const was = findTable(before, table)?.rowSecurity ?? 'disabled';
  const comment = `row-level security of ${table}: ${mode}`;
  return wordsFor(was, mode).map(words => ({
    sql: `alter table ${quoteTable(table)} ${words} row level security`,
    comment,
  }));
}

type Mode = RowSecurity['mode'];

// What the revisions know to be so already is said again: somebody may have switched it by hand.
function wordsFor(was: Mode, mode: Mode): readonly string[] {
  if (mode === 'forced') return was === 'enabled' ? ['force'] : ['enable', 'force'];
  if (mode === 'enabled') return was === 'forced' ? ['no force'] : ['enable'];
  return was === 'forced' ? ['no force', 'disable'] : ['disable'];
}

/**
 * Refuses to drop a column that a policy names: PostgreSQL stops there ("other objects depend on it"), and taking the policy
 * along would change who sees which rows. A policy with a query in it may mean another table's column.
 */
export function refusePolicy(
  schema: Schema,
  { table, column }: Pick<DropColumn, 'table' | 'column'>,
): void {
  const policy = findTable(schema, table)?.policies?.find(
    each => policyUses(each, column) && !hasQuery(each),
  );
  if (policy === undefined) return;
  throw new MigshError(
    'bad-operation',
    `column ${table}.${column} cannot be dropped: policy ${policy.name} names it`,
    { hint: `first op.dropPolicy('${table}', '${policy.name}')` },
  );
}

function hasQuery({ using = '', check = '' }: Policy): boolean {
  return /\bselect\b/i.test(`${using} ${check}`);
}

function policySql(table: string, policy: Policy): string {
  const { name, command, restrictive, roles = [], using, check } = policy;
  return [
    `create policy ${quoteNew(name)} on ${quoteTable(table)}`,
    ...(restrictive ? ['as restrictive'] : []),
    ...(command === undefined ? [] : [`for ${command}`]),
    ...(roles.length === 0 ? [] : [`to ${roles.map(roleSql).join(', ')}`]),
    ...(using === undefined ? [] : [`using (${using})`]),
    ...(check === undefined ? [] : [`with check (${check})`]),
  ].join(' ');
}

// `public` is a word, no role: in quotes it would be one.
function roleSql(role: string): string {
  return role === 'public' ? role : quoteIdentifier(role);
}
