import {
  type AlterTableStmt,
  type ColumnDefinition,
  type CreateIndexStmt,
  type CreateTableStmt,
  type CreateTriggerStmt,
  type DeleteStmt,
  type InsertClause,
  type InsertStmt,
  type Node,
  parse,
  type Statement,
  type UpdateClause,
  type UpdateStmt,
} from 'sql-parser-cst';

import type { Fact } from './facts.ts';
import { newerAlterFacts } from './sqlite-newer-facts.ts';

/** The facts of one SQLite statement. The body of a trigger runs later: of that only what it deletes is told. */
export function sqliteFacts(sql: string): readonly Fact[] {
  try {
    return parse(sql, { dialect: 'sqlite' }).statements.flatMap(statementFacts);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'no SQL';
    return newerAlterFacts(sql) ?? [{ kind: 'unreadable', reason }];
  }
}

function statementFacts(statement: Statement): readonly Fact[] {
  if (statement.type === 'create_table_stmt') return createFacts(statement);
  if (statement.type === 'alter_table_stmt') return alterFacts(statement);
  if (statement.type === 'create_index_stmt') return [indexFact(statement)];
  if (statement.type === 'drop_table_stmt') {
    const names = statement.tables.items.map(nameOf);
    return names.map(table => ({ kind: 'dropTable', table, cascades: false }));
  }
  if (statement.type === 'create_view_stmt') {
    return statement.ifNotExistsKw ? [] : [{ kind: 'createView', view: nameOf(statement.name) }];
  }
  if (statement.type === 'drop_view_stmt') {
    const names = statement.views.items.map(nameOf);
    return names.map(view => ({ kind: 'dropView', view, materialized: false }));
  }
  if (statement.type === 'create_trigger_stmt') return triggerFacts(statement);
  if (statement.type === 'insert_stmt') return insertFacts(statement);
  if (statement.type === 'delete_stmt' || statement.type === 'update_stmt') {
    return rowFacts(statement);
  }
  return [];
}

// `if not exists` may meet a table that is there, which then is nothing new.
function createFacts({ name, ifNotExistsKw, clauses }: CreateTableStmt): readonly Fact[] {
  if (ifNotExistsKw) return [];
  const filled = clauses.some(clause => clause.type === 'as_clause');
  return [{ kind: 'createTable', table: nameOf(name), filled }];
}

function indexFact({ table, name, indexTypeKw }: CreateIndexStmt): Fact {
  return {
    kind: 'createIndex',
    table: nameOf(table),
    name: name ? nameOf(name) : '',
    unique: indexTypeKw?.name === 'UNIQUE',
    concurrently: false,
  };
}

function triggerFacts({ name, target, body }: CreateTriggerStmt): readonly Fact[] {
  const inside = body.type === 'block_stmt' ? body.program.statements.flatMap(statementFacts) : [];
  const deletes = inside.flatMap(fact =>
    fact.kind === 'deleteRows' || fact.kind === 'replaceRows' ? [fact.table] : [],
  );
  return [
    { kind: 'createTrigger', table: nameOf(target.table), name: nameOf(name) },
    { kind: 'storeCode', sort: 'trigger', name: nameOf(name), deletes: [...new Set(deletes)] },
  ];
}

function insertFacts({ clauses }: InsertStmt): readonly Fact[] {
  const copied = !clauses.some(clause => clause.type === 'values_clause');
  return clauses.flatMap((clause): readonly Fact[] =>
    clause.type === 'insert_clause'
      ? [
          ...replaceFacts(clause, clause.table),
          { kind: 'insertRows', table: nameOf(clause.table), copied },
        ]
      : [],
  );
}

// `replace into t`, `insert or replace into t`, `update or replace t`
function replaceFacts(clause: InsertClause | UpdateClause, table: Node): readonly Fact[] {
  const isReplace = clause.type === 'insert_clause' && clause.insertKw.name === 'REPLACE';
  if (!isReplace && clause.orAction?.actionKw.name !== 'REPLACE') return [];
  return [{ kind: 'replaceRows', table: nameOf(table) }];
}

function rowFacts({ clauses }: DeleteStmt | UpdateStmt): readonly Fact[] {
  const where = clauses.some(clause => clause.type === 'where_clause');
  return clauses.flatMap((clause): readonly Fact[] => {
    if (clause.type !== 'delete_clause' && clause.type !== 'update_clause') return [];
    const kind = clause.type === 'delete_clause' ? 'deleteRows' : 'updateRows';
    return clause.tables.items.flatMap(table => [
      ...(clause.type === 'update_clause' ? replaceFacts(clause, table) : []),
      { kind, table: nameOf(table), where },
    ]);
  });
}

function alterFacts({ table: relation, actions }: AlterTableStmt): readonly Fact[] {
  const table = nameOf(relation);
  return actions.items.flatMap((action): readonly Fact[] => {
    if (action.type === 'alter_action_rename') {
      return [{ kind: 'renameTable', table, to: nameOf(action.newName) }];
    }
    if (action.type === 'alter_action_rename_column') {
      const [column, to] = [nameOf(action.oldName), nameOf(action.newName)];
      return [{ kind: 'renameColumn', table, column, to }];
    }
    if (action.type === 'alter_action_drop_column') {
      return [{ kind: 'dropColumn', table, column: nameOf(action.column) }];
    }
    return action.type === 'alter_action_add_column' ? [addFact(table, action.column)] : [];
  });
}

function addFact(table: string, { name, constraints }: ColumnDefinition): Fact {
  const has = (type: string): boolean =>
    constraints.some(each => (each.type === 'constraint' ? each.constraint : each).type === type);
  return {
    kind: 'addColumn',
    table,
    column: nameOf(name),
    notNull: has('constraint_not_null'),
    fill: has('constraint_default') ? 'constant' : 'none',
  };
}

/** The name without the schema before it: what a revision names is in `main`. */
function nameOf(node: Node): string {
  if (node.type === 'identifier') return node.name;
  if (node.type === 'member_expr') return nameOf(node.property);
  return node.type === 'alias' ? nameOf(node.expr) : '';
}
