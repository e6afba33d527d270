import { expect, test } from 'vitest';

import { exactNumber } from '../../src/schema/exact-number.ts';

test.each([
  ['0', 0],
  ['-1.5', -1.5],
  ['9007199254740991', 9007199254740991],
  ['1e+21', 1e21],
])('%s is written as it is meant', (digits, number) => {
  expect(exactNumber(digits)).toBe(number);
});

// 9007199254740992 is what JavaScript makes of 9007199254740993 too.
test.each(['9007199254740992', '9007199254740993', '0042', '1.50', 'now()', ''])(
  '%s stays text',
  digits => {
    expect(exactNumber(digits)).toBeUndefined();
  },
);
