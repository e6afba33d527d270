import { findEntities } from '../project/find-entity.ts';
import type { Project } from '../project/project.ts';
import { nameLikeness } from '../schema/name-likeness.ts';
import { bareName } from '../schema/names.ts';
import { tableQuestionId } from '../schema/question-id.ts';
import type { Hints } from '../schema/question.ts';
import { findTable } from '../schema/schema.ts';
import type { Sides } from './sides.ts';

/** Whether a table that no entity has any more may have one that `entities` misses: sources of the project tell. */
export function lostEntities(
  project: Project,
  { recorded, desired }: Pick<Sides, 'recorded' | 'desired'>,
): Hints {
  const gone = recorded.tables
    .map(({ name }) => name)
    .filter(name => findTable(desired, name) === undefined);
  const found = findEntities(project, gone.map(bareName), isCalledAlike);
  return Object.fromEntries(
    gone.map(table => {
      const path = found.get(bareName(table));
      const reason =
        path === undefined
          ? 'no source file of the project has an entity of that name'
          : `${path} still has an entity of that name: it may be missing from \`entities\``;
      return [tableQuestionId('drop', table), [{ from: table, reason }]];
    }),
  );
}

// Whatever the naming strategy: OrderLine, order_line and orderLines are the same words.
function isCalledAlike(entity: string, table: string): boolean {
  return nameLikeness(entity, table).score === 1;
}
