import type { DialectName } from '../dialect/dialect.ts';
import { MigshError } from '../error.ts';
import type { LoadedConfig } from '../orm/config.ts';
import type { ScratchPlace } from '../orm/scratch-place.ts';
import type { AppContext } from './context.ts';
import { isProtected } from './protection.ts';

/** For whom a place is wanted. */
export interface Search {
  /** No server is asked. */
  readonly offline?: boolean;
  readonly context: AppContext;
  readonly config: LoadedConfig;
}

/** Where a scratch database can be, by the setting `scratch`; or in words why nowhere. */
export async function findPlace(
  search: Search,
  dialect: DialectName,
): Promise<ScratchPlace | string> {
  if (dialect === 'sqlite') return inMemory(search);
  const reasons: string[] = [];
  for (const find of finders(search.context.project.settings.scratch)) {
    const found = await find(search).catch((error: unknown) => {
      // Where the first does not answer there may be a second.
      if (error instanceof MigshError) return error.message.split('\n')[0] ?? '';
      throw error;
    });
    if (typeof found !== 'string') return found;
    reasons.push(found);
  }
  return reasons.join(', and ');
}

/** A place, or in words why it cannot be there. */
type Finder = (search: Search) => Promise<ScratchPlace | string>;

function finders(setting: string | undefined): readonly Finder[] {
  if (setting === undefined) return [onSameServer, inProcess];
  if (setting === 'same-server') return [onSameServer];
  return setting === 'in-process' ? [inProcess] : [atUrl(setting)];
}

async function inMemory({ context, config }: Search): Promise<ScratchPlace> {
  const { memoryPlace } = await import('../orm/scratch-place.ts');
  return memoryPlace(context.project, config);
}

async function onSameServer({ context, config, offline }: Search): Promise<ScratchPlace | string> {
  if (offline === true) return 'no server is asked';
  if (config.dialect !== 'postgresql') return 'the config names no PostgreSQL server';
  const { placeOf } = await import('../orm/postgresql-database.ts');
  const place = { ...(await placeOf(config)), dialect: config.dialect };
  if (isProtected(place, context.project.settings.protected)) {
    return `the server of ${place.label} is protected`;
  }
  const { serverPlace } = await import('../orm/scratch-server.ts');
  return serverPlace(config);
}

async function inProcess({ context }: Search): Promise<ScratchPlace | string> {
  const { inProcessPlace } = await import('../orm/scratch-in-process.ts');
  return inProcessPlace(context.project);
}

function atUrl(url: string): Finder {
  return async ({ config, offline }) => {
    if (offline === true) return 'no server is asked';
    const { urlPlace } = await import('../orm/scratch-url.ts');
    return urlPlace(config, url);
  };
}
