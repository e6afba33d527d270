import type { Node } from '@pgsql/types';

import { deletesIn } from './deletes-in.ts';
import type { Fact } from './facts.ts';
import { type Body, nameOf, tableName } from './postgresql-nodes.ts';

/** The facts of statements about triggers, policies, rules, functions and procedures. */
export function codeFacts(node: Node, inside: (node: Node) => readonly Fact[]): readonly Fact[] {
  if ('CreateTrigStmt' in node) {
    const { relation, trigname = '' } = node.CreateTrigStmt;
    return [{ kind: 'createTrigger', table: tableName(relation), name: trigname }];
  }
  if ('CreatePolicyStmt' in node) {
    const { table, policy_name: name = '', permissive: shows = false } = node.CreatePolicyStmt;
    return [{ kind: 'createPolicy', table: tableName(table), name, shows }];
  }
  if ('CreateFunctionStmt' in node) return [functionFact(node.CreateFunctionStmt, inside)];
  if ('RuleStmt' in node) {
    const { rulename: name = '', actions = [] } = node.RuleStmt;
    return [{ kind: 'storeCode', sort: 'rule', name, deletes: deletedBy(actions.flatMap(inside)) }];
  }
  return 'DropStmt' in node ? dropFacts(node.DropStmt) : [];
}

// `drop policy p on s.t` has the name behind the table's.
function dropFacts({ objects = [], removeType }: Body<'DropStmt'>): readonly Fact[] {
  const kind =
    removeType === 'OBJECT_POLICY'
      ? 'dropPolicy'
      : removeType === 'OBJECT_TRIGGER'
        ? 'dropTrigger'
        : undefined;
  if (kind === undefined) return [];
  return objects.map(object => {
    const parts = 'List' in object ? (object.List.items ?? []).map(nameOf) : [];
    return { kind, table: parts.slice(0, -1).join('.'), name: parts.at(-1) ?? '' };
  });
}

function functionFact(
  statement: Body<'CreateFunctionStmt'>,
  inside: (node: Node) => readonly Fact[],
): Fact {
  const { funcname = [], is_procedure: isProcedure, options = [], sql_body: body } = statement;
  const texts = options.flatMap(option => {
    if (!('DefElem' in option) || option.DefElem.defname !== 'as') return [];
    const { arg } = option.DefElem;
    return arg !== undefined && 'List' in arg ? (arg.List.items ?? []).map(nameOf) : [];
  });
  return {
    kind: 'storeCode',
    sort: isProcedure ? 'procedure' : 'function',
    name: funcname.map(nameOf).join('.'),
    deletes: [...texts.flatMap(deletesIn), ...deletedBy(statementsIn(body).flatMap(inside))],
  };
}

// `begin atomic … end` is a list of lists.
function statementsIn(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return 'List' in node ? (node.List.items ?? []).flatMap(statementsIn) : [node];
}

function deletedBy(facts: readonly Fact[]): readonly string[] {
  return facts.flatMap(fact =>
    fact.kind === 'deleteRows' || fact.kind === 'truncate' ? [fact.table] : [],
  );
}
