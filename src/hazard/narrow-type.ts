import { describeType } from '../schema/describe-type.ts';
import { quotedName, quotedTable } from '../schema/question-id.ts';
import { columnTypeOf, sqlTypeOf } from './column-type-of.ts';
import type { AlterTypeFact, ConvertFact, FitFact, SqlType } from './facts.ts';
import { fitFacts } from './operation-facts.ts';
import type { Finding, Rule, View } from './rule.ts';
import { columnHoldsNothingOld, holdsNothingOld, isArchived, isNew } from './situation.ts';
import { printType } from './sql-type.ts';
import { narrowing } from './type-change.ts';
import { rowsOf, sized } from './words.ts';

/** A change to a type that does not hold every value of the old one, and one that replaces the values without reading them. */
export const narrowType: Rule = {
  id: 'narrow-type',
  judge(fact, view) {
    // A rule of its own says more of a value that goes.
    if (view.operation.kind === 'removeEnumValue') return [];
    if (fact.kind === 'convert') return convert(fact, view);
    if (fact.kind === 'fit') return fit(fact, view);
    // SQLite keeps a value that does not fit its column's type.
    if (fact.kind !== 'alterType' || view.dialect === 'sqlite') return [];
    return fact.using === 'replacement' ? replacement(fact, view) : alterType(fact, view);
  },
};

function alterType(fact: AlterTypeFact, view: View): readonly Finding[] {
  if (fitFacts(view.operation, view.before).length > 0) return [];
  const from = columnTypeOf(view, fact.table, fact.column);
  if (from === undefined) return [];
  const sort = narrowing(from, fact.type);
  if (sort === undefined || isNew(view.situation, fact.table)) return [];
  if (holdsNothingOld(view.situation, fact.table)) return [];
  if (fact.using === 'expression') return [rewritten(fact, from, view)];
  return [loses(fact, sort) ? loss(fact, from, view) : failure(fact, from, view)];
}

/** SQLite's cast stops at nothing: it makes `'abc'` 0. */
function convert(fact: ConvertFact, view: View): readonly Finding[] {
  if (!fact.reads) return replacement(fact, view);
  const { table, column, type } = fact;
  const from = columnTypeOf(view, table, column);
  const to = type && sqlTypeOf(type);
  if (from === undefined || to === undefined || narrowing(from, to) === undefined) return [];
  if (isNew(view.situation, table) || holdsNothingOld(view.situation, table)) return [];
  return [rewritten({ table, column }, from, view)];
}

function fit({ table, column, to, count }: FitFact, view: View): readonly Finding[] {
  if (isNew(view.situation, table) || holdsNothingOld(view.situation, table)) return [];
  const [type, misfits] = [describeType(to), view.situation.counts.get(count)];
  if (misfits === 0) return [];
  const many = misfits === undefined ? '' : `: ${misfits.toLocaleString('en-US')} as of now`;
  return [
    {
      tables: [table],
      ...sized(view, table),
      level: 'fail',
      message: `a value of ${table}.${column} that does not fit into ${type} stops it${many}`,
      advice: `say how to convert such values (using), or change them first`,
    },
  ];
}

function replacement({ table, column }: Place, view: View): readonly Finding[] {
  if (columnHoldsNothingOld(view.situation, table, column)) return [];
  const message = `the values of ${table}.${column} are replaced by an expression that does not read them`;
  return [lossOf({ table, column }, view, { message, orElse: `say ${column} in using` })];
}

// A cast to a shorter text cuts it off without a word (manual, 8.3); what an expression leaves out nobody knows.
function loses({ type, using }: AlterTypeFact, sort: 'fails' | 'alters'): boolean {
  if (sort === 'alters' || using === 'expression') return true;
  return using === 'cast' && (type.name === 'varchar' || type.name === 'bpchar');
}

function rewritten({ table, column }: Place, from: SqlType, view: View): Finding {
  const message = `the values of ${table}.${column} are written anew by an expression: what it leaves out is lost`;
  return lossOf({ table, column }, view, { message, orElse: `keep ${printType(from)}` });
}

type Place = Pick<AlterTypeFact, 'table' | 'column'>;
type Change = Pick<AlterTypeFact, 'table' | 'column' | 'type'>;

function loss({ table, column, type }: Change, from: SqlType, view: View): Finding {
  const message = `values of ${table}.${column} that ${printType(type)} does not hold are cut or rounded`;
  return lossOf({ table, column }, view, { message, orElse: `keep ${printType(from)}` });
}

function lossOf(
  { table, column }: Place,
  view: View,
  { message, orElse }: { readonly message: string; readonly orElse: string },
): Finding {
  const finding = { tables: [table], ...sized(view, table) };
  if (isArchived(view.situation, table, column)) {
    return {
      ...finding,
      level: 'note',
      message: `${message}; the old ones are kept in the archive`,
      advice: 'the downgrade brings them back',
    };
  }
  return {
    ...finding,
    level: 'loss',
    message: `${message}: ${rowsOf(view, table)}`,
    advice: `keep the old values: op.archive('${table}', ['${column}']), or ${orElse}`,
    subject: `${quotedTable(table)}.${quotedName(column)}`,
  };
}

function failure({ table, column, type }: Change, from: SqlType, view: View): Finding {
  return {
    tables: [table],
    ...sized(view, table),
    level: 'fail',
    message: `a value of ${table}.${column} that does not fit into ${printType(type)} stops the statement: ${rowsOf(view, table)}`,
    advice: `look for such values first, or keep ${printType(from)}`,
  };
}
