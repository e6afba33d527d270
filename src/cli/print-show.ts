import type { ShowShape, StatementShape } from '../app/shapes.ts';
import { headerRows } from './print-history.ts';
import { bodyOf, titleOf } from './print-revisions.ts';
import { printStatements } from './print-statements.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** `show`: the header, then up and down as SQL with what it may cost. */
export function printShow(shown: ShowShape, style: Style): string {
  const body = bodyOf(shown.message);
  const header = [
    `${style.paint('id', sanitizeLine(shown.id))}  ${style.paint('heading', titleOf(shown.message))}`,
    ...(body === '' ? [] : ['', ...wrap(body, { width: style.width, first: '  ' })]),
    '',
    ...headerRows(shown).map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
    ...(shown.state === undefined ? [] : [`  state     ${shown.state}`]),
  ];
  const down =
    shown.irreversible === null
      ? part('down', shown.down, style)
      : wrap(`down: irreversible, ${sanitize(shown.irreversible)}`, {
          width: style.width,
          rest: '  ',
        });
  return `${[...header, '', ...part('up', shown.up, style), '', ...down].join('\n')}\n`;
}

/** The file's text, as `show --verbose` prints it below. */
export function printText(text: string): string {
  const clean = sanitize(text);
  return clean.endsWith('\n') ? clean : `${clean}\n`;
}

function part(name: string, statements: readonly StatementShape[], style: Style): string[] {
  const count = statements.length === 0 ? 'nothing' : counted(statements.length, 'statement');
  return [`${style.paint('heading', name)}   ${count}`, ...printStatements(statements, style)];
}

/** `1 statement`, `2 statements` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
