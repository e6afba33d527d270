import { type Column, findTable } from '../../../schema/schema.ts';
import type { CombinedStatement, CompiledOperation, Together } from '../../together.ts';
import { awayFor } from '../views/around-views.ts';
import { type Command, isBefore, readAlter, says } from './command.ts';

/**
 * Neighbouring `alter table` statements on one table become one: the table is locked once, and rewritten or read once
 * (manual, ALTER TABLE: "multiple table changes can thereby be combined into a single pass over the table").
 */
export const together: Together = { joins, combine };

function joins(group: readonly CompiledOperation[], next: CompiledOperation): boolean {
  const table = tableOf(next);
  const [first] = group;
  return (
    table !== undefined &&
    next.statements.every(each => each.view !== undefined || isKnown(each)) &&
    (!first || tableOf(first) === table)
  );
}

/** The table that an operation alters; undefined for SQL as written and for whole tables. */
function tableOf({ operation }: CompiledOperation): string | undefined {
  if (operation.kind === 'insert' || operation.kind === 'backfill') return undefined;
  return 'table' in operation && typeof operation.table === 'string' ? operation.table : undefined;
}

function isKnown({ sql, transactional, part }: CompiledOperation['statements'][number]): boolean {
  const waits = isComment(sql) || isIndex(sql);
  return transactional !== false && part === undefined && (waits || readAlter(sql) !== undefined);
}

/** Views that stand in the way go away once for all, and come back once. */
function combine(group: readonly CompiledOperation[]): readonly CombinedStatement[] | undefined {
  const own = group.map(withoutViews);
  const statements = combineOwn(own);
  const { away, back } = awayFor(own);
  const isGain = group.filter(({ statements: all }) => all.some(isOfView)).length > 1;
  if (statements === undefined && !isGain) return undefined;
  const last = group.length - 1;
  return [
    ...away.map(each => numbered(each, 0)),
    ...(statements ?? own.flatMap((each, of) => each.statements.map(one => numbered(one, of)))),
    ...back.map(each => numbered(each, last)),
  ];
}

function withoutViews(operation: CompiledOperation): CompiledOperation {
  return { ...operation, statements: operation.statements.filter(each => !isOfView(each)) };
}

function isOfView({ view }: CompiledOperation['statements'][number]): boolean {
  return view !== undefined;
}

function numbered(
  statement: CompiledOperation['statements'][number],
  of: number,
): CombinedStatement {
  return { ...statement, of };
}

function combineOwn(group: readonly CompiledOperation[]): readonly CombinedStatement[] | undefined {
  const all = group.flatMap(({ statements }, of) =>
    statements.map((statement): CombinedStatement => ({ ...statement, of })),
  );
  const generated = generatedColumns(group);
  const combined: CombinedStatement[] = [];
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined) combined.push(open.statement, ...open.waiting);
    open = undefined;
  };
  for (const statement of all) {
    const next = readAlter(statement.sql);
    if (next === undefined) {
      if (open !== undefined && mayWait(open, statement)) open.waiting.push(statement);
      else {
        close();
        combined.push(statement);
      }
      continue;
    }
    // An operation on one table may take the foreign keys of another one away for the moment.
    const isOnSame = open !== undefined && statement.sql.startsWith(open.head);
    if (open !== undefined && isOnSame && isSame(open, next.commands)) {
      open = joined(open, statement, next);
    } else {
      close();
      open = { statement, head: next.head, commands: next.commands, waiting: [], generated };
    }
  }
  close();
  return combined.length === all.length ? undefined : combined;
}

/** An `alter table` that may grow. */
interface Open {
  readonly statement: CombinedStatement;
  /** `alter table "t" `. */
  readonly head: string;
  readonly commands: readonly Command[];
  /** Comments and indexes that came behind it and can come behind what it grows by. */
  readonly waiting: CombinedStatement[];
  /** Columns that are computed from others before one of the operations. */
  readonly generated: ReadonlySet<string>;
}

function generatedColumns(group: readonly CompiledOperation[]): ReadonlySet<string> {
  return new Set(
    group.flatMap(compiled => {
      const table = findTable(compiled.context.before, tableOf(compiled) ?? '');
      return table?.columns.filter(isComputed).map(column => column.name) ?? [];
    }),
  );
}

function isComputed({ generated, type }: Column): boolean {
  return generated !== undefined || type.name === 'native';
}

function joined(
  { statement, commands, ...open }: Open,
  next: CombinedStatement,
  { head, commands: more }: { readonly head: string; readonly commands: readonly Command[] },
): Open {
  const all = [...commands, ...more];
  return {
    statement: {
      ...statement,
      sql: head + all.map(command => command.sql).join(', '),
      comment: `${statement.comment}; ${next.comment}`,
    },
    ...open,
    commands: all,
  };
}

/** Whether further sub-commands in the same statement leave the table as they would in one of their own. */
function isSame({ commands, waiting, generated }: Open, more: readonly Command[]): boolean {
  // A foreign key's check lets others read; it shall not run under the lock of what comes later.
  const isMild = commands.every(({ pass }) => pass === 'foreign key');
  if (isMild && more.some(({ pass }) => pass !== 'foreign key')) return false;
  return more.every(
    later =>
      commands.every(
        earlier => isInOrder(earlier, later) && !isStillComputed(earlier, later, generated),
      ) && waiting.every(({ sql }) => !isNeededBefore(sql, later)),
  );
}

function isInOrder(earlier: Command, later: Command): boolean {
  // A check that says `is not null` spares reading the rows (manual, ALTER TABLE, `set not null`) while it is there.
  if ([earlier, later].some(isDropConstraint) && [earlier, later].some(isSetNotNull)) return false;
  // An expression of `using` is computed of the row as it was before the statement.
  const readsBefore = earlier.pass === 'type' && ['type', 'add column'].includes(later.pass);
  if (!readsBefore && !isBefore(later.pass, earlier.pass)) return true;
  return !says(earlier.sql, later.subject) && !says(later.sql, earlier.subject);
}

// "cannot alter type of a column used by a generated column", also where the same statement drops that one.
function isStillComputed(
  { sql, subject }: Command,
  later: Command,
  generated: ReadonlySet<string>,
): boolean {
  if (later.pass !== 'type') return false;
  const isDropped = sql.startsWith('drop column ') && generated.has(subject);
  return isDropped || sql.endsWith(' drop expression');
}

function isDropConstraint({ sql }: Command): boolean {
  return sql.startsWith('drop constraint ');
}

function isSetNotNull({ sql }: Command): boolean {
  return sql.endsWith(' set not null');
}

/** Whether a comment or an index has to be there, or to be done, before the sub-command. */
function isNeededBefore(waiting: string, { sql, pass, subject }: Command): boolean {
  if (isComment(waiting)) return pass === 'drop' && says(waiting, subject);
  return says(waiting, subject) || pass === 'foreign key' || / using index /.test(sql);
}

/** An index is built under a mild lock, unless the table is locked already. */
function mayWait({ commands }: Open, { sql }: CombinedStatement): boolean {
  return isComment(sql) || commands.some(({ pass }) => pass !== 'foreign key');
}

function isComment(sql: string): boolean {
  return /^comment on (?:column|table|constraint) /.test(sql);
}

function isIndex(sql: string): boolean {
  return /^create (?:unique )?index (?!concurrently\b)/.test(sql);
}
