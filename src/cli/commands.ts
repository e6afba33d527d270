import type { FlagName } from './flags.ts';

/** What a command takes and what help says about it. What it does is in command/, imported when it runs. */
export interface CommandSpec {
  readonly summary: string;
  /** Its positional argument. */
  readonly argument?: ArgumentSpec;
  readonly flags: readonly FlagName[];
  readonly example: string;
}

export interface ArgumentSpec {
  readonly name: string;
  /** Taken where none is given; a command without has to be told. */
  readonly default?: string;
  /** May be several. */
  readonly many?: true;
  readonly summary: string;
}

const newRevision = [
  'message',
  'head',
  'splice',
  'branch-label',
  'depends-on',
  'rev-id',
  'version-path',
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
  branches: {
    summary: 'the revisions that several others stand on',
    flags: [],
    example: 'migsh branches',
  },
  current: {
    summary: 'what is applied to the database',
    flags: ['check-heads', 'wait'],
    example: 'migsh current --check-heads --wait 5m',
  },
  show: {
    summary: 'one revision: its header, its SQL and what that SQL may cost',
    argument: { name: 'REV', default: 'head', summary: 'an id, a prefix of one, a label, head-1' },
    flags: [],
    example: 'migsh show billing@head',
  },
  log: {
    summary: 'what was run and stamped, by whom and when',
    flags: ['limit'],
    example: 'migsh log --limit 20',
  },
  check: {
    summary: 'exit 3 where the entities differ from the revisions, or heads have no name',
    flags: ['since', 'format', 'offline'],
    example: 'migsh check --since origin/main --format github',
  },
  revision: {
    summary: 'write a new revision file',
    flags: [...newRevision, 'autogenerate', 'offline', ...answering],
    example: 'migsh revision -m "add order history" --autogenerate',
  },
  migrate: {
    summary: 'write the difference between entities and revisions: revision --autogenerate',
    flags: [...newRevision, 'offline', ...answering],
    example:
      'migsh migrate -m "add order history" --answer rename:column:customer.email=rename:mail',
  },
  merge: {
    summary: 'join heads, after showing what they touch in common',
    argument: { name: 'REVS', default: 'all heads', many: true, summary: 'the heads to join' },
    flags: [...newRevision.filter(name => name !== 'head'), 'yes'],
    example: 'migsh merge -m "merge billing"',
  },
  rebase: {
    summary: 'give revisions that nobody has applied a new parent',
    argument: { name: 'REVS', many: true, summary: 'ids, labels; what stands on them follows' },
    flags: ['onto', 'yes'],
    example: 'migsh rebase 3f2a9c1e7b04 --onto billing@head',
  },
  edit: {
    summary: 'open a file in $VISUAL or $EDITOR, check it after',
    argument: { name: 'REV', default: 'head', summary: 'an id, a prefix of one, a label, head-1' },
    flags: [],
    example: 'migsh edit billing@head',
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
  stamp: {
    summary: 'set what counts as applied, run nothing',
    argument: {
      name: 'REVS',
      many: true,
      summary: 'base, heads, ids, labels; of the branches that they are on, all below is applied',
    },
    flags: ['purge', 'accept', 'sql', 'yes', 'confirm', 'wait'],
    example: 'migsh stamp 3f2a9c1e7b04',
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
