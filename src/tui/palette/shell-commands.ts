import { MigshError } from '../../error.ts';
import type { Answers } from '../../schema/question.ts';
import { quit, toHistory } from '../go.ts';
import { openLog } from '../log/update.ts';
import { openMerge } from '../merge/update.ts';
import { openNote } from '../note/update.ts';
import { openPlan } from '../plan/update.ts';
import { openRevisionNamed } from '../revision/update.ts';
import { openStamp } from '../stamp/update.ts';
import type { Next, State } from '../state.ts';
import { next, push } from '../state.ts';
import { openWizard } from '../wizard/update.ts';
import type { ParsedCommand } from './grammar.ts';
import type { ListingKind } from './listing.ts';

/** A command of the command line in the shell: which flags it heeds here, and what it opens. */
interface ShellCommand {
  readonly flags: readonly string[];
  readonly run: (state: State, command: ParsedCommand) => Next;
}

const creating = ['message', 'head', 'splice', 'branch-label', 'depends-on', 'rev-id'];

/** The shell has a screen for these; the others are refused with the line to type in a shell. */
export const shellCommands: Readonly<Record<string, ShellCommand>> = {
  upgrade: {
    flags: ['plan'],
    run: (state, { argument = 'head' }) => openPlan(state, 'up', argument),
  },
  downgrade: {
    flags: ['plan'],
    run: (state, { argument = '-1' }) => openPlan(state, 'down', argument),
  },
  show: {
    flags: [],
    run: (state, { argument = 'head' }) => openRevisionNamed(state, argument),
  },
  history: { flags: [], run: toHistory },
  migrate: { flags: [...creating, 'answer'], run: migrate },
  revision: {
    flags: [...creating, 'autogenerate', 'answer'],
    run: (state, command) =>
      command.given.has('autogenerate') ? migrate(state, command) : revise(state, command),
  },
  merge: { flags: creating.filter(flag => flag !== 'head'), run: merge },
  stamp: {
    flags: ['purge'],
    run: (state, { arguments: targets = [], given }) =>
      openStamp(state, { targets, purge: given.has('purge') }),
  },
  log: { flags: [], run: openLog },
  status: { flags: [], run: state => openListing(state, 'status') },
  heads: { flags: [], run: state => openListing(state, 'heads') },
  current: { flags: [], run: state => openListing(state, 'current') },
  quit: { flags: [], run: quit },
};

/** Opens what a command answers in lines. */
function openListing(state: State, listing: ListingKind): Next {
  return next(push(state, serial => ({ kind: 'listing', serial, listing, top: 0 })));
}

function migrate(state: State, command: ParsedCommand): Next {
  return openWizard(state, {
    message: lastOf(command, 'message') ?? '',
    request: requestOf(command),
    answers: answersOf(command),
  });
}

function revise(state: State, command: ParsedCommand): Next {
  const message = lastOf(command, 'message');
  return openNote(state, message === undefined ? {} : { message, request: requestOf(command) });
}

function merge(state: State, command: ParsedCommand): Next {
  const { head: _, ...request } = requestOf(command);
  const message = lastOf(command, 'message');
  return openMerge(state, {
    names: command.arguments ?? [],
    request,
    ...(message !== undefined && { message }),
  });
}

function requestOf(command: ParsedCommand): {
  readonly head?: string;
  readonly splice?: boolean;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly revisionId?: string;
} {
  const head = lastOf(command, 'head');
  const revisionId = lastOf(command, 'rev-id');
  const branchLabels = command.given.get('branch-label');
  const dependsOn = command.given.get('depends-on');
  return {
    ...(head !== undefined && { head }),
    ...(revisionId !== undefined && { revisionId }),
    ...(branchLabels !== undefined && { branchLabels }),
    ...(dependsOn !== undefined && { dependsOn }),
    ...(command.given.has('splice') && { splice: true }),
  };
}

function answersOf({ given }: ParsedCommand): Answers {
  return Object.fromEntries((given.get('answer') ?? []).map(splitAnswer));
}

/** `ID=VALUE` at the first `=` outside of double quotes. */
function splitAnswer(text: string): readonly [string, string] {
  const [, id, value] = /^((?:[^"=]|"(?:[^"]|"")*")+)=([^]*)$/.exec(text) ?? [];
  if (id !== undefined && value !== undefined) return [id, value];
  throw new MigshError('bad-answer', `${text} is no answer`, {
    hint: '--answer ID=VALUE, such as --answer fill:column:order.currency=default:EUR',
  });
}

function lastOf({ given }: ParsedCommand, flag: string): string | undefined {
  return given.get(flag)?.at(-1);
}
