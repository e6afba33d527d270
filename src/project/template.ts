import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Project } from './project.ts';
import { badSettings } from './settings-read.ts';

const parts = ['{header}', '{up}', '{down}'] as const;

/**
 * The text of the settings' `template`, a file that holds `{header}`, `{up}` and `{down}` once each; undefined where there is none.
 * @throws MigshError `bad-settings`
 */
export function readTemplate({ root, settings }: Project): string | undefined {
  const { template } = settings;
  if (template === undefined) return undefined;
  const text = readText(join(root, template), template);
  for (const part of parts) {
    const count = text.split(part).length - 1;
    if (count !== 1) {
      throw badSettings(
        `"migsh.template": ${template} holds ${part} ${count === 0 ? 'nowhere' : `${count} times`}`,
        `write {header}, {up} and {down} once each in ${template}`,
      );
    }
  }
  return text;
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n');
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw badSettings(
      `"migsh.template": ${shown} cannot be read: ${said}`,
      'name a file from the project’s root, or take the setting out',
    );
  }
}
