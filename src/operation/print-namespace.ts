import type { OperationOf } from './operation.ts';
import type { Code } from './print-code.ts';
import { literal, options, text } from './print-literal.ts';
import { optional } from './print-table.ts';

/** The arguments of the calls about schemas and extensions. */
export const namespaceArguments = {
  createSchema: ({ name, only }: OperationOf<'createSchema'>) => [
    text(name),
    ...options({ only: optional(only) }),
  ],
  dropSchema: dropArguments,
  createExtension: ({ extension, only }: OperationOf<'createExtension'>) => [
    text(extension.name),
    ...options({
      schema: optional(extension.schema),
      version: optional(extension.version),
      only: optional(only),
    }),
  ],
  dropExtension: dropArguments,
} satisfies Readonly<Record<string, (operation: never) => readonly Code[]>>;

function dropArguments({
  name,
  cascade,
  only,
}: OperationOf<'dropSchema' | 'dropExtension'>): readonly Code[] {
  return [text(name), ...options({ cascade: cascade && literal(true), only: optional(only) })];
}
