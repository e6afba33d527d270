import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { MigshError } from '../error.ts';
import { selectRevision } from '../revision/select.ts';
import type { AppContext } from './context.ts';
import { dialectOf } from './context.ts';
import { nameState } from './name-state.ts';
import { revisionLoader } from './recorded.ts';
import { revisionShape } from './revision-shape.ts';
import type { RevisionShape } from './shapes.ts';

/** The editor that the environment names: `$VISUAL`, else `$EDITOR`. */
export function namedEditor(): string | undefined {
  return [process.env['VISUAL'], process.env['EDITOR']].find(
    name => name !== undefined && name.trim() !== '',
  );
}

/** The same as git chooses it: `vi` where none is named. */
function editorCommand(): string {
  return namedEditor() ?? 'vi';
}

/**
 * Opens a revision's file in the editor and reads it again afterwards.
 * @throws MigshError `load-failed` where the editor fails; what the changed file throws
 */
export async function edit(context: AppContext, name: string): Promise<RevisionShape> {
  const { graph } = context.history();
  const { id, path } = selectRevision(graph, name, await nameState(context, name));
  await runEditor(editorCommand(), { path: join(context.project.root, path), shown: path });
  context.reload();
  const after = context.history().graph;
  const revision = after.get(id) ?? after.revisions.find(known => known.path === path);
  if (revision === undefined) throw gone(path);
  // Loading says now, and not at the next upgrade, what is wrong with it.
  await revisionLoader(context, await dialectOf(context))(revision.id);
  return revisionShape(after, revision);
}

interface EditedFile {
  readonly path: string;
  /** From the project's root. */
  readonly shown: string;
}

/**
 * Editors are commands with arguments (`code --wait`), so a shell reads them. stdout is for what migsh answers: where it is
 * no terminal the editor gets stderr in its place.
 */
function runEditor(command: string, { path, shown }: EditedFile): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(`${command} "$MIGSH_FILE"`, {
      shell: true,
      stdio: ['inherit', process.stdout.isTTY ? 'inherit' : 2, 'inherit'],
      env: { ...process.env, MIGSH_FILE: path },
    });
    child.once('error', error => reject(failed(command, shown, error.message)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(failed(command, shown, signal ?? `exit ${code}`));
    });
  });
}

function failed(command: string, shown: string, why: string): MigshError {
  return new MigshError('load-failed', `the editor ${command} did not end well: ${why}`, {
    hint: `set VISUAL or EDITOR to an editor that is installed; the file is ${shown}`,
    details: { file: shown },
  });
}

function gone(path: string): MigshError {
  return new MigshError('no-header', `${path} is no revision any more`, {
    hint: 'bring the header back: git checkout',
  });
}
