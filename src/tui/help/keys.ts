import type { Binding } from '../binding.ts';
import { fieldModes, modes } from '../mode.ts';
import { move, openHelp, openLines, runLine } from './update.ts';

/** The keys of the help. It lists all bindings, its own too, so they are handed in. */
export function helpKeys(keymap: () => readonly Binding[]): readonly Binding[] {
  return [
    {
      id: 'help.open',
      keys: ['?'],
      modes: modes.filter(mode => !fieldModes.includes(mode)),
      title: 'help',
      help: 'the keys that mean something here',
      group: 'everywhere',
      footer: 98,
      run: openHelp,
    },
    {
      id: 'help.run',
      keys: ['return'],
      modes: ['help'],
      title: 'run the line',
      help: 'press the key of the selected line',
      group: 'here',
      footer: 1,
      when: state => openLines(keymap(), state).length > 0 || 'no line is left',
      run: state => runLine(keymap(), state),
    },
    {
      id: 'help.next',
      keys: ['down', 'ctrl-n', 'tab'],
      modes: ['help'],
      title: 'next',
      help: 'the next line',
      group: 'move',
      run: state => move(keymap(), state, 1),
    },
    {
      id: 'help.previous',
      keys: ['up', 'ctrl-p', 'shift-tab'],
      modes: ['help'],
      title: 'previous',
      help: 'the previous line',
      group: 'move',
      run: state => move(keymap(), state, -1),
    },
  ];
}
