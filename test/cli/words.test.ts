import { expect, test } from 'vitest';

import { complainAboutNode } from '../../src/check-node.ts';
import { formatDuration, parseDuration } from '../../src/cli/duration.ts';
import { commandHelp, overview } from '../../src/cli/help.ts';
import { cut, wrap, wrapSql } from '../../src/cli/wrap.ts';
import { plainStyle } from './plain-style.ts';

test('the overview fits 80 columns and names every command', () => {
  expect(overview(plainStyle)).toMatchInlineSnapshot(`
    "migsh  schema migrations for MikroORM, as a graph of revisions

    usage
      migsh            the full screen, in a terminal
      migsh COMMAND    one command

    commands
      init                      make the migrations folder, the keys in package.json
                                and a config where there is none
      status                    where the database stands, and what to do next
      history                   the revisions as a graph, newest first
      heads                     the newest revision of each branch
      branches                  the revisions that several others stand on
      current                   what is applied to the database
      show [REV]                one revision: its header, its SQL and what that SQL
                                may cost
      log                       what was run and stamped, by whom and when
      check                     exit 3 where the entities differ from the revisions,
                                or heads have no name
      revision                  write a new revision file
      migrate                   write the difference between entities and revisions:
                                revision --autogenerate
      merge [REVS...]           join heads, after showing what they touch in common
      rebase REVS...            give revisions that nobody has applied a new parent
      edit [REV]                open a file in $VISUAL or $EDITOR, check it after
      upgrade [TARGET]          apply revisions: plan, show, ask in a terminal, run
      downgrade [TARGET]        take revisions back, one where no target is named
      stamp REVS...             set what counts as applied, run nothing

    with every command
          --json                answer in JSON on stdout; a run writes one event per
                                line
          --config FILE         the MikroORM config
          --context NAME        MikroORM's contextName, where a config has several
      -d, --directory DIR       the folder with the revision files
      -C, --cwd DIR             look for the project from here
          --dialect NAME        postgresql or sqlite, where no database is read
          --no-input            never ask; what needs an answer is an error that
                                names the flag
          --no-color            no colours
          --ascii               draw with ASCII characters only
      -q, --quiet               only what was asked for, questions and errors
      -v, --verbose             more: details of revisions, each statement of a run,
                                stacks of bugs
      -V, --version             print the version
      -h, --help                print help

    exit codes
      0                         done
      1                         refused or failed
      2                         wrong usage, or a question without an answer
      3                         check found something; --check-heads: a head is not
                                applied
      4                         another run holds the lock
      130, 143                  interrupted
      70                        a bug in migsh

    migsh COMMAND --help says more about one of them
    "
  `);
});

test('the help of a command', () => {
  expect(commandHelp('upgrade', plainStyle)).toMatchInlineSnapshot(`
    "migsh upgrade: apply revisions: plan, show, ask in a terminal, run

    usage
      migsh upgrade [TARGET] [flags]

    argument
      TARGET                    head, heads, an id, a label, label@head, +1 (default
                                head)

    flags
      -n, --plan                show what would happen, change nothing (also
                                --dry-run)
          --expect ID           refuse any plan but the one with this id
          --sql                 print a script for psql or sqlite3, run nothing;
                                FROM:TO asks no database
          --skip-code           leave steps that are code out of the script, marked
      -y, --yes                 do not ask whether to go on; no answer to data loss
          --allow-data-loss     run although rows are lost
          --confirm NAME        the name of the database, where it is protected
          --wait DURATION       how long to wait: 30s, 10m, 0 (for another run:
                                default 10m)
          --create-database     create the database where it does not exist

    example
      migsh upgrade heads --plan

    with every command: --json --config --context --directory --cwd --dialect
      --no-input --no-color --ascii --quiet --verbose --version --help
    "
  `);
});

test.each([
  ['30s', 30_000],
  ['10m', 600_000],
  ['1h', 3_600_000],
  ['250ms', 250],
  ['0', 0],
  ['5', 5000],
  ['1.5s', 1500],
])('%s as a duration', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each([['ten'], ['-1s'], ['10 m'], ['5d']])('%s is no duration', text => {
  expect(() => parseDuration(text)).toThrow(`${text} is no duration`);
});

test('durations for people', () => {
  expect([3, 999, 1234, 59_900, 125_000].map(formatDuration)).toEqual([
    '3 ms',
    '999 ms',
    '1.2 s',
    '59.9 s',
    '2 min 5 s',
  ]);
});

test('prose is wrapped at spaces, under its first line', () => {
  expect(wrap('one two three four', { width: 12, first: 'x: ' })).toEqual([
    'x: one two',
    '   three',
    '   four',
  ]);
  expect(wrap('a\nb', { width: 12 })).toEqual(['a', 'b']);
  expect(wrap('overlongword x', { width: 5 })).toEqual(['overlongword', 'x']);
});

test('SQL is never broken inside of quotes', () => {
  const sql = `insert into "my table" values ('it''s a long text', "b c")`;
  const lines = wrapSql(sql, { width: 20, rest: '  ' });
  expect(lines).toEqual([
    'insert into',
    '  "my table" values',
    `  ('it''s a long text',`,
    '  "b c")',
  ]);
});

test('a row is cut with a sign of it', () => {
  expect(cut('abcdef', 4, '…')).toBe('abc…');
  expect(cut('abcd', 4, '…')).toBe('abcd');
});

test.each(['22.22.2', '22.23.0', '24.15.0', '24.21.0', '26.0.0', '27.1.0'])(
  'Node %s will do',
  version => {
    expect(complainAboutNode(version)).toBeUndefined();
  },
);

test.each(['18.20.8', '20.20.2', '22.22.1', '22.5.0', '23.11.0', '24.14.9', '25.9.0'])(
  'Node %s is told in one line what is needed',
  version => {
    expect(complainAboutNode(version)).toBe(
      `error: migsh needs Node ^22.22.2 || ^24.15.0 || >=26, this is ${version}: install Node 24 from https://nodejs.org, or in the project: npm install --save-dev node@24 [old-node]`,
    );
  },
);
