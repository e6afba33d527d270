import { renderToString } from 'ink';
import { expect, test } from 'vitest';

import { initialState } from '../../src/tui/initial-state.ts';
import { editorOf } from '../../src/tui/line-editor.ts';
import { scrollLosses } from '../../src/tui/plan/update.ts';
import { ShellView } from '../../src/tui/shell.tsx';
import type { State } from '../../src/tui/state.ts';
import { prepared } from '../cli/samples.ts';

/** Thirty losses: more than a screen of 24 rows shows at once. */
function asked(): State {
  const losses = Array.from({ length: 30 }, (_, n) => ({
    revision: '3f2a9c1e7b04',
    hazard: {
      rule: 'drop-table',
      level: 'loss' as const,
      message: `table t${n} goes: 5 rows`,
      advice: '',
    },
  }));
  const state = initialState({
    size: { columns: 80, rows: 24 },
    ascii: false,
    grammar: { commands: {}, flags: {}, parse: () => ({ given: new Map() }) },
    startedAt: 0,
  });
  const overlay = {
    kind: 'confirm' as const,
    openedAt: 0,
    prepared: prepared([], { losses, direction: 'down' }),
    editor: editorOf(),
    top: 0,
  };
  return { ...state, overlay };
}

const draw = (state: State): string => renderToString(<ShellView state={state} />, { columns: 80 });

test('every loss can be read before the name is typed', () => {
  let state = asked();
  const seen = new Set<string>();
  for (let page = 0; page < 12; page += 1) {
    for (const [name] of draw(state).matchAll(/table t\d+ goes/g)) seen.add(name);
    ({ state } = scrollLosses(state, 'page-down'));
  }
  expect(seen.size).toBe(30);
  expect(draw(state)).toMatch(/lines not shown: \d+ above {3}\(PgDn, PgUp\)/);
});
