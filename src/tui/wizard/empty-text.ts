import type { Binding } from '../binding.ts';
import type { Next, State } from '../state.ts';
import { next, screenOf } from '../state.ts';
import { answer } from './answer.ts';
import { selectedOption } from './question.ts';

/** The key that takes an empty text as the value. It is rarely meant, so that Enter alone does not. */
export const emptyTextKey: Binding = {
  id: 'value.empty',
  keys: ['ctrl-n'],
  modes: ['value'],
  title: 'empty text',
  help: 'take an empty text as the value',
  group: 'here',
  footer: 3,
  when: canTakeEmpty,
  run: takeEmpty,
};

function takeEmpty(state: State): Next {
  const screen = screenOf(state, 'wizard');
  if (screen === undefined) return next(state);
  return answer(state, { ...screen, before: 'value' }, 'default:');
}

/** Or why it could not be meant. */
function canTakeEmpty(state: State): true | string {
  const screen = screenOf(state, 'wizard');
  const takesText = screen !== undefined && selectedOption(screen)?.value === 'default:';
  return (takesText && screen.value.text === '') || 'only where a value is asked and none is typed';
}
