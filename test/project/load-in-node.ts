// Loads every revision of a project in Node itself, as the binary does, and prints what came of it as JSON:
// the test runner has a loader of its own, with other errors.
import { MigshError } from '../../src/error.ts';
import { loadRevision } from '../../src/project/load-revision.ts';
import { findProject } from '../../src/project/project.ts';
import { readRevisionFiles } from '../../src/project/revision-files.ts';

const project = findProject({ cwd: process.argv[2] ?? '.' });
const results: Record<string, unknown> = {};
for (const file of readRevisionFiles(project).files) {
  try {
    results[file.revision.id] = await loadRevision(project, file, 'sqlite');
  } catch (error) {
    if (!(error instanceof MigshError)) throw error;
    const { code, message, hint, details } = error;
    results[file.revision.id] = { code, message, hint, details };
  }
}
process.stdout.write(JSON.stringify(results));
