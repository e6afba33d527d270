import { shortId } from './history/rows.ts';
import { mergeCommand } from './merge/rows.ts';
import { quoteWord } from './palette/grammar.ts';
import { planCommand, preparedCommand } from './plan/command.ts';
import { stampCommand } from './stamp/rows.ts';
import type { ScreenKind, ScreenOf, State } from './state.ts';
import { topScreen, valueOf } from './state.ts';
import type { Line } from './text/line.ts';
import { line, span } from './text/line.ts';
import { answerFlag } from './wizard/rows.ts';
import type { WizardScreen } from './wizard/state.ts';

/** The last line but one: what has just happened, or the command that does in a shell what the screen shows. */
export function commandLine(state: State): Line {
  if (state.toast !== null) return line(` ${state.toast.text}`, 'strong');
  const command = shellCommand(state);
  return command === null ? [] : [span(' $ ', 'faint'), span(command)];
}

/** `migsh upgrade heads`; null where no command does the same. */
export function shellCommand(state: State): string | null {
  const screen = topScreen(state);
  return commandAs(screen.kind, state, screen);
}

type ForEachScreen = {
  readonly [Kind in ScreenKind]: (state: State, screen: ScreenOf<Kind>) => string | null;
};

const commands: ForEachScreen = {
  history: () => 'migsh history -i',
  revision: (state, { id }) => `migsh show ${shortId(state, id)}`,
  plan: (state, screen) => {
    const prepared = valueOf(screen.prepared);
    const command =
      prepared === undefined ? planCommand(state, screen) : preparedCommand(state, prepared);
    return `migsh ${command}`;
  },
  run: (state, { prepared }) => `migsh ${preparedCommand(state, prepared)}`,
  wizard: (_, screen) => wizardCommand(screen),
  note: (state, { heads, selected, message, request }) => {
    const head = heads.length > 1 ? heads[selected] : request.head;
    const on = head === undefined ? '' : ` --head ${shortId(state, head)}`;
    return `migsh revision -m ${quoteWord(message.text || '…')}${on}`;
  },
  merge: mergeCommand,
  stamp: stampCommand,
  log: () => 'migsh log',
  listing: (_, { listing }) => `migsh ${listing}`,
};

function commandAs<Kind extends ScreenKind>(
  kind: Kind,
  state: State,
  screen: ScreenOf<Kind>,
): string | null {
  return commands[kind](state, screen);
}

/** While a question is open, the flag that answers it; later the whole command. */
function wizardCommand(screen: WizardScreen): string {
  const asks = ['question', 'value', 'preview'].includes(screen.phase);
  const flag = asks ? answerFlag(screen) : null;
  if (flag !== null) return `migsh migrate ${flag}`;
  const flags = screen.answers.map(({ id, value }) =>
    id === 'head' ? `--head ${value}` : `--answer ${quoteWord(`${id}=${value}`)}`,
  );
  return ['migsh migrate -m', quoteWord(screen.message.text || '…'), ...flags].join(' ');
}
