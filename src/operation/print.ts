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
  /** A text with `{header}`, `{up}` and `{down}`. */
  readonly template?: string;
}

const width = 100;

/** What a file looks like where the project has no template of its own. */
const plain = "{header}\nimport type { Op } from 'migsh';\n\n{up}\n\n{down}\n";

/** A revision file's text, as a careful person writes it: recording it gives the same operations. */
export function printRevision(revision: RevisionText): string {
  const { header, up, down, irreversible, template = plain } = revision;
  const back =
    irreversible === undefined
      ? functionText('down', down.flatMap(eachApart))
      : reasonText(irreversible);
  const parts = new Map([
    ['header', header.trimEnd()],
    ['up', functionText('up', up.flatMap(eachApart))],
    ['down', back],
  ]);
  return template.replaceAll(/\{(header|up|down)\}/g, (_, part: string) => parts.get(part) ?? '');
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
