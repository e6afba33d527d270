/**
 * The command line's own grammar, handed in by whoever starts the shell: the palette reads the same words and flags, and
 * refuses the same ones.
 */
export interface Grammar {
  readonly commands: Readonly<Record<string, CommandWords>>;
  readonly flags: Readonly<Record<string, FlagWords>>;
  /** @throws MigshError `usage`, naming what is nearest */
  readonly parse: (words: readonly string[]) => ParsedCommand;
}

interface CommandWords {
  readonly summary: string;
  readonly argument?: { readonly name: string; readonly default?: string };
  readonly flags: readonly string[];
}

interface FlagWords {
  readonly summary: string;
  readonly short?: string;
  readonly value?: string;
}

export interface ParsedCommand {
  readonly command?: string;
  /** The argument, or its default. */
  readonly argument?: string;
  /** All that were given to a command that takes several. */
  readonly arguments?: readonly string[];
  /** Each flag with its values; one that takes none has none. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/**
 * A line in words, as a shell would split it: quotes hold a word together, a backslash takes the next character as it is.
 * null where a quote is open.
 */
export function splitWords(text: string): readonly string[] | null {
  const words = text.match(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  const rest = text.replaceAll(wordPart, '');
  return /["']/.test(rest) ? null : words.map(word => word.replaceAll(wordPart, unquote));
}

const wordPart = /"([^"]*)"|'([^']*)'|\\(.)/g;

function unquote(whole: string, ...parts: readonly unknown[]): string {
  const inner = parts.slice(0, 3).find(part => typeof part === 'string');
  return typeof inner === 'string' ? inner : whole;
}

/** A word as it has to be typed in a shell to stay one. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
