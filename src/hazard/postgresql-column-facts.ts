import type { ColumnDef, Constraint, Node } from '@pgsql/types';

import { computedOnce } from '../schema/computed-once.ts';
import type { AddColumnFact, Fact } from './facts.ts';
import { holds, nameOf, tableName, typeOf } from './postgresql-nodes.ts';

/** `add column …`: the column, then what its inline constraints do. */
export function columnFacts(table: string, column: ColumnDef): readonly Fact[] {
  const constraints = constraintsOf(column);
  const fill = fillOf(column, constraints);
  const has = (type: string): boolean => constraints.some(({ contype }) => contype === type);
  return [
    {
      kind: 'addColumn',
      table,
      column: column.colname ?? '',
      notNull: has('CONSTR_NOTNULL') || has('CONSTR_PRIMARY'),
      fill,
    },
    ...constraints.flatMap(constraint =>
      // A new column that is null everywhere has nothing to look up in the other table.
      constraintFacts(
        table,
        constraint,
        constraint.contype !== 'CONSTR_FOREIGN' || fill !== 'none',
      ),
    ),
  ];
}

/** `add constraint …`, and a constraint inside `create table` or on a column. */
export function constraintFacts(
  table: string,
  constraint: Constraint,
  checksRows = !constraint.skip_validation,
): readonly Fact[] {
  const { contype, conname: name = '', keys = [], pktable, indexname } = constraint;
  const usingIndex = indexname !== undefined;
  if (contype === 'CONSTR_CHECK') return [{ kind: 'addCheck', table, name, checksRows }];
  if (contype === 'CONSTR_EXCLUSION') return [{ kind: 'addExclusion', table, name }];
  if (contype === 'CONSTR_FOREIGN') {
    return [{ kind: 'addForeignKey', table, name, refTable: tableName(pktable), checksRows }];
  }
  if (contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_PRIMARY') {
    return [{ kind: 'addUnique', table, name, primary: contype === 'CONSTR_PRIMARY', usingIndex }];
  }
  // PostgreSQL 18: `add constraint n not null c`. What stands on a column has no keys.
  if (contype !== 'CONSTR_NOTNULL' || !checksRows) return [];
  return keys.map(key => ({ kind: 'setNotNull', table, column: nameOf(key) }));
}

/** The foreign keys among the items of `create table`, on columns and beside them. */
export function foreignKeysIn(table: string, items: readonly Node[]): readonly Fact[] {
  return items
    .flatMap(item => {
      if ('ColumnDef' in item) return constraintsOf(item.ColumnDef);
      return 'Constraint' in item ? [item.Constraint] : [];
    })
    .filter(({ contype }) => contype === 'CONSTR_FOREIGN')
    .flatMap(constraint => constraintFacts(table, constraint));
}

function constraintsOf(column: ColumnDef): readonly Constraint[] {
  return (column.constraints ?? []).flatMap(node =>
    'Constraint' in node ? [node.Constraint] : [],
  );
}

function fillOf(column: ColumnDef, constraints: readonly Constraint[]): AddColumnFact['fill'] {
  if (/serial/.test(typeOf(column.typeName).name)) return 'perRow';
  for (const { contype, raw_expr: expression, generated_kind: sort } of constraints) {
    if (contype === 'CONSTR_IDENTITY') return 'perRow';
    if (contype === 'CONSTR_GENERATED') return sort === 'v' ? 'constant' : 'perRow';
    if (contype === 'CONSTR_DEFAULT') return isPerRow(expression) ? 'perRow' : 'constant';
  }
  return 'none';
}

function isPerRow(expression: Node | undefined): boolean {
  return holds(expression, 'FuncCall', call => !computedOnce.has(functionName(call)));
}

function functionName(call: unknown): string {
  if (typeof call !== 'object' || call === null || !('funcname' in call)) return '';
  const parts: unknown = call.funcname;
  const last: unknown = Array.isArray(parts) ? parts.at(-1) : undefined;
  return typeof last === 'object' && last !== null && 'String' in last
    ? nameOf({ String: last.String ?? {} })
    : '';
}
