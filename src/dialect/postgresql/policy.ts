import type { CreatePolicy, DropPolicy, RowSecurity } from '../../operation/object-operation.ts';
import type { Policy } from '../../schema/objects.ts';
import { findTable } from '../../schema/schema.ts';
import { quoteIdentifier } from '../../schema/tokens.ts';
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
