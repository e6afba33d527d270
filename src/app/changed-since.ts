import { filesSince } from '../project/git.ts';
import type { FormerFile } from '../project/git.ts';
import { loadRevision } from '../project/load-revision.ts';
import type { RevisionFile } from '../project/revision-files.ts';
import { checksumOf } from '../project/revision-files.ts';
import { keepStored } from '../project/stored-revision.ts';
import { parseHeader } from '../revision/header.ts';
import type { Revision } from '../revision/revision.ts';
import type { AppContext } from './context.ts';
import type { Finding } from './finding.ts';

/**
 * Revisions that were there at a commit of git and are gone, or say something else now. A file that was moved or
 * formatted is the same revision; one that `@replaces` it stands for it.
 * @throws MigshError `usage` where git does not know the commit
 */
export async function changedSince(
  context: AppContext,
  since: string,
): Promise<readonly Finding[]> {
  const { files } = context.history();
  const replaced = new Set([...files.values()].flatMap(({ revision }) => revision.replaces ?? []));
  const findings: Finding[] = [];
  for (const former of filesSince(context.project, since)) {
    const old = headerOf(former);
    if (old === undefined) continue;
    const now = files.get(old.id);
    if (now === undefined) {
      if (!replaced.has(old.id)) findings.push(removed(old, since));
      continue;
    }
    const found = await difference(context, { old, former, now, since });
    if (found !== undefined) findings.push(found);
  }
  return findings;
}

/** A file that was none, or one that could not be read then, is nobody's revision. */
function headerOf({ path, text }: FormerFile): Revision | undefined {
  if (!/^[ \t/*]*@revision\b/m.test(text)) return undefined;
  try {
    return parseHeader(text, path);
  } catch {
    return undefined;
  }
}

interface Compared {
  readonly old: Revision;
  readonly former: FormerFile;
  readonly now: RevisionFile;
  readonly since: string;
}

async function difference(
  context: AppContext,
  { old, former, now, since }: Compared,
): Promise<Finding | undefined> {
  if (checksumOf(former.text) === now.checksum) return undefined;
  const place = { revision: old.id, path: now.revision.path, line: now.revision.line };
  const edges = edgesThatDiffer(old, now.revision);
  if (edges.length > 0) {
    return { ...place, ...changed, message: `${old.id} ${edges.join(', ')}, since ${since}` };
  }
  if (await recordsTheSame(context, former, now)) {
    return {
      ...place,
      code: 'file-reformatted',
      level: 'note',
      message: `${now.revision.path} was reformatted since ${since}: it does what it did`,
      hint: 'nothing is to be done',
    };
  }
  return {
    ...place,
    ...changed,
    message: `${now.revision.path} does something else than it did at ${since}: databases that have it applied keep what it did then`,
  };
}

const changed = {
  code: 'file-changed',
  level: 'error',
  hint: 'take the change back (git checkout), and write a new revision: migsh revision -m "…"',
} as const;

function edgesThatDiffer(old: Revision, now: Revision): readonly string[] {
  return [
    ...edge('stands on', old.parents, now.parents),
    ...edge('depends on', old.dependsOn, now.dependsOn),
    ...edge('has the labels', old.labels, now.labels),
  ];
}

function edge(word: string, from: readonly string[], to: readonly string[]): readonly string[] {
  return list(from) === list(to) ? [] : [`${word} ${list(to)} instead of ${list(from)}`];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** Whether both texts record the same operations; one that does not load cannot be told to be the same. */
async function recordsTheSame(
  context: AppContext,
  former: FormerFile,
  now: RevisionFile,
): Promise<boolean> {
  const { project } = context;
  const { dialect } = await context.config();
  const source = { source: former.text, checksum: checksumOf(former.text) };
  const stored = keepStored(project, now.revision, source);
  const then = await loadRevision(project, stored, dialect).catch(() => undefined);
  const present = await loadRevision(project, now, dialect);
  return then?.recordChecksum === present.recordChecksum;
}

function removed({ id, path }: Revision, since: string): Finding {
  return {
    code: 'file-removed',
    level: 'error',
    message: `${id} was in ${path} at ${since} and is in no file: databases that have it applied cannot take it back`,
    hint: 'bring the file back (git checkout), and write a new revision that undoes it: migsh revision -m "…"',
    revision: id,
    path,
  };
}
