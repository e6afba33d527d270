import { toast } from '../go.ts';
import { revisionOf } from '../history/rows.ts';
import { focusOn } from '../history/update.ts';
import type { MessageOf } from '../message.ts';
import { select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, screenOf, valueOf } from '../state.ts';
import type { MergeScreen, RebaseOption } from './state.ts';
import { editOptions, rebaseOptions } from './ways.ts';

/** Shows what a rebase would write; asks first which branch, where both could be moved. */
export function openRebase(state: State): Next {
  const screen = screenOf(state, 'merge');
  if (screen === undefined) return next(state);
  const open = rebaseOptions(state, screen).filter(({ off }) => off === null);
  const [only] = open;
  return only !== undefined && open.length === 1
    ? prepare(state, screen, only)
    : ask(state, 'rebase');
}

/** Opens the file to mend in the editor; asks first which, where there are several. */
export function openEdit(state: State): Next {
  const screen = screenOf(state, 'merge');
  if (screen === undefined) return next(state);
  const [only, ...others] = editOptions(screen);
  return only !== undefined && others.length === 0 ? edit(state, only) : ask(state, 'edit');
}

/** Selects another answer. */
export function moveChoice(state: State, key: string): Next {
  return next(
    changeTop(state, 'merge', screen => {
      const count = choiceCount(state, screen);
      const from = { selected: screen.choice.selected, top: 0 };
      const row = from.selected + (stepOf(key, count) ?? 0);
      const { selected } = select(from, row, { count, height: count });
      return { ...screen, choice: { ...screen.choice, selected } };
    }),
  );
}

/** Takes the answer with this digit, or the selected one. */
export function takeChoice(state: State, key: string): Next {
  const screen = screenOf(state, 'merge');
  if (screen === undefined) return next(state);
  const at = /^[1-9]$/.test(key) ? Number(key) - 1 : screen.choice.selected;
  if (screen.choice.of === 'edit') {
    const id = editOptions(screen)[at];
    return id === undefined ? next(state) : edit(toHeadsAfter(state), id);
  }
  const option = rebaseOptions(state, screen)[at];
  if (option === undefined) return next(state);
  return option.off === null ? prepare(state, screen, option) : next(toast(state, option.off));
}

/** Whether the selected answer can be taken, or why not. */
export function canTakeChoice(state: State): true | string {
  const screen = screenOf(state, 'merge');
  if (screen?.choice.of !== 'rebase') return true;
  return rebaseOptions(state, screen)[screen.choice.selected]?.off ?? true;
}

/** How many answers there are. */
export function choiceCount(state: State, screen: MergeScreen): number {
  return screen.choice.of === 'edit'
    ? editOptions(screen).length
    : rebaseOptions(state, screen).length;
}

/** What the rebase would write is there. */
export function rebasePrepared(state: State, message: MessageOf<'rebasePrepared'>): Next {
  const { for: serial, prepared } = message;
  return next(
    changeScreen(state, { kind: 'merge', serial }, screen =>
      screen.rebase === null
        ? screen
        : {
            ...screen,
            rebase: {
              ...screen.rebase,
              prepared: { is: 'ready', value: prepared },
              readyAt: state.now,
            },
          },
    ),
  );
}

/** Writes the new parents into the files. */
export function writeRebase(state: State): Next {
  const screen = screenOf(state, 'merge');
  const prepared = valueOf(screen?.rebase?.prepared);
  if (screen === undefined || prepared === undefined) return next(state);
  return next(
    changeTop(state, 'merge', each => ({ ...each, phase: 'writing', since: state.now })),
    { do: 'rebase', for: screen.serial, prepared },
  );
}

/** The files have their new parents. */
export function rebased(state: State, { for: serial, prepared }: MessageOf<'rebased'>): Next {
  const changed = changeScreen(state, { kind: 'merge', serial }, screen => ({
    ...screen,
    phase: 'done',
    done: { is: 'rebased', prepared },
  }));
  const paths = prepared.moves.map(({ path }) => path).join(', ');
  const focused = focusOn(changed, prepared.moves.at(-1)?.id);
  return next({ ...focused, deeds: [...state.deeds, `rebased ${paths}`] }, { do: 'load' });
}

function ask(state: State, of: 'rebase' | 'edit'): Next {
  return next(
    changeTop(state, 'merge', screen => ({
      ...screen,
      phase: 'choose',
      choice: { of, selected: 0 },
    })),
  );
}

function prepare(state: State, screen: MergeScreen, option: RebaseOption): Next {
  const loading = { is: 'loading', since: state.now } as const;
  return next(
    changeTop(state, 'merge', each => ({
      ...each,
      phase: 'rebase',
      rebase: { option, prepared: loading, readyAt: Infinity },
    })),
    {
      do: 'prepareRebase',
      for: screen.serial,
      request: { names: option.names, onto: option.onto },
    },
  );
}

function edit(state: State, id: string): Next {
  const path = revisionOf(state, id)?.path;
  return path === undefined ? next(state) : next(state, { do: 'edit', path });
}

function toHeadsAfter(state: State): State {
  return changeTop(state, 'merge', screen => ({ ...screen, phase: 'heads' }));
}
