import type { ArgumentSpec, CommandName } from './commands.ts';
import { commandNames, commands } from './commands.ts';
import type { FlagName } from './flags.ts';
import { flags, globalFlags, spellFlag } from './flags.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** `migsh --help` */
export function overview(style: Style): string {
  return sections(style, [
    ['', ['migsh  schema migrations for MikroORM, as a graph of revisions']],
    [
      'usage',
      ['  migsh            the full screen, in a terminal', '  migsh COMMAND    one command'],
    ],
    ['commands', commandNames.flatMap(name => row(synopsis(name), commands[name].summary, style))],
    ['with every command', flagRows(globalFlags, style)],
    ['exit codes', exitCodes.flatMap(([code, meaning]) => row(code, meaning, style))],
    ['', ['migsh COMMAND --help says more about one of them']],
  ]);
}

/** `migsh COMMAND --help` */
export function commandHelp(name: CommandName, style: Style): string {
  const { summary, argument, flags: own, example } = commands[name];
  return sections(style, [
    ['', wrap(`migsh ${name}: ${summary}`, { width: style.width })],
    ['usage', [`  migsh ${synopsis(name)}${own.length > 0 ? ' [flags]' : ''}`]],
    [
      'argument',
      argument === undefined
        ? []
        : row(spelled(argument), argument.summary + defaultOf(argument), style),
    ],
    ['flags', flagRows(own, style)],
    ['example', [`  ${example}`]],
    [
      '',
      wrap(`with every command: ${globalFlags.map(flag => `--${flag}`).join(' ')}`, {
        width: style.width,
        rest: '  ',
      }),
    ],
  ]);
}

const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', 'refused or failed'],
  ['2', 'wrong usage, or a question without an answer'],
  ['3', 'check found something; --check-heads: a head is not applied'],
  ['4', 'another run holds the lock'],
  ['130, 143', 'interrupted'],
  ['70', 'a bug in migsh'],
];

function synopsis(name: CommandName): string {
  const { argument } = commands[name];
  if (argument === undefined) return name;
  return `${name} ${argument.default === undefined ? spelled(argument) : `[${spelled(argument)}]`}`;
}

function spelled({ name, many }: ArgumentSpec): string {
  return many === true ? `${name}...` : name;
}

function defaultOf({ default: taken }: ArgumentSpec): string {
  return taken === undefined ? '' : ` (default ${taken})`;
}

function flagRows(names: readonly FlagName[], style: Style): string[] {
  return names.flatMap(name => {
    const { summary, alias, many } = flags[name];
    const more = [
      ...(alias === undefined ? [] : [`also --${alias}`]),
      ...(many === undefined ? [] : ['may be repeated']),
    ];
    const tail = more.length === 0 ? '' : ` (${more.join(', ')})`;
    return row(spellFlag(name), summary + tail, style);
  });
}

/** Where summaries begin. */
const column = 28;

function row(left: string, right: string, style: Style): string[] {
  const first = `  ${left}`.padEnd(column - 2) + '  ';
  return wrap(right, { width: style.width, first, rest: ' '.repeat(column) });
}

function sections(style: Style, parts: readonly (readonly [string, readonly string[]])[]): string {
  const shown = parts.filter(([, lines]) => lines.length > 0);
  const blocks = shown.map(([title, lines]) =>
    [...(title === '' ? [] : [style.paint('heading', title)]), ...lines].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}
