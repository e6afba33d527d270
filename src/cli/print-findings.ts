import type { Finding, Findings } from '../app/finding.ts';
import type { FindingFormat } from './finding-format.ts';
import type { Output } from './output.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { wrap } from './wrap.ts';

/** Who prints, and how. */
export interface FindingsPrinter {
  readonly format: FindingFormat;
  readonly command: string;
  readonly output: Output;
}

/** Findings on stdout: they are what was asked for. */
export function printFindings(found: Findings, { format, command, output }: FindingsPrinter): void {
  if (format === 'json') output.document(found);
  else if (format === 'github') output.write(githubLines(found, command));
  else output.write(findingLines(found, output.out));
}

/** One block a finding; a hint that several in a row share stands once, under the last. */
function findingLines({ findings }: Findings, style: Style): string {
  const lines = findings.flatMap((finding, at) => {
    const { level, code, message, hint } = finding;
    const head = `${level}  ${code}  `;
    const [first = '', ...rest] = wrap(sanitize(message), {
      width: style.width,
      first: head,
      rest: '  ',
    });
    const painted = style.paint(level, level) + first.slice(level.length);
    const place = placeOf(finding);
    return [
      painted,
      ...rest,
      ...(place === '' ? [] : [`  ${place}`]),
      ...(findings[at + 1]?.hint === hint ? [] : wrap(hint, { width: style.width, first: '  ' })),
    ];
  });
  return lines.map(line => `${line}\n`).join('');
}

function placeOf({ path, line, message }: Finding): string {
  if (path === undefined || message.includes(path)) return '';
  return sanitizeLine(line === undefined ? path : `${path}:${line}`);
}

/**
 * Workflow commands that GitHub Actions turns into annotations
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function githubLines({ findings }: Findings, command: string): string {
  return findings
    .map(({ level, code, message, hint, path, line }) => {
      const properties = [
        ...(path === undefined ? [] : [`file=${escapeProperty(path)}`]),
        ...(line === undefined ? [] : [`line=${line}`]),
        `title=${escapeProperty(`migsh ${command}: ${code}`)}`,
      ];
      const kind = level === 'note' ? 'notice' : level;
      return `::${kind} ${properties.join(',')}::${escapeData(`${message}\n${hint}`)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
