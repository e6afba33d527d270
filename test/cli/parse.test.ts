import { describe, expect, test } from 'vitest';

import { commandNames, commands, isCommandName } from '../../src/cli/commands.ts';
import { findFlag, flagNames, flags, globalFlags } from '../../src/cli/flags.ts';
import { commandsElsewhere, flagsElsewhere } from '../../src/cli/other-tools.ts';
import { parse } from '../../src/cli/parse.ts';
import { MigshError } from '../../src/error.ts';

const shown = (line: string): unknown => {
  const { given, ...rest } = parse(split(line));
  return { ...rest, given: Object.fromEntries(given) };
};

/** Splits at spaces outside of double quotes, as far as these tests need. */
const split = (line: string): string[] =>
  (line.match(/(?:"[^"]*"|\S)+/g) ?? []).map(word => word.replaceAll('"', ''));

describe('what is understood', () => {
  test.each([
    ['', { given: {} }],
    ['--json', { given: { json: [] } }],
    ['heads', { command: 'heads', given: {} }],
    ['--json heads', { command: 'heads', given: { json: [] } }],
    ['-C app heads --json', { command: 'heads', given: { cwd: ['app'], json: [] } }],
    ['upgrade', { command: 'upgrade', argument: 'head', given: {} }],
    ['upgrade +2 -n', { command: 'upgrade', argument: '+2', given: { plan: [] } }],
    ['upgrade --dry-run', { command: 'upgrade', argument: 'head', given: { plan: [] } }],
    ['upgrade -ny', { command: 'upgrade', argument: 'head', given: { plan: [], yes: [] } }],
    ['downgrade', { command: 'downgrade', argument: '-1', given: {} }],
    ['downgrade -1', { command: 'downgrade', argument: '-1', given: {} }],
    ['downgrade --yes -12', { command: 'downgrade', argument: '-12', given: { yes: [] } }],
    ['downgrade -1 --plan', { command: 'downgrade', argument: '-1', given: { plan: [] } }],
    ['history -r -3:current', { command: 'history', given: { range: ['-3:current'] } }],
    [
      'history --range=-3: -i',
      { command: 'history', given: { range: ['-3:'], 'indicate-current': [] } },
    ],
    ['show -2', { command: 'show', argument: '-2', given: {} }],
    ['show -- -2', { command: 'show', argument: '-2', given: {} }],
    [
      'revision -m "add x" --head=-1',
      { command: 'revision', given: { message: ['add x'], head: ['-1'] } },
    ],
    [
      'migrate -m x --answer a=1 --answer b=2',
      { command: 'migrate', given: { message: ['x'], answer: ['a=1', 'b=2'] } },
    ],
    ['merge -m x', { command: 'merge', arguments: [], given: { message: ['x'] } }],
    [
      'merge billing@head -m x -1',
      { command: 'merge', arguments: ['billing@head', '-1'], given: { message: ['x'] } },
    ],
    [
      'rebase aaaa bbbb --onto -1',
      { command: 'rebase', arguments: ['aaaa', 'bbbb'], given: { onto: ['-1'] } },
    ],
    ['stamp base', { command: 'stamp', arguments: ['base'], given: {} }],
    ['stamp --help', { command: 'stamp', arguments: [], given: { help: [] } }],
    ['edit', { command: 'edit', argument: 'head', given: {} }],
    ['log --limit 5', { command: 'log', given: { limit: ['5'] } }],
    [
      'current --check-heads --wait 5m',
      { command: 'current', given: { 'check-heads': [], wait: ['5m'] } },
    ],
    ['-h', { given: { help: [] } }],
    ['upgrade -h', { command: 'upgrade', argument: 'head', given: { help: [] } }],
  ])('migsh %s', (line, expected) => {
    expect(shown(line)).toEqual(expected);
  });
});

describe('what is refused, and what is said instead', () => {
  test.each([
    ['upgarde', 'there is no command upgarde', 'migsh upgrade'],
    ['upg', 'there is no command upg', 'migsh upgrade'],
    ['xyzzy', 'there is no command xyzzy', 'migsh --help lists them'],
    ['up', 'there is no command up', 'migsh upgrade'],
    ['down', 'there is no command down', 'migsh downgrade'],
    ['pending', 'there is no command pending', 'migsh status'],
    ['migration:up', 'there is no command migration:up', 'migsh upgrade'],
    ['makemigrations', 'there is no command makemigrations', 'migsh migrate -m "…"'],
    ['deploy', 'there is no command deploy', 'migsh upgrade'],
    ['ui', 'there is no command ui', 'migsh (alone, in a terminal)'],
    ['migrate deploy', 'migsh migrate takes no argument: deploy is one too many', 'migsh upgrade'],
    ['upgrade a b', 'migsh upgrade takes one TARGET: b is one too many', 'migsh upgrade --help'],
    [
      'upgrade --to head',
      'migsh upgrade has no flag --to',
      'the target is an argument: migsh upgrade TARGET, migsh downgrade TARGET',
    ],
    [
      'upgrade --fake',
      'migsh upgrade has no flag --fake',
      'migsh stamp REV sets what counts as applied without running it',
    ],
    ['upgrade --pln', 'migsh upgrade has no flag --pln', '--plan'],
    ['upgrade --jsno', 'migsh upgrade has no flag --jsno', '--json'],
    ['upgrade --autogenerate', 'migsh upgrade has no flag --autogenerate', 'migsh revision has it'],
    [
      'heads --plan',
      'migsh heads has no flag --plan',
      'migsh revision, migsh migrate, migsh merge, migsh upgrade, migsh downgrade have it',
    ],
    ['heads -z', 'migsh heads has no flag -z', 'migsh heads --help lists them'],
    ['upgrade --n', 'migsh upgrade has no flag --n', '-n'],
    [
      'upgrade --schema tenant',
      'migsh upgrade has no flag --schema',
      'migsh upgrade --help lists them',
    ],
    ['revision -m', '-m, --message MSG wants a value', '--message=MSG'],
    [
      'revision -m --json',
      '-m, --message MSG wants a value, and --json looks like a flag',
      'a value that begins with - is written --message=--json',
    ],
    ['stamp', 'migsh stamp wants REVS', 'migsh stamp 3f2a9c1e7b04'],
    ['rebase', 'migsh rebase wants REVS', 'migsh rebase 3f2a9c1e7b04 --onto billing@head'],
    ['fake', 'there is no command fake', 'migsh stamp REV'],
    ['resolve', 'there is no command resolve', 'migsh stamp REV'],
    ['join', 'there is no command join', 'migsh merge -m "…"'],
    ['stmap', 'there is no command stmap', 'migsh stamp'],
    ['migrate --merge', 'migsh migrate has no flag --merge', 'migsh merge -m "…" joins the heads'],
    ['stamp base --purg', 'migsh stamp has no flag --purg', '--purge'],
    ['heads --json=yes', '--json takes no value', '--json'],
    ['revision -m a -m b', '--message is given twice', 'give it once'],
  ])('migsh %s', (line, message, hint) => {
    const error = refusal(() => parse(split(line)));
    expect([error.code, error.message, error.hint]).toEqual(['usage', message, hint]);
    expect(error.exitCode).toBe(2);
  });
});

describe('the tables', () => {
  test('every flag belongs to a command or to all', () => {
    const used = new Set([...globalFlags, ...commandNames.flatMap(name => commands[name].flags)]);
    expect(flagNames.filter(name => !used.has(name))).toEqual([]);
  });

  test('what is a command here is no other name for one', () => {
    expect(Object.keys(commandsElsewhere).filter(isCommandName)).toEqual([]);
    expect(Object.keys(flagsElsewhere).filter(name => findFlag(name) !== undefined)).toEqual([]);
  });

  test('no short letter stands for two flags', () => {
    const letters = flagNames.flatMap(name => flags[name].short ?? []);
    expect(letters).toEqual([...new Set(letters)]);
  });

  test.each(commandNames)('the example of %s is a command line that is understood', name => {
    const [program, ...argv] = split(commands[name].example);
    expect(program).toBe('migsh');
    expect(parse(argv).command).toBe(name);
  });
});

function refusal(run: () => unknown): MigshError {
  try {
    run();
  } catch (error) {
    if (error instanceof MigshError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
