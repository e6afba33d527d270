import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';

import type { CommandName } from './commands.ts';
import { commands, isCommandName } from './commands.ts';
import type { FlagName } from './flags.ts';
import { findFlag, flagNames, flags, globalFlags, spellFlag } from './flags.ts';
import {
  refuseArgument,
  refuseCommand,
  refuseFlag,
  refuseMissingArgument,
  refuseMissingValue,
  refuseRepeated,
  refuseValue,
} from './usage.ts';

/** A command line that was understood. */
export interface Invocation {
  /** Absent: migsh alone, or only `--help` or `--version`. */
  readonly command?: CommandName;
  /** The command's argument, or its default. */
  readonly argument?: string;
  /** All that were given to a command that takes several. */
  readonly arguments?: readonly string[];
  /** What was given, each flag with its values in order; a flag without value has none. */
  readonly given: ReadonlyMap<FlagName, readonly string[]>;
}

/**
 * argv as an invocation. `-<digit>…` is a revision wherever it stands, never a flag.
 * @throws MigshError `usage`, naming what was nearest
 */
export function parse(argv: readonly string[]): Invocation {
  const { tokens } = parseArgs({
    args: argv.map(protectRevision),
    options: parserOptions,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.flatMap(token =>
    token.kind === 'positional' ? [unprotect(token.value)] : [],
  );
  const command = commandOf(words[0]);
  const given = new Map<FlagName, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === 'option') take(token, command, given);
  }
  return {
    ...(command !== undefined && { command }),
    ...argumentsOf(command, words.slice(1), given),
    given,
  };
}

/** Whether the flag was given. */
export function isOn({ given }: Invocation, name: FlagName): boolean {
  return given.has(name);
}

/** The value of a flag that takes one. */
export function textOf({ given }: Invocation, name: FlagName): string | undefined {
  return given.get(name)?.at(-1);
}

/** All values of a flag that may be repeated. */
export function listOf({ given }: Invocation, name: FlagName): readonly string[] {
  return given.get(name) ?? [];
}

const parserOptions: ParseArgsOptionsConfig = Object.fromEntries(
  flagNames.flatMap(name => {
    const { short, value, alias } = flags[name];
    const type = value === undefined ? ('boolean' as const) : ('string' as const);
    const option = { type, ...(short !== undefined && { short }) };
    return alias === undefined
      ? [[name, option]]
      : [
          [name, option],
          [alias, { type }],
        ];
  }),
);

// parseArgs reads `-1` as a group of short flags. No argument can hold a null character, so it marks what is none.
const mark = '\0';
const protectRevision = (text: string): string => (/^-\d/.test(text) ? mark + text : text);
const unprotect = (text: string): string => (text.startsWith(mark) ? text.slice(1) : text);

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function take(
  token: OptionToken,
  command: CommandName | undefined,
  given: Map<FlagName, readonly string[]>,
): void {
  const name = findFlag(token.name);
  if (name === undefined || !takes(command, name)) refuseFlag(token.rawName, name, command);
  const value = valueOf(token, name);
  const before = given.get(name) ?? [];
  if (value === undefined) {
    given.set(name, []);
    return;
  }
  if (before.length > 0 && flags[name].many === undefined) refuseRepeated(name);
  given.set(name, [...before, value]);
}

function takes(command: CommandName | undefined, name: FlagName): boolean {
  if (globalFlags.includes(name)) return true;
  return command !== undefined && commands[command].flags.includes(name);
}

function valueOf(token: OptionToken, name: FlagName): string | undefined {
  const wanted = flags[name].value;
  if (wanted === undefined) {
    if (token.value !== undefined) refuseValue(name);
    return undefined;
  }
  if (token.value === undefined || token.value === '') refuseMissingValue(spellFlag(name).trim());
  const looksLikeFlag = token.inlineValue === false && /^-./.test(token.value);
  if (looksLikeFlag) refuseMissingValue(spellFlag(name).trim(), token.value);
  return unprotect(token.value);
}

function commandOf(word: string | undefined): CommandName | undefined {
  if (word === undefined || isCommandName(word)) return word;
  return refuseCommand(word);
}

function argumentsOf(
  command: CommandName | undefined,
  words: readonly string[],
  given: Invocation['given'],
): Pick<Invocation, 'argument' | 'arguments'> {
  const spec = command === undefined ? undefined : commands[command].argument;
  if (command === undefined || spec?.many === true) return severalOf(command, words, given);
  const extra = words[spec === undefined ? 0 : 1];
  if (extra !== undefined) refuseArgument(command, extra);
  const argument = words[0] ?? spec?.default;
  return argument === undefined ? {} : { argument };
}

function severalOf(
  command: CommandName | undefined,
  words: readonly string[],
  given: Invocation['given'],
): Pick<Invocation, 'arguments'> {
  if (command === undefined) return {};
  const isWanted = commands[command].argument?.default === undefined;
  const asks = given.has('help') || given.has('version');
  if (words.length === 0 && isWanted && !asks) refuseMissingArgument(command);
  return { arguments: words };
}
