import type { FlagName } from './flags.ts';

/** What a command takes and what help says about it. What it does is in command/, imported when it runs. */
export interface CommandSpec {
  readonly summary: string;
  /** Its one positional argument. */
  readonly argument?: ArgumentSpec;
  readonly flags: readonly FlagName[];
  readonly example: string;
}

interface ArgumentSpec {
  readonly name: string;
  /** Taken where none is given. */
  readonly default: string;
  readonly summary: string;
}

const newRevision = [
  'message',
  'head',
  'splice',
  'branch-label',
  'depends-on',
  'rev-id',
  'plan',
] as const;
const answering = ['answer', 'answers'] as const;
const running = [
  'plan',
  'expect',
  'sql',
  'skip-code',
  'yes',
  'allow-data-loss',
  'confirm',
  'wait',
  'create-database',
] as const;

const table = {
  init: {
    summary:
      'make the migrations folder, the keys in package.json and a config where there is none',
    flags: [],
    example: 'migsh init --dialect sqlite',
  },
  status: {
    summary: 'where the database stands, and what to do next',
    flags: [],
    example: 'migsh status',
  },
  history: {
    summary: 'the revisions as a graph, newest first',
    flags: ['range', 'indicate-current', 'limit'],
    example: 'migsh history -i -r -3:current',
  },
  heads: {
    summary: 'the newest revision of each branch',
    flags: [],
    example: 'migsh heads --json',
  },
  current: {
    summary: 'what is applied to the database',
    flags: [],
    example: 'migsh current',
  },
  show: {
    summary: 'one revision: its header, its SQL and what that SQL may cost',
    argument: { name: 'REV', default: 'head', summary: 'an id, a prefix of one, a label, head-1' },
    flags: [],
    example: 'migsh show billing@head',
  },
  revision: {
    summary: 'write a new revision file',
    flags: [...newRevision, 'autogenerate', ...answering],
    example: 'migsh revision -m "add order history" --autogenerate',
  },
  migrate: {
    summary: 'write the difference between entities and revisions: revision --autogenerate',
    flags: [...newRevision, ...answering],
    example:
      'migsh migrate -m "add order history" --answer rename:column:customer.email=rename:mail',
  },
  upgrade: {
    summary: 'apply revisions: plan, show, ask in a terminal, run',
    argument: {
      name: 'TARGET',
      default: 'head',
      summary: 'head, heads, an id, a label, label@head, +1',
    },
    flags: running,
    example: 'migsh upgrade heads --plan',
  },
  downgrade: {
    summary: 'take revisions back, one where no target is named',
    argument: { name: 'TARGET', default: '-1', summary: 'base, an id, a label, -1' },
    flags: [...running, 'down', 'run-stored'],
    example: 'migsh downgrade -2 --plan',
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof table;

/** The command table of this version. */
export const commands: Readonly<Record<CommandName, CommandSpec>> = table;

/** The names of all commands, in the order of the overview. */
export const commandNames: readonly CommandName[] = Object.keys(table).filter(isCommandName);

/** Whether there is such a command. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(table, name);
}
