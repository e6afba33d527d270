import { loadConfig } from './config.ts';
import { readDesiredSchema } from './desired-schema.ts';
import type { DesiredSchema } from './desired-schema.ts';
import type { EntitiesReply, EntitiesRequest } from './entities-anew.ts';
import { foreign } from './foreign.ts';
import { sendError } from './sqlite-messages.ts';

// The process that reads the entities once: Node keeps every module that it has loaded for as long as a process lives.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', message => {
  void answer(foreign<EntitiesRequest>(message)).then(reply =>
    process.send?.(reply, () => process.exit()),
  );
});

async function answer(request: EntitiesRequest): Promise<EntitiesReply> {
  try {
    return { value: await read(request) };
  } catch (error) {
    return { error: sendError(error) };
  }
}

async function read({ root, request, settings }: EntitiesRequest): Promise<DesiredSchema> {
  return readDesiredSchema(await loadConfig({ root }, request), { settings });
}
