import type { Draft, Evaluation } from '../app/autogenerate.ts';
import { printStatements } from './print-statements.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Role, Style } from './style.ts';
import { wrap } from './wrap.ts';

/** What `migrate` found and the SQL that it comes to, before the path of the file. */
export function printDraft({ changes }: Evaluation, draft: Draft, style: Style): string {
  if (draft.empty) return 'nothing differs between the entities and the revisions: no file\n';
  const lines = [
    style.paint('heading', 'Changes'),
    ...changes.flatMap(change => changeLines(sanitize(change), style)),
    ...[draft, ...draft.following].flatMap(each => statementsOf(each, draft, style)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Where a difference takes several revisions, each says which it is. */
function statementsOf({ message, up, down }: Draft, { following }: Draft, style: Style): string[] {
  const [title = ''] = message.split('\n');
  return [
    ...(following.length === 0 ? [] : [style.paint('heading', sanitizeLine(title))]),
    style.paint('heading', 'up'),
    ...printStatements(up, style),
    style.paint('heading', 'down'),
    ...printStatements(down, style),
  ];
}

const roles: Readonly<Record<string, Role>> = { '+': 'add', '-': 'remove' };

/** One change, `+`, `-` or `~` in front. */
export function changeLines(change: string, style: Style): string[] {
  const role = roles[change.slice(0, 1)];
  const lines = wrap(change, { width: style.width, first: '  ', rest: '    ' });
  return role === undefined ? lines : lines.map(line => style.paint(role, line));
}
