import { MigshError } from '../error.ts';
import { nearestNames } from '../revision/nearest.ts';
import type { CommandName } from './commands.ts';
import { commandNames, commands } from './commands.ts';
import type { FlagName } from './flags.ts';
import { flagNames, flags, globalFlags } from './flags.ts';
import { commandsElsewhere, flagsElsewhere } from './other-tools.ts';

/** `migsh comit`: no such command; names the nearest, or ours where another tool calls it so. */
export function refuseCommand(word: string): never {
  const ours = commandsElsewhere[word];
  const near = nearestNames(word, commandNames, 1)[0];
  throw usage(
    `there is no command ${word}`,
    ours ?? (near && `migsh ${near}`) ?? 'migsh --help lists them',
    {
      command: word,
    },
  );
}

/** A flag that is unknown, or that this command does not have. */
export function refuseFlag(
  raw: string,
  known: FlagName | undefined,
  command: CommandName | undefined,
): never {
  const where = command === undefined ? 'migsh' : `migsh ${command}`;
  const message = `${where} has no flag ${raw}`;
  const bare = raw.replace(/^-+/, '');
  throw usage(message, hintForFlag(bare, known, command), { flag: raw });
}

function hintForFlag(
  bare: string,
  known: FlagName | undefined,
  command: CommandName | undefined,
): string {
  if (known !== undefined) {
    const owners = commandNames.filter(name => commandFlags(name).includes(known));
    return `${owners.map(name => `migsh ${name}`).join(', ')} ${owners.length === 1 ? 'has' : 'have'} it`;
  }
  if (flagNames.some(name => flags[name].short === bare)) return `-${bare}`;
  const elsewhere = flagsElsewhere[bare];
  if (elsewhere !== undefined) return elsewhere;
  const near = nearestNames(bare, spellings(command), 1)[0];
  if (near !== undefined) return `--${near}`;
  return `${command === undefined ? 'migsh' : `migsh ${command}`} --help lists them`;
}

/** `migsh heads foo`: the command takes none, or only one. */
export function refuseArgument(command: CommandName, extra: string): never {
  const { argument } = commands[command];
  const takes = argument === undefined ? 'no argument' : `one ${argument.name}`;
  const ours = commandsElsewhere[extra];
  throw usage(
    `migsh ${command} takes ${takes}: ${extra} is one too many`,
    ours ?? `migsh ${command} --help`,
    {
      argument: extra,
    },
  );
}

/** `migsh stamp`: which revisions is for the caller to say. */
export function refuseMissingArgument(command: CommandName): never {
  const { argument, example } = commands[command];
  throw usage(`migsh ${command} wants ${argument?.name ?? 'an argument'}`, example);
}

/** A flag without the value it wants; `next` is the flag that stood in its place. */
export function refuseMissingValue(spelling: string, next?: string): never {
  const long = spelling.replace(/^-., /, '').replace(' ', '=');
  const message = `${spelling} wants a value`;
  throw usage(
    next === undefined ? message : `${message}, and ${next} looks like a flag`,
    next === undefined
      ? long
      : `a value that begins with - is written ${long.split('=')[0]}=${next}`,
  );
}

/** `--json=yes` */
export function refuseValue(name: FlagName): never {
  throw usage(`--${name} takes no value`, `--${name}`);
}

/** `--head a --head b` */
export function refuseRepeated(name: FlagName): never {
  throw usage(`--${name} is given twice`, 'give it once');
}

/** A command line that cannot be meant so. */
export function usage(
  message: string,
  hint: string,
  details: Record<string, unknown> = {},
): MigshError {
  return new MigshError('usage', message, { hint, details });
}

function commandFlags(command: CommandName): readonly FlagName[] {
  return commands[command].flags;
}

function spellings(command: CommandName | undefined): readonly string[] {
  const own = command === undefined ? [] : commandFlags(command);
  const names: readonly string[] = own.concat(globalFlags);
  return names.concat(own.flatMap(name => flags[name].alias ?? []));
}
