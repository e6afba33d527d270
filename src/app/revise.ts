import { MigshError } from '../error.ts';
import type { Operation } from '../operation/operation.ts';
import { printRevision } from '../operation/print.ts';
import { formatFile } from '../project/format-file.ts';
import { readRevisionFiles } from '../project/revision-files.ts';
import { newRevisionId } from '../project/revision-id.ts';
import { readTemplate } from '../project/template.ts';
import { writeRevision } from '../project/write-revision.ts';
import { formatHeader } from '../revision/header.ts';
import { checkNewRevision, newDependencies } from '../revision/new-revision.ts';
import { newParents } from '../revision/plan-walk.ts';
import type { Waiver } from '../revision/revision.ts';
import type { Answers } from '../schema/question.ts';
import type { AppContext } from './context.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionResult } from './shapes.ts';
import { directoryFor } from './version-path.ts';

/** What a new revision is to be, as `revision`'s flags say. */
export interface RevisionRequest {
  readonly message: string;
  /** `--head`: on which revision it stands. */
  readonly head?: string;
  readonly splice?: boolean;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly revisionId?: string;
  /** `--version-path`: the directory of the new file, one of the project's. */
  readonly versionPath?: string;
  /** Write nothing, give the text. */
  readonly plan?: boolean;
}

/** A new file before it is written. */
export interface DraftFile {
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
  /** Ids or labels, as the header says them. */
  readonly dependsOn: readonly string[];
  readonly createdAt: Date;
  readonly text: string;
  /** Where it goes, absolute. */
  readonly directory?: string;
}

/**
 * Writes an empty revision.
 * @throws MigshError `multiple-heads`, `not-a-head`, `bad-message`, `duplicate-id`, `not-writable`
 */
export function newRevision(context: AppContext, request: RevisionRequest): RevisionResult {
  const draft = draftFile(context, request, { up: [], down: [], answers: {} });
  return request.plan === true
    ? { revision: null, path: null, text: draft.text }
    : writeDraft(context, draft);
}

/** What a new file holds. */
export interface FileContent {
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
  readonly answers: Answers;
  readonly waivers?: readonly Waiver[];
  /** A merge's; else they come from the request's head. */
  readonly parents?: readonly string[];
  /** Where it goes, absolute; else the request and the parents tell. */
  readonly directory?: string;
  /** Default: now. */
  readonly createdAt?: Date;
}

/** The text of a new revision, with its place in the graph. Writes nothing. */
export function draftFile(
  context: AppContext,
  request: RevisionRequest,
  content: FileContent,
): DraftFile {
  const { graph } = context.history();
  const id = request.revisionId ?? newRevisionId();
  const labels = request.branchLabels ?? [];
  checkNewRevision(graph, { id, labels });
  const splice = request.splice === true;
  const parents = content.parents ?? newParents(graph, request.head, { splice });
  const dependsOn = newDependencies(graph, request.dependsOn ?? []);
  const createdAt = content.createdAt ?? new Date();
  const header = formatHeader({
    message: request.message,
    id,
    parents,
    labels,
    dependsOn,
    createdAt: createdAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    answers: content.answers,
    ...(content.waivers && { waivers: content.waivers }),
  });
  const template = readTemplate(context.project);
  const text = printRevision({ header, ...content, ...(template !== undefined && { template }) });
  const directory = content.directory ?? directoryFor(context, { ...request, parents });
  return { id, message: request.message, parents, dependsOn, createdAt, text, directory };
}

/**
 * Writes the file and reads the history again.
 * @throws MigshError `already-exists`, `not-writable`, `plan-changed` where the revisions are not those that it was made after
 */
export function writeDraft(context: AppContext, draft: DraftFile): RevisionResult {
  refuseOthersSince(context);
  const path = writeRevision(context.project, draft);
  const { text, failed } = formatFile(context.project, path, draft.text);
  context.reload();
  const { graph } = context.history();
  const revision = graph.get(draft.id);
  return {
    revision: revision === undefined ? null : revisionShape(graph, revision),
    path,
    text,
    ...(failed === null ? {} : { reason: failed }),
  };
}

/** Somebody else may have written a revision meanwhile: on the same head, and perhaps the same one. */
function refuseOthersSince(context: AppContext): void {
  const known = context.history().files;
  const { files } = readRevisionFiles(context.project);
  const other = files.find(each => known.get(each.revision.id)?.checksum !== each.checksum);
  const there = new Set(files.map(({ revision }) => revision.id));
  const gone = [...known.values()].find(({ revision }) => !there.has(revision.id));
  const changed = other ?? gone;
  if (changed !== undefined) throw othersSince(changed.revision.path);
}

function othersSince(path: string): MigshError {
  return new MigshError(
    'plan-changed',
    `${path} came, changed or went since the revisions were read: nothing was written`,
    { hint: 'run it again: it is compared with what is there now', details: { file: path } },
  );
}
