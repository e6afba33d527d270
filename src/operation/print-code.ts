import type { Doc } from './print-doc.ts';
import {
  brokenGroup,
  firstThatFits,
  group,
  hardLine,
  indented,
  joined,
  lastComma,
  line,
  separated,
  softLine,
  whole,
  willBreak,
} from './print-doc.ts';

/** A piece of TypeScript as far as revision files hold it, to be laid out as a formatter does. */
export type Code =
  | { readonly kind: 'literal'; readonly text: string }
  /** Several lines as they are. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Code])[] }
  /** `t => { … }` */
  | { readonly kind: 'block'; readonly parameter: string; readonly statements: readonly Chain[] }
  /** `c => c.text('note')` */
  | { readonly kind: 'arrow'; readonly parameter: string; readonly body: Chain };

/** Calls on a name, one after the other: `t.string('email', 120).unique()`. */
export interface Chain {
  readonly head: string;
  readonly calls: readonly Call[];
}

export interface Call {
  readonly name: string;
  readonly given: readonly Code[];
}

/** A call as a statement of its own. */
export function statement(chain: Chain): Doc {
  // The formatter keeps a chain of two on its line where the name before it is as short as the indentation.
  return joined(chainDoc(chain, { startsWithCall: true }), ';');
}

function chainDoc(chain: Chain, { startsWithCall }: { startsWithCall: boolean }): Doc {
  const { head, calls } = chain;
  const [first = '', ...others] = calls.map(callDoc);
  const oneLine = joined(head, first, ...others);
  if (calls.length <= (startsWithCall ? 2 : 1)) return oneLine;
  const expanded = startsWithCall
    ? joined(head, first, below(others))
    : joined(head, below([first, ...others]));
  if ([first, ...others].slice(0, -1).some(willBreak)) return expanded;
  return firstThatFits(oneLine, whole(expanded), ...openEnded(chain), expanded);
}

function callDoc(call: Call): Doc {
  return joined('.', call.name, argumentsDoc(call.given));
}

/** The chain in one line up to an object at its end, if there is one: `….references('customer', 'id', {`. */
function openEnded({ head, calls }: Chain): readonly Doc[] {
  const end = calls.at(-1);
  const last = end?.given.at(-1);
  if (end === undefined || last?.kind !== 'object') return [];
  const before = end.given.slice(0, -1).map(code => joined(codeDoc(code), ', '));
  const open = ['.', end.name, '(', ...before, brokenGroup(...partsOf(last)), ')'];
  return [joined(head, ...calls.slice(0, -1).map(callDoc), ...open)];
}

function below(docs: readonly Doc[]): Doc {
  return indented(...docs.flatMap(doc => [hardLine, doc]));
}

function argumentsDoc(given: readonly Code[]): Doc {
  const last = given.at(-1);
  if (last === undefined) return '()';
  const docs = given.map(codeDoc);
  if (given.length === 1 && isTemplate(last)) return joined('(', ...docs, ')');
  const before = docs.slice(0, -1);
  const all = enclosed('(', softLine, docs, ')');
  if (before.some(willBreak)) return brokenGroup(...all);
  if (!huggable(last, given.at(-2))) return group(...all);
  const ending = (doc: Doc): Doc => joined('(', separated([...before, doc], ', '), ')');
  return firstThatFits(
    ending(codeDoc(last)),
    ending(brokenGroup(...partsOf(last))),
    brokenGroup(...all),
  );
}

/** Whether the last argument may open on the line of the call: `op.backfill('customer', {`. */
function huggable(last: Code, before: Code | undefined): boolean {
  if (last.kind === 'literal' || last.kind === before?.kind) return false;
  if (last.kind === 'list') return last.items.length > 0;
  return last.kind !== 'object' || last.entries.length > 0;
}

function isTemplate(code: Code): boolean {
  return code.kind === 'literal' && code.text.startsWith('`');
}

function codeDoc(code: Code): Doc {
  const parts = partsOf(code);
  return mustBreak(code) ? brokenGroup(...parts) : group(...parts);
}

function partsOf(code: Code): readonly Doc[] {
  if (code.kind === 'literal') return [code.text];
  if (code.kind === 'lines') return [separated(code.lines, hardLine)];
  if (code.kind === 'list') return enclosed('[', softLine, code.items.map(codeDoc), ']');
  if (code.kind === 'object') return enclosed('{', line, code.entries.map(entryDoc), '}');
  if (code.kind === 'block') {
    const lines = code.statements.flatMap(each => [hardLine, statement(each)]);
    return [`${code.parameter} => {`, indented(...lines), hardLine, '}'];
  }
  const body = chainDoc(code.body, { startsWithCall: false });
  return [`${code.parameter} =>`, indented(line, body), lastComma, softLine];
}

function enclosed(open: string, gap: Doc, items: readonly Doc[], close: string): readonly Doc[] {
  if (items.length === 0) return [open, close];
  return [open, indented(gap, separated(items, joined(',', line)), lastComma), gap, close];
}

function entryDoc([key, value]: readonly [string, Code]): Doc {
  const doc = codeDoc(value);
  if (value.kind !== 'literal' || isTemplate(value) || !/^['"]/.test(value.text)) {
    return joined(key, ': ', doc);
  }
  // A line break behind a key this short would gain next to nothing.
  return key.length <= 4 ? joined(key, ': ', doc) : group(key, ':', group(indented(line, doc)));
}

/** Several objects of several entries each stand below each other. */
function mustBreak(code: Code): boolean {
  if (code.kind !== 'list' || code.items.length < 2) return false;
  return code.items.every(item => item.kind === 'object' && item.entries.length > 1);
}
