import type { AppContext } from '../../app/context.ts';
import type { PreparedRebase } from '../../app/rebase.ts';
import { MigshError } from '../../error.ts';
import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { findRevisionIn } from '../find-revision.ts';
import { isOn, textOf } from '../parse.ts';
import { printRebase } from '../print-rebase.ts';
import { counted } from '../print-show.ts';
import { openAsker } from '../prompts.ts';
import { sanitizeLine } from '../sanitize.ts';
import { usage } from '../usage.ts';

/** `rebase`: from which parents to which, asks in a terminal, writes; the files' paths on stdout. */
export async function run(call: Call): Promise<number> {
  const { invocation, output } = call;
  const names = invocation.arguments ?? [];
  const onto = textOf(invocation, 'onto');
  if (onto === undefined) {
    throw usage('a rebase wants --onto REV', `migsh rebase ${names.join(' ')} --onto head`);
  }
  return withContext(invocation, async context => {
    const { prepareRebase, rebase } = await import('../../app/rebase.ts');
    const prepared = await prepareRebase(context, { names, onto });
    if (prepared.moves.length === 0) return nothingToDo(call, prepared);
    if (!(await agreed(call, context, prepared))) return stopped(call);
    const { revisions } = rebase(context, prepared);
    if (output.json) output.document({ ...prepared, revisions });
    else output.write(prepared.moves.map(({ path }) => `${sanitizeLine(path)}\n`).join(''));
    return 0;
  });
}

async function agreed(call: Call, context: AppContext, prepared: PreparedRebase): Promise<boolean> {
  const { invocation, mode, output } = call;
  const text = `${printRebase(prepared, findRevisionIn(context), output.err)}\n`;
  const isOpen = !isOn(invocation, 'yes') && (mode.asks || prepared.trouble !== null);
  if (isOpen && (mode.asks || !output.json)) output.say(text);
  else if (!output.json) output.mention(text);
  if (!isOpen) return true;
  if (!mode.asks) refuse(prepared);
  const count = counted(prepared.moves.length, 'file');
  return (await openAsker(mode)).confirm(`Write ${count}?`);
}

/** Files that do not fit together any more are nothing to be written by a script that has not been told. */
function refuse(prepared: PreparedRebase): never {
  throw new MigshError(
    'not-confirmed',
    `the revisions would not run any more: ${prepared.trouble}`,
    {
      hint: 'rebase the other branch onto this one; --yes writes it all the same; nothing was written',
      details: { rebase: prepared },
    },
  );
}

function nothingToDo({ output }: Call, prepared: PreparedRebase): number {
  if (output.json) output.document({ ...prepared, revisions: [] });
  output.mention('nothing to write: that is where they stand\n');
  return 0;
}

function stopped({ output }: Call): number {
  const message = 'stopped: nothing was written';
  if (output.json) output.document({ error: { code: 'not-confirmed', message, details: {} } });
  else output.say(`${message}\n`);
  return 1;
}
