import { MigshError } from '../error.ts';
import type { SchemaChange } from '../schema/change.ts';
import type { Answers } from '../schema/question.ts';
import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import { type Changes, sortChanges } from './changes.ts';
import { Draft } from './draft.ts';
import { explain, type Explained } from './explain.ts';
import { fillBack } from './fill-back.ts';
import { fixedNames } from './fixed-names.ts';
import { addedColumn, changedColumn, type ColumnContext } from './from-column.ts';
import {
  addForeignKeys,
  dropForeignKey,
  additions,
  removals,
  innerRenames,
  outerRenames,
} from './from-constraint.ts';
import { reorderEnums } from './from-enum-order.ts';
import { numberingOff, numberingOn } from './from-identity.ts';
import { moveRows } from './from-motion.ts';
import { namespacesAway, namespacesIn } from './from-namespaces.ts';
import { createTables } from './from-new-tables.ts';
import { enumRenames, enumsAway, enumsIn, hungOn, objectsAway, objectsIn } from './from-objects.ts';
import { repartition } from './from-partitioning.ts';
import { addPrimaryKeys, dropPrimaryKeys } from './from-primary-key.ts';
import { dropColumns, dropTables, inTheWay } from './from-removed.ts';
import { heldKeys, keysBack } from './held-keys.ts';
import { invertAll, type Inverses } from './invert.ts';
import { keepConverted } from './keep-converted.ts';
import { mendOrder } from './mend-first.ts';
import { keyMends, mends } from './mend.ts';
import type { Operation } from './operation.ts';
import { inSafeForms } from './safe-form.ts';
import { sideBySide } from './side-by-side.ts';
import { inStages, type StagePart } from './stages.ts';

/** What a revision does and what takes it back. */
export interface Both {
  readonly up: readonly Explained[];
  readonly down: readonly Explained[];
}

/**
 * The operations that carry out a difference, in an order that is right by construction: names first, so that everything
 * later is called as it will be; what is in the way goes before what comes; columns before what stands on them; foreign
 * keys when both ends are there; rows are dropped last, after every chance to copy them. Within that, what alters one
 * table stands together.
 * @param recorded The whole schema that the operations meet, also what comparisons leave out.
 * @throws MigshError `unsupported` for a change that no operation makes, with what to write by hand
 */
export function fromChanges(
  changes: readonly SchemaChange[],
  answers: Answers,
  recorded: Schema,
  desired: Schema,
): Both {
  const carried = carryOut({ changes, answers, recorded, desired }, 'whole');
  const { up, down } = bothWays(carried.operations, recorded, { ...carried, answers });
  return { up, down };
}

/** The same, spread over the revisions that one difference may take: each with its own way back. */
export function fromChangesInStages(difference: Difference): readonly (Both & StagePart)[] {
  const { answers, recorded } = difference;
  const { operations, passing, known, moved } = carryOut(difference, 'spread');
  const held = new Set([...passing, ...moved]);
  let before = recorded;
  return inStages(operations, recorded, { held, moving: new Set(known.keys()) }).map(part => {
    const again = repeatedInverses(part, known);
    const vain = [...part.repeated].filter(operation => !again.has(operation));
    const both = bothWays(part.operations, before, {
      passing: new Set([...passing, ...vain]),
      known: new Map([...known, ...again]),
      answers,
    });
    before = both.after;
    return Object.assign(part, { up: both.up, down: both.down });
  });
}

/** What is done once more is taken back once more: what it came from is there again only by then. */
function repeatedInverses({ repeated }: StagePart, known: Inverses): Inverses {
  const same = (again: Operation): readonly (readonly [Operation, readonly Operation[]])[] =>
    [...known]
      .filter(
        ([each]) => each.kind === 'backfill' && again.kind === 'backfill' && each.set === again.set,
      )
      .map(([, back]) => [again, back] as const);
  return new Map([...repeated].flatMap(same));
}

/** What differs, and how it is to be carried out. */
export interface Difference {
  readonly changes: readonly SchemaChange[];
  readonly answers: Answers;
  readonly recorded: Schema;
  readonly desired: Schema;
}

interface Carried {
  readonly operations: readonly Explained[];
  /** Those that nothing takes back. */
  readonly passing: ReadonlySet<Operation>;
  /** What takes others back, where that is more than their inverse. */
  readonly known: Inverses;
  /** What moves rows and bears nothing that comes behind it, with what they come to. */
  readonly moved: ReadonlySet<Operation>;
}

function carryOut(
  { changes, answers, recorded, desired }: Difference,
  way: 'whole' | 'spread',
): Carried {
  const sorted = sortChanges(changes, answers);
  const draft = new Draft(recorded);
  draft.add(...namespacesIn(sorted, draft.schema));
  draft.add(...enumRenames(sorted));
  draft.add(...outerRenames(sorted));
  draft.add(...objectsAway(sorted));
  draft.add(...innerRenames(sorted, draft.schema));
  const held = heldKeys(sorted, draft.schema);
  draft.add(...held.map(dropForeignKey));
  draft.add(...removals(sorted, draft.schema, desired));
  draft.add(...numberingOff(sorted), ...dropPrimaryKeys(sorted));
  const first = inTheWay(sorted, draft.schema, desired);
  dropColumns(draft, sorted, table => first.columnsOf.has(table));
  dropTables(draft, sorted, table => first.tables.has(table));
  draft.add(...fixedNames(draft.schema, desired));
  draft.add(...enumsIn(sorted));
  const late = createTables(draft, sorted);
  const context = { answers, desired };
  for (const change of sorted.columnAdded) draft.add(...addedColumn(change, context, sorted));
  const order = mendOrder(sorted);
  const mendedFirst = mends(order.first, answers, draft.schema);
  draft.add(...mendedFirst);
  const { inverses, late: moved } = moveRows(draft, sorted, answers, way);
  const known = new Map([...inverses, ...changeColumns(draft, sorted, context)]);
  const beforeKeys = keyMends(sorted, answers, draft.schema);
  draft.add(...beforeKeys, ...addPrimaryKeys(sorted), ...numberingOn(sorted));
  const mendedThen = mends(order.rest, answers, draft.schema);
  draft.add(...mendedThen);
  draft.add(...additions(sorted, answers));
  dropColumns(draft, sorted, table => !first.columnsOf.has(table));
  draft.add(...addForeignKeys(sorted, [...keysBack(held, sorted, draft.schema), ...late]));
  dropTables(draft, sorted, table => !first.tables.has(table));
  draft.add(...enumsAway(sorted));
  reorderEnums(draft, sorted);
  repartition(draft, sorted);
  draft.add(...objectsIn({ ...sorted, all: [...sorted.all, ...hungOn(sorted)] }));
  draft.add(...namespacesAway(sorted, draft.schema));
  const operations = sideBySide(draft.operations, recorded);
  const passing = new Set([...mendedFirst, ...beforeKeys, ...mendedThen]);
  return { operations, passing, known, moved };
}

/** Changes columns, and says what takes it back where that is more than the inverse. */
function changeColumns(draft: Draft, changes: Changes, context: ColumnContext): Inverses {
  const known = new Map<Operation, readonly Explained[]>();
  const { answers } = context;
  for (const change of changes.columnChanged) {
    const { schema } = draft;
    const steps = changedColumn(change, context);
    const converted = keepConverted(steps, { changes, answers, schema });
    draft.add(...converted.steps);
    for (const [step, back] of converted.inverses) known.set(step, back);
  }
  return known;
}

function bothWays(
  operations: readonly Explained[],
  before: Schema,
  { passing, known, answers }: Pick<Carried, 'passing' | 'known'> & Pick<Difference, 'answers'>,
): Both & { readonly after: Schema } {
  const { up, plain } = inSafeForms(operations, answers, before);
  // What was mended stays so; who else needs an extension by then is not known.
  const lasting = plain.filter(
    operation => !passing.has(operation) && operation.kind !== 'createExtension',
  );
  const after = lasting.reduce((schema, each) => apply(schema, each), before);
  const down = fillBack(takenBack(lasting, before, known), after);
  return { up: explain(up, before, 'up'), down: explain(down, after, 'down'), after };
}

function takenBack(
  up: readonly Operation[],
  recorded: Schema,
  known: Inverses,
): readonly Operation[] {
  const down = invertAll(up, recorded, known);
  if (!('irreversible' in down)) return down.filter(isNotVain);
  throw new MigshError(
    'internal',
    `a generated revision cannot be taken back: ${down.irreversible}`,
  );
}

/** What is set of a column that is dropped next, or once rows have moved, is for nobody; on SQLite it costs a rebuild. */
function isNotVain(operation: Operation, at: number, all: readonly Operation[]): boolean {
  if (operation.kind !== 'alterColumn') return true;
  const { table, column } = operation;
  const later = all.slice(at + 1);
  const end = later.findIndex(({ kind }) => !fleeting.has(kind));
  return !later
    .slice(0, end === -1 ? later.length : end)
    .some(each => each.kind === 'dropColumn' && each.table === table && each.column === column);
}

const fleeting: ReadonlySet<Operation['kind']> = new Set([
  'alterColumn',
  'backfill',
  'dropColumn',
] as const);
