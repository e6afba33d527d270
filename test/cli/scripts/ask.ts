// Asks one thing at the terminal and prints the answer on stdout: run by prompts.test.ts.
import { openAsker } from '../../../src/cli/prompts.ts';

const [kind, plain] = process.argv.slice(2);
const asker = await openAsker({ plain: plain === 'plain' });
try {
  process.stdout.write(`answer: ${JSON.stringify(await answer())}\n`);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'none';
  process.stdout.write(`error: ${code}\n`);
}

function answer(): Promise<string | boolean> {
  if (kind === 'confirm') return asker.confirm('Apply?');
  if (kind === 'text')
    return asker.text('Name', text => (text === 'shop' ? undefined : 'that is not shop'));
  const choices = [
    { value: 'rename:mail', name: 'renamed' },
    { value: 'replace', name: 'drop and add' },
  ];
  return asker.choose('Answer', choices);
}
