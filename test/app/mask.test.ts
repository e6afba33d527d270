import { expect, test } from 'vitest';

import { maskValue } from '../../src/app/mask.ts';

test('a masked value shows its shape alone', () => {
  expect([
    maskValue('ada.lovelace@example.org'),
    maskValue('N/A'),
    maskValue('12,50 €'),
    maskValue('Ängström'),
    maskValue('李小龍'),
    maskValue('two\nlines'),
    maskValue('a very long text that goes on'),
    maskValue(''),
    maskValue('   '),
    maskValue(-12.5),
    maskValue(9007199254740993n),
    maskValue(true),
    maskValue(null),
    maskValue(new Date(0)),
    maskValue(new Uint8Array([1, 2])),
    maskValue({ name: 'Ada', born: 1815 }),
  ]).toMatchInlineSnapshot(`
    [
      "xxx.xxxxxxxx@xxxxxxx.xxx",
      "X/X",
      "99,99 €",
      "Xxxxxxxx",
      "xxx",
      "xxx xxxxx",
      "x xxxx xxxx xxxx xxxx xx…",
      "an empty text",
      "3 blanks",
      "-99.9",
      "9999999999999999",
      "a boolean",
      "null",
      "9999-99-99X99:99:99.999X",
      "2 bytes",
      "{"xxxx":"Xxx","xxxx":999…",
    ]
  `);
});
