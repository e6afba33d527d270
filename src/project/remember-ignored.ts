import { editPackageJson } from './package-json.ts';
import type { Project } from './project.ts';

/** Adds patterns to `migsh.ignore` in package.json: what a person decided to keep is not asked again. */
export function rememberIgnored(project: Project, patterns: readonly string[]): void {
  if (patterns.length === 0) return;
  editPackageJson(project.root, content => {
    const settings = content['migsh'];
    const known = typeof settings === 'object' && settings !== null ? settings : {};
    const ignore = [...new Set([...project.settings.ignore, ...patterns])];
    return { ...content, migsh: { ...known, ignore } };
  });
}
