import type { Schema } from '../schema/schema.ts';
import type { LoadedConfig } from './config.ts';
import { discoverEntities } from './discover.ts';
import { leaveOut } from './left-out.ts';
import type { LeaveOutProject } from './left-out.ts';
import { metadataToSchema } from './metadata-to-schema.ts';
import type { IgnoredChange } from './metadata-to-schema.ts';
import type { OwnedName } from './owned-names.ts';
import { type Unmanaged, unmanagedOf } from './unmanaged.ts';

/** What the entities want. */
export interface DesiredSchema {
  readonly schema: Schema;
  /** What entities say that no revision can say yet, for a person: `view active_customer`, `generated column order.total`. */
  readonly notSeen: readonly string[];
  readonly ignored: readonly IgnoredChange[];
  readonly unmanaged: Unmanaged;
  readonly names: readonly OwnedName[];
}

/**
 * Entities → portable Schema: the same, name by name, whichever database is configured. Connects to nothing.
 * @throws MigshError `no-entities`, `config-failed`, `unsupported`
 */
export async function readDesiredSchema(
  config: LoadedConfig,
  project: LeaveOutProject,
): Promise<DesiredSchema> {
  const discovered = await discoverEntities(config);
  const { schema, notSeen, ignored, names } = metadataToSchema(discovered);
  await discovered.orm.close(true);
  return {
    schema: leaveOut(config, project)(schema),
    notSeen,
    ignored,
    names,
    unmanaged: unmanagedOf(config),
  };
}

/**
 * The desired schema with what `ignoreSchemaChanges` names taken from the recorded one, so that nothing differs there.
 * A column that is new keeps what the entity says.
 */
export function withIgnoredChanges(
  desired: Schema,
  recorded: Schema,
  ignored: readonly IgnoredChange[],
): Schema {
  return {
    ...desired,
    tables: desired.tables.map(table => ({
      ...table,
      columns: table.columns.map(column => {
        const aspects = ignored.find(
          one => one.table === table.name && one.column === column.name,
        )?.aspects;
        const old = recorded.tables
          .find(({ name }) => name === table.name)
          ?.columns.find(({ name }) => name === column.name);
        return aspects === undefined || old === undefined
          ? column
          : keepAspects(column, old, aspects);
      }),
    })),
  };
}

type Column = Schema['tables'][number]['columns'][number];

function keepAspects(column: Column, old: Column, aspects: readonly string[]): Column {
  const { default: _value, collation: _collation, ...rest } = column;
  const from = (aspect: string): Column => (aspects.includes(aspect) ? old : column);
  const { default: value } = from('default');
  const { collation } = from('collation');
  return {
    ...rest,
    type: from('type').type,
    ...(value === undefined ? {} : { default: value }),
    ...(collation === undefined ? {} : { collation }),
  };
}
