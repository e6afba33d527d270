import type { Binding } from '../binding.ts';
import { moveKeys } from '../scroll.ts';
import type { State } from '../state.ts';
import { next, screenOf } from '../state.ts';
import { selectedStep } from './rows.ts';
import {
  apply,
  canApply,
  chooseStep,
  confirm,
  move,
  nameLeft,
  planOf,
  scrollLosses,
} from './update.ts';

/** The keys of a preview, and of the question before rows are lost. */
export const planKeys: readonly Binding[] = [
  {
    id: 'plan.apply',
    keys: ['y'],
    modes: ['plan'],
    title: state => (planOf(state)?.direction === 'down' ? 'take back' : 'apply'),
    help: 'run exactly this plan; enter does nothing here',
    group: 'here',
    footer: 1,
    when: canApply,
    run: apply,
  },
  {
    id: 'plan.move',
    keys: moveKeys,
    modes: ['plan'],
    title: 'move',
    help: 'choose a revision; ctrl-d, ctrl-u, PgDn and PgUp scroll its SQL',
    group: 'move',
    run: move,
  },
  {
    id: 'plan.step',
    keys: ['J', 'K', 'tab', 'shift-tab'],
    modes: ['plan'],
    title: 'revision',
    help: 'the next or the previous revision of the plan',
    group: 'move',
    footer: 2,
    when: state => (planOf(state)?.plan.steps.length ?? 0) > 1 || 'it is the only one',
    run: chooseStep,
  },
  {
    id: 'plan.copy',
    keys: ['c'],
    modes: ['plan'],
    title: 'copy SQL',
    help: 'copy the SQL of the selected revision',
    group: 'here',
    footer: 3,
    when: state => copyText(state) !== '' || 'there is no SQL',
    run: state => next(state, { do: 'copy', text: copyText(state), what: 'the SQL' }),
  },
  {
    id: 'confirm.run',
    keys: ['return'],
    modes: ['confirm'],
    title: 'run',
    help: 'run the plan, once the name is typed',
    group: 'here',
    footer: 1,
    when: nameLeft,
    run: confirm,
  },
  {
    id: 'confirm.scroll',
    keys: ['page-down', 'page-up', 'down', 'up'],
    modes: ['confirm'],
    title: 'what is lost',
    help: 'scroll what would be lost, where it does not fit',
    group: 'move',
    run: scrollLosses,
  },
];

function copyText(state: State): string {
  const screen = screenOf(state, 'plan');
  const statements = (screen && selectedStep(screen)?.statements) ?? [];
  return statements.flatMap(({ sql }) => (sql === undefined ? [] : [`${sql};\n`])).join('');
}
