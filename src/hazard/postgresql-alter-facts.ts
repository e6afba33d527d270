import type { AlterTableCmd, AlterTableStmt, ColumnDef, Node } from '@pgsql/types';

import type { AlterTypeFact, Fact } from './facts.ts';
import { columnFacts, constraintFacts } from './postgresql-column-facts.ts';
import { holds, nameOf, tableName, typeOf } from './postgresql-nodes.ts';

/** The facts of `alter table`, one or more for each sub-command. */
export function alterTableFacts({ relation, cmds = [] }: AlterTableStmt): readonly Fact[] {
  const table = tableName(relation);
  return cmds.flatMap(node =>
    'AlterTableCmd' in node ? commandFacts(table, node.AlterTableCmd) : [],
  );
}

type ReadCommand = (table: string, command: AlterTableCmd) => readonly Fact[];

function commandFacts(table: string, command: AlterTableCmd): readonly Fact[] {
  return readers[command.subtype ?? '']?.(table, command) ?? [];
}

// The other sub-commands neither lose, nor lock for long, nor break anything that a rule knows.
const readers: Readonly<Record<string, ReadCommand>> = {
  AT_AddColumn: (table, { def }) =>
    def && 'ColumnDef' in def ? columnFacts(table, def.ColumnDef) : [],
  AT_DropColumn: (table, { name = '' }) => [{ kind: 'dropColumn', table, column: name }],
  AT_SetNotNull: (table, { name = '' }) => [{ kind: 'setNotNull', table, column: name }],
  AT_AlterColumnType: (table, { name = '', def }) =>
    def && 'ColumnDef' in def ? [typeFact(table, name, def.ColumnDef)] : [],
  AT_SetExpression: (table, { name = '' }) => [{ kind: 'recompute', table, column: name }],
  AT_EnableRowSecurity: table => [{ kind: 'rowSecurity', table, change: 'enable' }],
  AT_DisableRowSecurity: table => [{ kind: 'rowSecurity', table, change: 'disable' }],
  AT_ForceRowSecurity: table => [{ kind: 'rowSecurity', table, change: 'force' }],
  AT_NoForceRowSecurity: table => [{ kind: 'rowSecurity', table, change: 'noForce' }],
  AT_AddConstraint: (table, { def }) =>
    def && 'Constraint' in def ? constraintFacts(table, def.Constraint) : [],
  AT_DropConstraint: (table, { name = '' }) => [{ kind: 'dropConstraint', table, name }],
};

function typeFact(
  table: string,
  column: string,
  { typeName, raw_default: using }: ColumnDef,
): Fact {
  return {
    kind: 'alterType',
    table,
    column,
    type: typeOf(typeName),
    using: usingOf(column, using),
  };
}

function usingOf(column: string, expression: Node | undefined): AlterTypeFact['using'] {
  if (expression === undefined) return 'none';
  if (isCastOf(column, expression)) return 'cast';
  return reads(column, expression) ? 'expression' : 'replacement';
}

// A whole row, `t.*`, has the column in it.
function reads(column: string, expression: Node): boolean {
  return holds(expression, 'ColumnRef', body => {
    const fields: unknown =
      typeof body === 'object' && body !== null && 'fields' in body && body.fields;
    return holds(fields, 'sval', name => name === column) || holds(fields, 'A_Star');
  });
}

function isCastOf(column: string, expression: Node): boolean {
  if ('TypeCast' in expression) {
    const { arg } = expression.TypeCast;
    return arg !== undefined && isCastOf(column, arg);
  }
  if (!('ColumnRef' in expression)) return false;
  return nameOf(expression.ColumnRef.fields?.at(-1)) === column;
}
