import type { InitRequest, InitResult } from '../project/init-project.ts';
import { initProject } from '../project/init-project.ts';

/**
 * Sets a project up: migrations folder, package.json keys, a config where MikroORM finds none.
 * @throws MigshError `no-project`, `not-writable`
 */
export function init(request: InitRequest): InitResult {
  return initProject(request);
}
