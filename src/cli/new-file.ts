import type { RevisionRequest } from '../app/revise.ts';
import type { RevisionResult } from '../app/shapes.ts';
import type { Output } from './output.ts';
import type { Invocation } from './parse.ts';
import { isOn, listOf, textOf } from './parse.ts';
import { printText } from './print-show.ts';
import { sanitizeLine } from './sanitize.ts';

/** What the flags say about a new file's place in the graph and among the directories. */
export function filePlaceOf(
  invocation: Invocation,
): Omit<RevisionRequest, 'message' | 'head' | 'plan'> {
  const revisionId = textOf(invocation, 'rev-id');
  const versionPath = textOf(invocation, 'version-path');
  return {
    ...(revisionId !== undefined && { revisionId }),
    ...(versionPath !== undefined && { versionPath }),
    splice: isOn(invocation, 'splice'),
    branchLabels: listOf(invocation, 'branch-label'),
    dependsOn: listOf(invocation, 'depends-on'),
  };
}

/** What went wrong besides, each sentence once. */
function notes(result: RevisionResult): ReadonlySet<string> {
  const written = [result, ...(result.following ?? [])].filter(({ path }) => path !== null);
  return new Set(written.flatMap(({ reason = [] }) => reason));
}

/** A line for each file. */
function paths(result: RevisionResult): string {
  const written = [result, ...(result.following ?? [])];
  return written.map(({ path }) => `${sanitizeLine(path ?? '')}\n`).join('');
}

/** The path of a file that was written, or the text of one that was not. */
export function printResult(result: RevisionResult, output: Output): void {
  if (output.json) output.document(result);
  else if (result.path !== null) output.write(paths(result));
  else if (result.text !== null) output.write(printText(result.text));
  if (!output.json)
    for (const note of notes(result)) output.mention(`note: ${sanitizeLine(note)}\n`);
  const { ignored = [] } = result;
  if (!output.json && ignored.length > 0) {
    const what = ignored.map(sanitizeLine).join(', ');
    output.mention(`note: package.json was changed: migsh.ignore now leaves out ${what}\n`);
  }
}
