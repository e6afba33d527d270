import { MigshError } from '../../error.ts';
import type { OperationOf } from '../../operation/operation.ts';

/** A schema is an attached database here, which a connection has or has not: no statement makes one for good. */
export function refuseSchema({ name }: OperationOf<'createSchema' | 'dropSchema'>): never {
  throw new MigshError(
    'unsupported',
    `SQLite has no schemas: ${name} would be a database that the connection attaches`,
    { hint: "say that nothing is needed here: { only: 'postgresql' }" },
  );
}

/** What SQLite is extended by is loaded by the application, on each of its connections. */
export function refuseExtension(
  operation: OperationOf<'createExtension' | 'dropExtension'>,
): never {
  const name = operation.kind === 'createExtension' ? operation.extension.name : operation.name;
  throw new MigshError('unsupported', `SQLite has no extensions of a database: ${name}`, {
    hint: "say that nothing is needed here: { only: 'postgresql' }",
  });
}
