import type { Binding } from '../binding.ts';
import { backToHead } from '../go.ts';
import { hasMessage } from '../wizard/update.ts';
import { chooseHead, create, moveHead } from './update.ts';

/** The keys of a new empty revision. */
export const noteKeys: readonly Binding[] = [
  {
    id: 'note.choose-head',
    keys: ['return', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    modes: ['note-head'],
    title: 'choose',
    help: 'the new revision stands on this head',
    group: 'here',
    footer: 1,
    run: chooseHead,
  },
  {
    id: 'note.move-head',
    keys: ['j', 'k', 'down', 'up', 'g', 'G', 'home', 'end'],
    modes: ['note-head'],
    title: 'move',
    help: 'select another head',
    group: 'move',
    run: moveHead,
  },
  {
    id: 'note.create',
    keys: ['return'],
    modes: ['note'],
    title: 'write the file',
    help: 'write an empty revision with this message',
    group: 'here',
    footer: 1,
    when: hasMessage,
    run: create,
  },
  {
    id: 'note.back',
    keys: ['escape', 'ctrl-c'],
    modes: ['note'],
    title: 'back',
    help: 'back without writing',
    group: 'everywhere',
    footer: 99,
    run: backToHead,
  },
];
