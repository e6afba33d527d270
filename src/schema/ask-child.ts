import type { ColumnMoved, MotionChange } from './change-motion.ts';
import { enumerate } from './enumerate.ts';
import { sqlName, sqlTable } from './expression.ts';
import type { Interview } from './interview.ts';
import { hasKey } from './key.ts';
import type { MotionWorld } from './move-offers.ts';
import { columnQuestionId } from './question-id.ts';
import type { Question } from './question.ts';
import { findTable } from './schema.ts';
import { stop } from './stop.ts';

/** Asks which of several children gives its value to their parent, where there may be several. */
export function withChild(
  interview: Interview,
  motion: MotionChange,
  world: MotionWorld,
): MotionChange {
  if (motion.kind !== 'columnMoved' || motion.direction === 'down') return motion;
  const children = findTable(world.base, motion.from.table);
  if (children === undefined || hasKey(children, motion.key.columns)) return motion;
  const stored = world.pairs.find(({ desired }) => desired.name === motion.from.table)?.stored;
  const order = children.primaryKey?.columns ?? [motion.from.column.name];
  const question = childQuestion(motion, { table: stored?.name ?? motion.from.table, order });
  const answer = interview.ask(question);
  return { ...motion, keeps: answer === 'keep-last' ? 'last' : 'first' };
}

function childQuestion(
  { table, to, from, key }: ColumnMoved,
  rows: { readonly table: string; readonly order: readonly string[] },
): Question {
  const { name: column } = from.column;
  const columns = key.columns.map(sqlName);
  const isSet = columns.map(name => `${name} is not null`).join(' and ');
  const groups = `from ${sqlTable(rows.table)} where ${isSet} group by ${columns.join(', ')} having count(distinct ${sqlName(column)}) > 1`;
  const order = enumerate(rows.order);
  const archived = 'all of them stay in an archive, down puts them back';
  return {
    id: columnQuestionId('duplicates', table, to.name),
    kind: 'duplicates',
    subject: `${table}.${to.name}`,
    message: `Several rows of ${from.table} may point to one of ${table}, with a different ${column} each. Which one becomes ${table}.${to.name}?`,
    options: [
      { value: 'keep-first', label: `that of the row with the lowest ${order}; ${archived}` },
      { value: 'keep-last', label: `that of the row with the highest ${order}; ${archived}` },
      stop,
    ],
    evidence: [],
    rows: { table: rows.table },
    trial: {
      count: `select count(*) as n from (select 1 as one ${groups}) as groups_apart`,
      words: [
        `row of ${table} whose rows of ${from.table} differ in ${column}`,
        `rows of ${table} whose rows of ${from.table} differ in ${column}`,
      ],
    },
  };
}
