import { describeType } from './describe-type.ts';
import { enumerate } from './enumerate.ts';
import { columnQuestionId, tableQuestionId } from './question-id.ts';
import type { Question, QuestionOption } from './question.ts';
import type { Column, Schema, Table } from './schema.ts';
import { stop } from './stop.ts';

/** Asks what becomes of a table that no entity has any more. */
export function dropTableQuestion(table: Table, recorded: Schema): Question {
  const { name } = table;
  const pointing = recorded.tables
    .filter(each => each.foreignKeys.some(key => key.refTable === name) && each !== table)
    .map(each => each.name);
  const columns = enumerate(table.columns.map(column => column.name));
  return {
    id: tableQuestionId('drop', name),
    kind: 'drop',
    subject: name,
    message: `No entity has table ${name} any more; or its entity is missing from \`entities\`. What becomes of the table?`,
    options: [
      { value: 'archive', label: `drop ${name}; its rows stay in an archive, down puts them back` },
      { value: 'drop', label: `drop ${name}`, loses: `the rows of ${name}` },
      { value: 'keep', label: `keep ${name}, and leave it out of comparisons from now on` },
      stop,
    ],
    evidence: [
      `its columns are ${columns}`,
      ...(pointing.length === 0 ? [] : [`${enumerate(pointing)} pointed to it`]),
    ],
    rows: { table: name },
  };
}

/** Asks what becomes of a column that its entity has no more. `recorded` is its table as it was. */
export function dropColumnQuestion(column: Column, recorded: Table): Question {
  const place = `${recorded.name}.${column.name}`;
  const words = `${describeType(column.type)} ${column.nullable ? 'nullable' : 'not null'}`;
  const blocksInserts = !column.nullable && column.default === undefined && !column.autoincrement;
  const keepsOut = `${column.name} is not null without a default: kept, it stops new rows of the entity`;
  return {
    id: columnQuestionId('drop', recorded.name, column.name),
    kind: 'drop',
    subject: place,
    message: `The entity has no column ${place} any more. What becomes of the column?`,
    options: [...archiveOption(column, recorded), ...restOfOptions(place), stop],
    evidence: [`it is ${words}`, ...(blocksInserts ? [keepsOut] : [])],
    rows: { table: recorded.name, column: column.name },
  };
}

// Values are put back by the primary key: without one, or for a part of it, there is no archive. What is computed comes back
// by itself.
function archiveOption(column: Column, { primaryKey }: Table): readonly QuestionOption[] {
  if (primaryKey === undefined || primaryKey.columns.includes(column.name)) return [];
  if (column.generated !== undefined) return [];
  const label = `drop ${column.name}; its values stay in an archive, down puts them back`;
  return [{ value: 'archive', label }];
}

function restOfOptions(place: string): readonly QuestionOption[] {
  return [
    { value: 'drop', label: `drop ${place}`, loses: `the values of ${place}` },
    { value: 'keep', label: `keep ${place}, and leave it out of comparisons from now on` },
  ];
}
