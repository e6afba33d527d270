import { expect, test } from 'vitest';

import { errorShape, exitCodeOf, printError, printStack } from '../../src/cli/print-error.ts';
import { MigshError } from '../../src/error.ts';
import { plainStyle } from './plain-style.ts';

test('an expected error: what is wrong, its code, what to type next', () => {
  const error = new MigshError(
    'multiple-heads',
    'there are 2 heads: 3f2a9c1e7b04 (billing), 77aa02de91c3 (audit), and one name is wanted',
    {
      hint: 'migsh upgrade heads',
    },
  );
  expect(printError(error, plainStyle)).toMatchInlineSnapshot(`
    "error: there are 2 heads: 3f2a9c1e7b04 (billing), 77aa02de91c3 (audit), and one
           name is wanted [multiple-heads]
    hint: migsh upgrade heads
    "
  `);
});

test('lines of a file with a caret are not wrapped', () => {
  const source = `    op.addColumn('customer', c => c.string('full_name', 200).nullable().oops().and().so().on();`;
  const error = new MigshError(
    'syntax-error',
    `migrations/a.ts:12:9: unexpected token\n${source}\n        ^`,
    { hint: 'mend the file' },
  );
  expect(printError(error, plainStyle)).toMatchInlineSnapshot(`
    "error: migrations/a.ts:12:9: unexpected token [syntax-error]
        op.addColumn('customer', c => c.string('full_name', 200).nullable().oops().and().so().on();
            ^
    hint: mend the file
    "
  `);
});

test('anything else is a bug: one line, no stack', () => {
  const error = new TypeError("cannot read 'x' of undefined");
  expect(printError(error, plainStyle)).toMatchInlineSnapshot(`
    "error: this is a bug in migsh: TypeError: cannot read 'x' of undefined
           [internal]
    hint: the same command with -v shows where; please report both, README.md says
          where to
    "
  `);
  expect(exitCodeOf(error)).toBe(70);
});

test('the stack, on demand, with every cause', () => {
  const error = new Error('outer', { cause: new Error('inner') });
  expect(printStack(error)).toMatch(
    /^Error: outer\n[^]*print-error\.test\.ts[^]*\ncaused by Error: inner\n/,
  );
});

test('no password is printed', () => {
  const url = 'postgresql://shop:s3cret@db/shop';
  expect(
    printError(
      new MigshError('unreachable', `cannot reach ${url}`, { hint: `is ${url} right?` }),
      plainStyle,
    ),
  ).not.toContain('s3cret');
  expect(errorShape(new Error(url)).message).not.toContain('s3cret');
  expect(printStack(new Error(url))).not.toContain('s3cret');
});

test('as JSON', () => {
  expect(
    errorShape(new MigshError('locked', 'another run is on', { details: { holder: 'pid 12' } })),
  ).toEqual({
    code: 'locked',
    message: 'another run is on',
    details: { holder: 'pid 12' },
  });
});
