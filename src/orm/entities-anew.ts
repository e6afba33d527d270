import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { MigshError } from '../error.ts';
import type { LoadedConfig } from './config.ts';
import type { DesiredSchema } from './desired-schema.ts';
import type { ConfigRequest } from './find-config.ts';
import { foreign } from './foreign.ts';
import type { LeaveOutProject } from './left-out.ts';
import { withoutSecrets } from './secrets.ts';
import { receiveError } from './sqlite-messages.ts';
import type { SentError } from './sqlite-messages.ts';

/** What the child is to read. */
export interface EntitiesRequest {
  readonly root: string;
  readonly request: ConfigRequest;
  readonly settings: LeaveOutProject['settings'];
}

export type EntitiesReply = { readonly value: DesiredSchema } | { readonly error: SentError };

/**
 * What the entities want as their files stand now, whatever this process has loaded of them before: read by a process that
 * ends with it.
 * @throws MigshError as `readDesiredSchema`
 */
export async function readEntitiesAnew(
  { root, request }: LoadedConfig,
  { settings: { ignore, table } }: LeaveOutProject,
): Promise<DesiredSchema> {
  const child = fork(childFile(), {
    cwd: root,
    serialization: 'advanced',
    execArgv: [],
    // What the project's code prints is not what the user asked for, and would be written over the screen.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const settings = { ...(ignore && { ignore }), ...(table !== undefined && { table }) };
  try {
    const answer = answerOf(child);
    child.send({ root, request, settings } satisfies EntitiesRequest);
    const reply = await answer;
    if ('error' in reply) throw receiveError(reply.error);
    return reply.value;
  } finally {
    child.kill('SIGKILL');
  }
}

/** What the child answers, or with which words it ended instead. */
async function answerOf(child: ChildProcess): Promise<EntitiesReply> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-kept);
  });
  const ended = once(child, 'close').then((): never => {
    throw endedEarly(said);
  });
  const [message] = foreign<[unknown]>(await Promise.race([once(child, 'message'), ended]));
  return foreign<EntitiesReply>(message);
}

/** Of what it said, the end is worth most. */
const kept = 2000;

function endedEarly(said: string): MigshError {
  const words = withoutSecrets(said.trim()) || 'the process that read them ended without a word';
  return new MigshError('config-failed', `The entities could not be read: ${words}`, {
    hint: 'migsh check, in another terminal, shows the same without the shell.',
  });
}

/** Beside this file: `.ts` in the source tree, `.js` where it is compiled. */
function childFile(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./entities-child.${extension}`, import.meta.url));
}
