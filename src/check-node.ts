/** What `engines.node` of package.json says, in words for people. */
const neededNode = '^22.22.2 || ^24.15.0 || >=26';

/**
 * The line to print on a Node that migsh does not run on; undefined on one that it does.
 * This file imports nothing: on an old Node a static import of a newer name fails before anything could be said.
 */
export function complainAboutNode(version: string): string | undefined {
  if (isSupported(version)) return undefined;
  return (
    `error: migsh needs Node ${neededNode}, this is ${version}: ` +
    'install Node 24 from https://nodejs.org, or in the project: npm install --save-dev node@24 [old-node]'
  );
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version
    .split('.')
    .map(part => Number.parseInt(part, 10));
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 2);
  if (major === 24) return minor >= 15;
  return major >= 26;
}
