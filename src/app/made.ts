import type { DialectName } from '../dialect/dialect.ts';
import type { Made, RecordedOperation } from '../operation/operation.ts';
import type { RecordedRevision } from '../project/load-revision.ts';
import type { MadeByRevisions } from './context.ts';
import type { Opaque } from './opaque.ts';
import type { LoadedRevision } from './recorded.ts';

/** What one operation of an `up` makes, and what takes it back. */
export interface Effect {
  readonly up: Made;
  readonly back: Made;
  /** A sentence for a person: what of it was not tried. */
  readonly note?: string;
}

interface Found {
  readonly revisions: readonly LoadedRevision[];
  readonly all: readonly Opaque[];
  /** By checksum. */
  readonly known: ReadonlyMap<string, Effect>;
  readonly dialect: DialectName;
}

/** What was found out, by place: forwards where it was found, backwards at the last SQL or code of the same file's `down`. */
export function madeByRevisions({ revisions, all, known, dialect }: Found): MadeByRevisions {
  const made = new Map<string, Made>();
  for (const { file, recorded } of revisions) {
    const { id } = file.revision;
    const own = all.filter(each => each.id === id);
    const effects = own.flatMap(({ checksum }) => known.get(checksum) ?? []);
    for (const { at, checksum } of own) {
      const effect = known.get(checksum);
      if (effect) made.set(keyOf({ id, dialect, direction: 'up', at }), effect.up);
    }
    const at = recorded.down?.findLastIndex(each => isTried(each)) ?? -1;
    if (at >= 0) made.set(keyOf({ id, dialect, direction: 'down', at }), allBack(effects));
  }
  return made;
}

interface Whose {
  readonly id: string;
  readonly dialect: DialectName;
  readonly made: MadeByRevisions | undefined;
}

/** What a file records, with what its SQL and code were found to make. */
export function withMade(recorded: RecordedRevision, { made, ...whose }: Whose): RecordedRevision {
  if (made === undefined) return recorded;
  const withOne =
    (direction: 'up' | 'down') =>
    (each: RecordedOperation, at: number): RecordedOperation => {
      const found = made.get(keyOf({ ...whose, direction, at }));
      const { operation } = each;
      if (found === undefined || (operation.kind !== 'sql' && operation.kind !== 'run'))
        return each;
      return { ...each, operation: { ...operation, made: found } };
    };
  return {
    ...recorded,
    up: recorded.up.map(withOne('up')),
    down: recorded.down?.map(withOne('down')) ?? null,
  };
}

interface Place {
  readonly id: string;
  readonly dialect: DialectName;
  readonly direction: 'up' | 'down';
  readonly at: number;
}

function keyOf({ id, dialect, direction, at }: Place): string {
  return `${id} ${dialect} ${direction} ${at}`;
}

function isTried({ operation }: RecordedOperation): boolean {
  return operation.kind === 'sql' || operation.kind === 'run';
}

function allBack(effects: readonly Effect[]): Made {
  const backwards = effects.toReversed();
  return {
    patches: backwards.flatMap(({ back }) => back.patches),
    onCopy: backwards.flatMap(({ back }) => back.onCopy),
  };
}
