import type { Node, RangeVar, WithClause } from '@pgsql/types';

import type { Fact } from './facts.ts';
import type { ParsedStatement } from './parsed-statement.ts';
import { alterTableFacts } from './postgresql-alter-facts.ts';
import { codeFacts } from './postgresql-code-facts.ts';
import { foreignKeysIn } from './postgresql-column-facts.ts';
import { type Body, nameOf, tableName } from './postgresql-nodes.ts';

/** The facts of one statement, from the tree of PostgreSQL's own parser. Code inside a function or a `do` block is not read. */
export function postgresqlFacts(parsed: ParsedStatement): readonly Fact[] {
  if ('error' in parsed) return [{ kind: 'unreadable', reason: parsed.error }];
  return (parsed.tree.stmts ?? []).flatMap(({ stmt }) => (stmt ? statementFacts(stmt) : []));
}

function statementFacts(node: Node): readonly Fact[] {
  if ('DoStmt' in node) return [{ kind: 'unreadable', reason: 'code in a do block' }];
  return [
    ...structureFacts(node),
    ...viewFacts(node),
    ...codeFacts(node, statementFacts),
    ...rowFacts(node),
    ...innerFacts(node),
  ];
}

function structureFacts(node: Node): readonly Fact[] {
  if ('CreateStmt' in node) return createFacts(node.CreateStmt);
  if ('CreateTableAsStmt' in node) return filledFacts(node.CreateTableAsStmt.into?.rel);
  if ('AlterTableStmt' in node) return alterTableFacts(node.AlterTableStmt);
  if ('DropStmt' in node) return dropFacts(node.DropStmt);
  if ('DropdbStmt' in node) {
    return [{ kind: 'dropWhole', sort: 'database', name: node.DropdbStmt.dbname ?? '' }];
  }
  if ('DropOwnedStmt' in node) return ownedFacts(node.DropOwnedStmt);
  if ('IndexStmt' in node) return [indexFact(node.IndexStmt)];
  return nameFacts(node);
}

function nameFacts(node: Node): readonly Fact[] {
  if ('RenameStmt' in node) return renameFacts(node.RenameStmt);
  if ('AlterEnumStmt' in node) return valueFacts(node.AlterEnumStmt);
  return 'AlterObjectSchemaStmt' in node ? moveFacts(node.AlterObjectSchemaStmt) : [];
}

function rowFacts(node: Node): readonly Fact[] {
  if ('DeleteStmt' in node) return [rowsFact('deleteRows', node.DeleteStmt)];
  if ('UpdateStmt' in node) return [rowsFact('updateRows', node.UpdateStmt)];
  if ('InsertStmt' in node) {
    const { relation, selectStmt } = node.InsertStmt;
    return [{ kind: 'insertRows', table: tableName(relation), copied: !isValues(selectStmt) }];
  }
  if ('TruncateStmt' in node) return truncateFacts(node.TruncateStmt);
  if ('MergeStmt' in node) return mergeFacts(node.MergeStmt);
  return 'SelectStmt' in node ? filledFacts(node.SelectStmt.intoClause?.rel) : [];
}

/** Statements inside a statement: `with gone as (delete …) …`, `explain analyze delete …`, `copy (delete …) to …`. */
function innerFacts(node: Node): readonly Fact[] {
  const inside = statementIn(node);
  if (inside !== undefined) return statementFacts(inside);
  return (withClauseOf(node)?.ctes ?? []).flatMap(cte => {
    const query = 'CommonTableExpr' in cte ? cte.CommonTableExpr.ctequery : undefined;
    return query ? statementFacts(query) : [];
  });
}

function statementIn(node: Node): Node | undefined {
  if ('ExplainStmt' in node) return node.ExplainStmt.query;
  if ('PrepareStmt' in node) return node.PrepareStmt.query;
  return 'CopyStmt' in node ? node.CopyStmt.query : undefined;
}

function withClauseOf(node: Node): WithClause | undefined {
  if ('SelectStmt' in node) return node.SelectStmt.withClause;
  if ('InsertStmt' in node) return node.InsertStmt.withClause;
  if ('UpdateStmt' in node) return node.UpdateStmt.withClause;
  if ('DeleteStmt' in node) return node.DeleteStmt.withClause;
  return 'MergeStmt' in node ? node.MergeStmt.withClause : undefined;
}

// `if not exists` may meet a table that is there, which then is nothing new.
function createFacts(statement: Body<'CreateStmt'>): readonly Fact[] {
  if (statement.if_not_exists) return [];
  const table = tableName(statement.relation);
  return [
    { kind: 'createTable', table, filled: false },
    ...foreignKeysIn(table, statement.tableElts ?? []),
  ];
}

function filledFacts(relation: RangeVar | undefined): readonly Fact[] {
  return relation ? [{ kind: 'createTable', table: tableName(relation), filled: true }] : [];
}

function dropFacts({
  objects = [],
  removeType,
  behavior,
  concurrent = false,
}: Body<'DropStmt'>): readonly Fact[] {
  const cascades = behavior === 'DROP_CASCADE';
  const names = objects.map(nameOf);
  const sort = wholes[removeType ?? ''];
  // Without cascade it stops where something is left.
  if (sort !== undefined) {
    return cascades ? names.map(name => ({ kind: 'dropWhole', sort, name })) : [];
  }
  if (removeType === 'OBJECT_VIEW' || removeType === 'OBJECT_MATVIEW') {
    const materialized = removeType === 'OBJECT_MATVIEW';
    return names.map(view => ({ kind: 'dropView', view, materialized }));
  }
  if (removeType === 'OBJECT_INDEX') {
    return names.map(name => ({ kind: 'dropIndex', name, concurrently: concurrent }));
  }
  if (removeType !== 'OBJECT_TABLE') return [];
  return names.map(table => ({ kind: 'dropTable', table, cascades }));
}

const wholes: Readonly<Record<string, 'schema' | 'extension' | 'type' | 'collation'>> = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_EXTENSION: 'extension',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_COLLATION: 'collation',
};

// `drop owned by` drops tables that have rows without asking for `cascade`.
function ownedFacts({ roles = [] }: Body<'DropOwnedStmt'>): readonly Fact[] {
  return roles.map(role => {
    const name = 'RoleSpec' in role ? role.RoleSpec.rolename : undefined;
    return { kind: 'dropWhole', sort: 'role', name: name ?? 'the user' };
  });
}

function renameFacts(statement: Body<'RenameStmt'>): readonly Fact[] {
  const { renameType, relation, subname = '', newname = '' } = statement;
  const table = tableName(relation);
  if (renameType === 'OBJECT_COLUMN') {
    return [{ kind: 'renameColumn', table, column: subname, to: newname }];
  }
  if (!namedByCode.has(renameType ?? '')) return [];
  const to = tableName({ ...relation, relname: newname });
  return [{ kind: 'renameTable', table, to }];
}

// Code says the name of a view as it says that of a table.
const namedByCode: ReadonlySet<string> = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW']);

// One that replaces another is nothing new.
function viewFacts(node: Node): readonly Fact[] {
  if ('ViewStmt' in node) {
    const { view, replace } = node.ViewStmt;
    return replace ? [] : [{ kind: 'createView', view: tableName(view) }];
  }
  if (!('RefreshMatViewStmt' in node)) return [];
  const { relation, concurrent } = node.RefreshMatViewStmt;
  return [{ kind: 'refreshView', view: tableName(relation), concurrently: concurrent ?? false }];
}

function valueFacts({
  typeName = [],
  oldVal,
  newVal = '',
}: Body<'AlterEnumStmt'>): readonly Fact[] {
  if (oldVal === undefined || oldVal === '') return [];
  const name = typeName.map(nameOf).join('.');
  return [{ kind: 'renameValue', enum: name, value: oldVal, to: newVal }];
}

function moveFacts(statement: Body<'AlterObjectSchemaStmt'>): readonly Fact[] {
  const { objectType, relation, newschema = '' } = statement;
  if (!namedByCode.has(objectType ?? '')) return [];
  const to = tableName({ ...relation, schemaname: newschema });
  return [{ kind: 'renameTable', table: tableName(relation), to }];
}

function indexFact(statement: Body<'IndexStmt'>): Fact {
  return {
    kind: 'createIndex',
    table: tableName(statement.relation),
    name: statement.idxname ?? '',
    unique: statement.unique ?? false,
    concurrently: statement.concurrent ?? false,
  };
}

function rowsFact(
  kind: 'deleteRows' | 'updateRows',
  { relation, whereClause }: Body<'DeleteStmt'> | Body<'UpdateStmt'>,
): Fact {
  return { kind, table: tableName(relation), where: whereClause !== undefined };
}

function isValues(query: Node | undefined): boolean {
  return (
    query === undefined || ('SelectStmt' in query && query.SelectStmt.valuesLists !== undefined)
  );
}

function truncateFacts({ relations = [], behavior }: Body<'TruncateStmt'>): readonly Fact[] {
  return relations.map(node => ({
    kind: 'truncate',
    table: 'RangeVar' in node ? tableName(node.RangeVar) : '',
    cascades: behavior === 'DROP_CASCADE',
  }));
}

function mergeFacts({ relation, mergeWhenClauses = [] }: Body<'MergeStmt'>): readonly Fact[] {
  const table = tableName(relation);
  return mergeWhenClauses.flatMap((node): readonly Fact[] => {
    const command = 'MergeWhenClause' in node ? node.MergeWhenClause.commandType : undefined;
    if (command === 'CMD_DELETE') return [{ kind: 'deleteRows', table, where: true }];
    return command === 'CMD_UPDATE' ? [{ kind: 'updateRows', table, where: true }] : [];
  });
}
