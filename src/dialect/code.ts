import type { Run } from '../operation/operation.ts';
import type { CompiledStatement } from './statement.ts';

/** Code is the same on every dialect: no SQL, and nothing that the copy of a schema could try out. */
export function runCode({ code, transactional }: Run): readonly CompiledStatement[] {
  const comment = 'code as written in the revision';
  return [{ sql: '', code, comment, ...(transactional === false ? { transactional } : {}) }];
}
