import type { ColumnCopied } from '../schema/change-motion.ts';
import { sqlName } from '../schema/expression.ts';
import { literalSql } from '../schema/literal.ts';
import { columnQuestionId } from '../schema/question-id.ts';
import type { Column } from '../schema/schema.ts';
import type { Explained } from './explain.ts';
import { filled, type MotionContext, type Transfer } from './received.ts';

/** A column is copied and stays; before it goes, what came to it meanwhile is copied. Where both have a value, an answer says which counts. */
export function copy(motion: ColumnCopied, context: MotionContext): Transfer {
  return motion.when === 'first' ? firstCopy(motion, context) : lastCopy(motion, context);
}

function firstCopy(
  { table, from, to }: ColumnCopied,
  { answers, isSpread }: MotionContext,
): Transfer {
  const [old, fresh] = [sqlName(from.name), sqlName(to.name)];
  const move: Explained = {
    kind: 'backfill',
    table,
    set: { [to.name]: filled(old, { table, to }, answers) },
    ...(isSpread && { where: `${isEmpty(to)} and ${old} is not null` }),
    why: `${from.name} stays until a later revision drops it and copies what came meanwhile`,
  };
  const back: Explained = {
    kind: 'backfill',
    table,
    set: { [from.name]: fresh },
    where: `${fresh} is not null and ${old} is distinct from ${fresh}`,
    why: `what was written to ${to.name} meanwhile goes back to ${from.name}`,
  };
  return { steps: [...opened(table, from), { move, back: [back] }], settle: [] };
}

/** Who writes the new column knows no old one. */
export function opened(table: string, from: Column): Transfer['steps'] {
  if (from.nullable || from.default !== undefined) return [];
  const move: Explained = {
    kind: 'alterColumn',
    table,
    column: from.name,
    nullable: true,
    before: from,
    why: `new rows bring no ${from.name} any more`,
  };
  return [{ move }];
}

function lastCopy({ table, from, to }: ColumnCopied, { answers }: MotionContext): Transfer {
  const [old, fresh] = [sqlName(from.name), sqlName(to.name)];
  const isOldKept = answers[columnQuestionId('duplicates', table, to.name)] === 'keep-old';
  const move: Explained = {
    kind: 'backfill',
    table,
    set: { [to.name]: old },
    where: isOldKept
      ? `${old} is not null and (${fresh} is null or ${old} <> ${fresh})`
      : `${isEmpty(to)} and ${old} is not null`,
    why: isOldKept
      ? `rows that came with ${from.name} alone since it was copied, and those where the two differ: what ${to.name} says there goes for good`
      : `rows that came with ${from.name} alone since it was copied; where both have a value, ${to.name} counts`,
  };
  const back: Explained = {
    kind: 'backfill',
    table,
    set: { [from.name]: fresh },
    where: `${old} is null and ${fresh} is not null`,
    why: `${from.name} stands beside ${to.name} again`,
  };
  return { steps: [{ move, back: [back] }], settle: [] };
}

/** The condition for a row to which nobody gave a value yet. */
function isEmpty({ name, default: given }: Column): string {
  const fresh = sqlName(name);
  return given?.kind === 'value'
    ? `(${fresh} is null or ${fresh} = ${literalSql(given.value)})`
    : `${fresh} is null`;
}
