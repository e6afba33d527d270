import { derivedName } from '../schema/names.ts';
import type { ExclusionElement } from '../schema/objects.ts';
import type { AddExclusion, AddPrimaryKey, DropExclusion } from './constraint-operation.ts';
import type { Code } from './print-code.ts';
import { object, options, text, texts } from './print-literal.ts';
import { optional } from './print-table.ts';

/** `'tag', ['id'], { name: … }` */
export function primaryKeyArguments(operation: AddPrimaryKey): readonly Code[] {
  const { table, primaryKey, usingIndex } = operation;
  const isDerived = primaryKey.name === derivedName(table, [], 'primary');
  const name = isDerived ? undefined : text(primaryKey.name);
  const more = options({ name, usingIndex: optional(usingIndex) });
  return [text(table), texts(primaryKey.columns), ...more];
}

/** `'stay', 'stay_no_overlap', [{ column: 'room', operator: '=' }], { only: 'postgresql' }` */
export function exclusionArguments({ table, exclusion, only }: AddExclusion): readonly Code[] {
  const { name, using, elements, where, deferrable } = exclusion;
  return [
    text(table),
    text(name),
    { kind: 'list', items: elements.map(element) },
    ...options({
      using: optional(using),
      where: optional(where),
      deferrable: optional(deferrable),
      only: optional(only),
    }),
  ];
}

/** `'stay', 'stay_no_overlap', { only: 'postgresql' }` */
export function dropExclusionArguments({ table, name, only }: DropExclusion): readonly Code[] {
  return [text(table), text(name), ...options({ only: optional(only) })];
}

function element({ column, expression, operator }: ExclusionElement): Code {
  return object({
    column: optional(column),
    expression: optional(expression),
    operator: text(operator),
  });
}
