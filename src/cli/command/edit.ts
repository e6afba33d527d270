import type { Call } from '../call.ts';
import { withContext } from '../call.ts';
import { sanitizeLine } from '../sanitize.ts';
import { usage } from '../usage.ts';

/** `edit [REV]`: opens the file in the editor; what is wrong with it afterwards is said at once. */
export function run(call: Call): Promise<number> {
  const { invocation, mode, output, interruption } = call;
  return withContext(invocation, async context => {
    const { edit, namedEditor } = await import('../../app/edit.ts');
    if (!mode.asks && namedEditor() === undefined) throw noEditor();
    const name = invocation.argument ?? 'head';
    // Ctrl-C is the editor's while it runs.
    const revision = await interruption.during(() => edit(context, name));
    const { path } = revision;
    if (output.json) output.document({ revision, path });
    else output.write(`${sanitizeLine(path)}\n`);
    return 0;
  });
}

function noEditor(): Error {
  return usage(
    'there is no terminal to edit in, and neither VISUAL nor EDITOR names an editor',
    'EDITOR="code --wait" migsh edit',
  );
}
