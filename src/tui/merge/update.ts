import { mergeParents } from '../../revision/new-revision.ts';
import type { ErrorShape } from '../../runner/events.ts';
import { focusOn } from '../history/update.ts';
import { layoutOf } from '../layout.ts';
import { editorOf } from '../line-editor.ts';
import type { MessageOf } from '../message.ts';
import { scrollTo, select, stepOf } from '../scroll.ts';
import type { Next, State } from '../state.ts';
import { changeScreen, changeTop, next, push, screenOf, valueOf } from '../state.ts';
import { orderedHeads } from './branches.ts';
import { mergeHeights } from './heights.ts';
import { overlapLines } from './overlap.ts';
import type { MergeScreen } from './state.ts';
import { chooseTwo, messageOf, reviewOf } from './ways.ts';

/** What `merge`'s arguments and flags may say in advance. */
export interface MergeOpening {
  readonly names?: readonly string[];
  readonly message?: string;
  readonly request?: MergeScreen['request'];
}

/**
 * Opens the merge of the heads, and compares their branches.
 * @throws MigshError as `merge` does, where names were given
 */
export function openMerge(
  state: State,
  { names = [], message, request = {} }: MergeOpening = {},
): Next {
  const graph = valueOf(state.project.history)?.graph;
  const heads = graph === undefined ? [] : orderedHeads(graph);
  const splice = request.splice === true;
  const chosen =
    graph === undefined || names.length === 0 ? heads : mergeParents(graph, names, { splice });
  const opened = push(state, serial => ({
    kind: 'merge',
    serial,
    phase: 'heads',
    request,
    heads: [...heads, ...chosen.filter(id => !heads.includes(id))],
    chosen,
    selected: 0,
    review: null,
    top: 0,
    message: message === undefined ? null : editorOf(message),
    choice: { of: 'rebase', selected: 0 },
    rebase: null,
    since: state.now,
    done: null,
  }));
  return review(opened);
}

/** Whether there is something to merge, or why not. */
export function canMerge({ project }: State): true | string {
  const history = valueOf(project.history);
  if (history === undefined) return 'the revision files could not be read';
  return history.graph.heads.length > 1 || 'there is one head: nothing to merge';
}

/** Moves the marker, or scrolls the review where the key moves by pages. */
export function move(state: State, key: string): Next {
  return next(
    changeTop(state, 'merge', screen =>
      /^(?:ctrl|page)-/.test(key) ? scroll(state, screen, key) : moveRow(screen, key),
    ),
  );
}

/** Takes the selected head in or out. */
export function toggle(state: State): Next {
  return review(
    changeTop(state, 'merge', screen => {
      const { heads, chosen, selected } = screen;
      const kept = heads.filter((id, at) => chosen.includes(id) !== (at === selected));
      return { ...screen, chosen: kept };
    }),
  );
}

/** Compares the chosen branches anew; a comparison that still runs is given up. */
function review(state: State): Next {
  const screen = screenOf(state, 'merge');
  if (screen === undefined) return next(state);
  const { serial, chosen, request } = screen;
  const given = { do: 'abort', for: serial } as const;
  if (chosen.length < 2) {
    return next(
      changeTop(state, 'merge', each => ({ ...each, review: null, top: 0 })),
      given,
    );
  }
  const loading = { is: 'loading', since: state.now } as const;
  return next(
    changeTop(state, 'merge', each => ({ ...each, review: loading, top: 0 })),
    given,
    { do: 'reviewMerge', for: serial, names: chosen, splice: request.splice === true },
  );
}

/** The comparison is there; one of other heads is too late. */
export function reviewed(state: State, message: MessageOf<'reviewed'>): Next {
  const { for: serial, review: found } = message;
  return next(
    changeScreen(state, { kind: 'merge', serial }, screen =>
      screen.chosen.join() === found.parents.join()
        ? { ...screen, review: { is: 'ready', value: found } }
        : screen,
    ),
  );
}

/** The files were read again: heads that are gone are not joined, and what is left is compared anew. */
export function filesRead(state: State): Next {
  const screen = screenOf(state, 'merge');
  const graph = valueOf(state.project.history)?.graph;
  if (screen === undefined || graph === undefined) return next(state);
  if (screen.phase === 'done' || screen.phase === 'writing') return next(state);
  const all = orderedHeads(graph);
  const heads = [...all, ...screen.heads.filter(id => !all.includes(id) && isSpliced(id))];
  function isSpliced(id: string): boolean {
    return screen?.request.splice === true && graph?.get(id) !== undefined;
  }
  return review(
    changeTop(state, 'merge', each => ({
      ...each,
      phase: each.phase === 'message' ? 'message' : 'heads',
      rebase: null,
      heads,
      chosen: heads.filter(id => each.chosen.includes(id) || !each.heads.includes(id)),
      selected: Math.max(0, Math.min(each.selected, heads.length - 1)),
    })),
  );
}

/** To the message. */
export function editMessage(state: State): Next {
  return next(
    changeTop(state, 'merge', screen => ({
      ...screen,
      phase: 'message',
      message: screen.message ?? editorOf(messageOf(state, screen)),
    })),
  );
}

/** Back from the message, from a choice or from a rebase that was not written. */
export function toHeads(state: State): Next {
  return next(
    changeTop(state, 'merge', screen => ({
      ...screen,
      phase: 'heads',
      rebase: null,
      // An empty one is proposed again.
      message: screen.message?.text.trim() === '' ? null : screen.message,
    })),
  );
}

/** Whether the merge can be written at once, or what stands against it. */
export function canWrite(state: State): true | string {
  const possible = canWriteAnyway(state);
  if (possible !== true) return possible;
  const screen = screenOf(state, 'merge');
  const matters = screen !== undefined && reviewOf(screen)?.verdict === 'disagrees';
  return matters ? 'the order of the branches matters: y writes the merge all the same' : true;
}

/** Whether the merge can be written, the order of the branches aside. */
function canWriteAnyway(state: State): true | string {
  const screen = screenOf(state, 'merge');
  if (screen === undefined) return 'nothing is merged';
  if (screen.review === null) return chooseTwo;
  if (screen.review.is === 'loading') return 'the branches are being compared';
  if (screen.review.is === 'failed') return 'the branches cannot be compared';
  return messageOf(state, screen).trim() !== '' || 'type what the revision does';
}

/** Whether there is something against the merge that `y` overrules. */
export function needsYes(state: State): true | string {
  const possible = canWriteAnyway(state);
  if (possible !== true) return possible;
  return canWrite(state) !== true || 'enter writes it';
}

/** Writes the merge revision. */
export function write(state: State): Next {
  const screen = screenOf(state, 'merge');
  const found = screen && reviewOf(screen);
  if (screen === undefined || found === undefined) return next(state);
  const message = messageOf(state, screen).trim();
  return next(
    changeTop(state, 'merge', each => ({ ...each, phase: 'writing', since: state.now })),
    {
      do: 'merge',
      for: screen.serial,
      review: found,
      request: { ...screen.request, names: screen.chosen, message },
    },
  );
}

/** The merge revision is written. */
export function merged(state: State, { for: serial, result }: MessageOf<'written'>): Next {
  const changed = changeScreen(state, { kind: 'merge', serial }, screen => ({
    ...screen,
    phase: 'done',
    done: { is: 'merged', result },
  }));
  const deeds = result.path === null ? [] : [`wrote ${result.path}`];
  const focused = focusOn(changed, result.revision?.id);
  return next({ ...focused, deeds: [...state.deeds, ...deeds] }, { do: 'load' });
}

/** Something that the screen asked for failed: a comparison says so in its place, the rest over it. */
export function mergeFailed(state: State, serial: number, error: ErrorShape): Next {
  let inPlace = false;
  const changed = changeScreen(state, { kind: 'merge', serial }, screen => {
    inPlace = screen.phase !== 'writing' && screen.rebase === null;
    return inPlace
      ? { ...screen, review: { is: 'failed', error } }
      : { ...screen, phase: 'heads', rebase: null };
  });
  return next(inPlace ? changed : { ...changed, overlay: { kind: 'error', error } });
}

/** Whether the screen waits for something. */
export function isComparing({ review: found, phase, rebase }: MergeScreen): boolean {
  return [found?.is, rebase?.prepared.is].includes('loading') || phase === 'writing';
}

function moveRow(screen: MergeScreen, key: string): MergeScreen {
  const extent = { count: screen.heads.length, height: screen.heads.length };
  const row = screen.selected + (stepOf(key, extent.count) ?? 0);
  return {
    ...screen,
    selected: select({ selected: screen.selected, top: 0 }, row, extent).selected,
  };
}

function scroll(state: State, screen: MergeScreen, key: string): MergeScreen {
  const layout = layoutOf(state.size);
  if (layout === null) return screen;
  const { review: height, reviewWidth } = mergeHeights(state, screen, layout);
  const { columns } = layout;
  const count = overlapLines(state, screen, { columns, width: reviewWidth }).length;
  const by = stepOf(key, height) ?? 0;
  // The last row says which lines are shown.
  return {
    ...screen,
    top: scrollTo(screen.top + by, { count, height: count > height ? height - 1 : height }),
  };
}
