import type { Explained } from './explain.ts';
import { callOf } from './print-calls.ts';
import { statement } from './print-code.ts';
import type { Doc } from './print-doc.ts';
import { group, hardLine, indented, joined, layOut, line } from './print-doc.ts';
import { text } from './print-literal.ts';
import { tableObjects, withoutObjects } from './table-objects.ts';

/** The parts of a revision file. */
export interface RevisionText {
  /** The block comment, as `formatHeader` writes it. */
  readonly header: string;
  /** With what is said above each call. */
  readonly up: readonly Explained[];
  readonly down: readonly Explained[];
  /** Why there is no way back; takes the place of `down`. */
  readonly irreversible?: string;
}

const width = 100;
const imports = "import type { Op } from 'migsh';";

/** A revision file's text, as a careful person writes it: recording it gives the same operations. */
export function printRevision({ header, up, down, irreversible }: RevisionText): string {
  const parts = [
    `${header.trimEnd()}\n${imports}`,
    functionText('up', up.flatMap(eachApart)),
    irreversible === undefined
      ? functionText('down', down.flatMap(eachApart))
      : reasonText(irreversible),
  ];
  return `${parts.join('\n\n')}\n`;
}

function functionText(name: string, operations: readonly Explained[]): string {
  if (operations.length === 0) return `export function ${name}(op: Op) {}`;
  const statements = operations.flatMap((operation): Doc[] => [
    hardLine,
    ...remarks(operation).flatMap(remark => [remark, hardLine]),
    statement(callOf(operation)),
  ]);
  return layOut(
    joined(`export function ${name}(op: Op) {`, indented(...statements), hardLine, '}'),
    width,
  );
}

/** The calls alone, as they stand in `up` or `down`; '' where there is none. */
export function printCalls(operations: readonly Explained[]): string {
  const lines = functionText('up', operations.flatMap(eachApart)).split('\n').slice(1, -1);
  return lines.map(each => each.replace(/^ {2}/, '')).join('\n');
}

/** What a table's definition holds and the call for a table cannot say gets calls of its own. */
function eachApart(operation: Explained): readonly Explained[] {
  if (operation.kind !== 'createTable') return [operation];
  const { table } = operation;
  return [{ ...operation, table: withoutObjects(table) }, ...tableObjects(table)];
}

/** `// keeps the rows of event: …`, in lines of the file's width. */
function remarks({ why = '' }: Explained): readonly string[] {
  // A name may hold a line break, which would end the comment.
  const words = why.split(/\s+/).filter(word => word !== '');
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width - 2) lines.push(`// ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function reasonText(reason: string): string {
  const doc = text(reason);
  const value = doc.kind === 'literal' ? doc.text : '';
  return layOut(group('export const irreversible =', indented(line, value), ';'), width);
}
