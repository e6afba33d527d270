import { mentions } from '../schema/expression.ts';
import type { View } from '../schema/schema.ts';
import { type Changes, ofKind } from './changes.ts';
import type { Operation } from './operation.ts';

// SQLite has no policies, no stored routines: there MikroORM makes none either.
const only = 'postgresql';

/** Enum types and values under their new names: whatever comes later is called as it will be. */
export function enumRenames({ all }: Changes): readonly Operation[] {
  return [
    ...ofKind(all, 'enumRenamed').map(({ from, to }): Operation => ({
      kind: 'renameEnum',
      from,
      to,
    })),
    ...ofKind(all, 'enumValueRenamed').map(({ enum: name, from, to }): Operation => ({
      kind: 'renameEnumValue',
      name,
      from,
      to,
    })),
    ...ofKind(all, 'viewRenamed').map(({ from, to }): Operation => ({
      kind: 'renameView',
      from,
      to,
    })),
  ];
}

/** What goes before tables change: views that go or change, triggers and policies that go, those last that others stand on. */
export function objectsAway({ all }: Changes): readonly Operation[] {
  const views = [
    ...ofKind(all, 'viewRemoved').map(({ view }) => view),
    ...ofKind(all, 'viewChanged').map(({ from }) => from),
  ];
  return [
    ...inOrder(views)
      .toReversed()
      .map((view): Operation => ({ kind: 'dropView', name: view.name, definition: view })),
    ...ofKind(all, 'triggerRemoved').map(({ table, trigger }): Operation => ({
      kind: 'dropTrigger',
      table,
      name: trigger.name,
      definition: trigger,
    })),
    ...ofKind(all, 'policyRemoved').map(({ table, policy }): Operation => ({
      kind: 'dropPolicy',
      table,
      name: policy.name,
      definition: policy,
      only,
    })),
  ];
}

/** Enum types and values that come, before the columns that want them. */
export function enumsIn({ all }: Changes): readonly Operation[] {
  return [
    ...ofKind(all, 'enumAdded').map((change): Operation => ({
      kind: 'createEnum',
      enum: change.enum,
    })),
    ...ofKind(all, 'enumValueAdded').map(({ enum: name, value, before }): Operation =>
      before === undefined
        ? { kind: 'addEnumValue', name, value }
        : { kind: 'addEnumValue', name, value, before },
    ),
  ];
}

/** Enum values and types that go, after the columns that had them. */
export function enumsAway({ all }: Changes): readonly Operation[] {
  return [
    ...ofKind(all, 'enumValueRemoved').map(({ enum: name, value, replacement }): Operation =>
      replacement === undefined
        ? { kind: 'removeEnumValue', name, value }
        : { kind: 'removeEnumValue', name, value, replacement },
    ),
    ...ofKind(all, 'enumRemoved').map((change): Operation => ({
      kind: 'dropEnum',
      name: change.enum.name,
      definition: change.enum,
    })),
  ];
}

/** What stands on tables as they are to be: routines, then views in the order in which they read each other, triggers, policies. */
export function objectsIn({ all }: Changes): readonly Operation[] {
  const views = [
    ...ofKind(all, 'viewChanged').map(({ to }) => to),
    ...ofKind(all, 'viewAdded').map(({ view }) => view),
  ];
  return [
    ...routines(all),
    ...inOrder(views).flatMap(createView),
    ...ofKind(all, 'triggerAdded').map(({ table, trigger }): Operation => ({
      kind: 'createTrigger',
      table,
      trigger,
    })),
    ...ofKind(all, 'rowSecurityChanged').map(({ table, from, to }): Operation => ({
      kind: 'rowSecurity',
      table,
      mode: to ?? 'disabled',
      previous: from ?? 'disabled',
      only,
    })),
    ...ofKind(all, 'policyAdded').map(({ table, policy }): Operation => ({
      kind: 'createPolicy',
      table,
      policy,
      only,
    })),
  ];
}

/** What a new table brings along besides what stands in it. */
export function hungOn({ tableAdded }: Changes): Changes['all'] {
  return tableAdded.flatMap(({ table }) => {
    const { name, triggers = [], policies = [], rowSecurity } = table;
    return [
      ...triggers.map(trigger => ({ kind: 'triggerAdded' as const, table: name, trigger })),
      ...(rowSecurity === undefined
        ? []
        : [{ kind: 'rowSecurityChanged' as const, table: name, to: rowSecurity }]),
      ...policies.map(policy => ({ kind: 'policyAdded' as const, table: name, policy })),
    ];
  });
}

function routines(all: Changes['all']): readonly Operation[] {
  return [
    ...ofKind(all, 'routineRemoved').map(({ routine }): Operation => ({
      kind: 'dropFunction',
      name: routine.name,
      parameters: routine.parameters
        .filter(({ direction }) => direction !== 'out')
        .map(({ type }) => type),
      definition: routine,
      only,
    })),
    ...ofKind(all, 'routineChanged').map(({ from, to }): Operation => ({
      kind: 'createFunction',
      routine: to,
      replace: true,
      previous: from,
      only,
    })),
    ...ofKind(all, 'routineAdded').map(({ routine }): Operation => ({
      kind: 'createFunction',
      routine,
      only,
    })),
  ];
}

function createView(view: View): readonly Operation[] {
  const { indexes = [], ...alone } = view;
  return [
    { kind: 'createView', view: alone },
    ...indexes.map((index): Operation => ({ kind: 'createIndex', table: view.name, index })),
  ];
}

/** Those first that others read. */
function inOrder(views: readonly View[]): readonly View[] {
  const ordered: View[] = [];
  const visit = (view: View, above: readonly View[]): void => {
    if (ordered.includes(view) || above.includes(view)) return;
    for (const other of views) if (reads(view, other)) visit(other, [...above, view]);
    ordered.push(view);
  };
  for (const view of views) visit(view, []);
  return ordered;
}

function reads({ select }: View, other: View): boolean {
  const texts = typeof select === 'string' ? [select] : [select.postgresql, select.sqlite];
  return texts.some(text => text !== undefined && mentions(text, other.name));
}
