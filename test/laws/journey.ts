import type { CompiledStatement } from '../../src/dialect/statement.ts';
import { MigshError } from '../../src/error.ts';
import { apply } from '../../src/operation/apply.ts';
import { describe } from '../../src/operation/describe.ts';
import { footprintOfAll } from '../../src/operation/footprint-of-all.ts';
import { footprint } from '../../src/operation/footprint.ts';
import { invertAll } from '../../src/operation/invert.ts';
import type { Operation } from '../../src/operation/operation.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { Refused, Unsure } from './cells.ts';
import { compileRevision, recorded, revisionId, textOf } from './compile-revision.ts';
import { fillRows } from './fill-rows.ts';
import type { LawDatabase } from './law-database.ts';
import { madeFromNothing, sameModel } from './model.ts';
import type { Stand } from './move-rows.ts';
import { moved } from './random-operations.ts';
import { adopted, differences, sameOperations } from './same.ts';

/** One revision of a journey. */
export interface Revision {
  readonly operations: readonly Operation[];
  /** Taken back and carried out again afterwards. */
  readonly back: boolean;
}

/** Where the next revision comes from; undefined ends the journey. */
export type Source = (stand: Stand) => Revision | undefined;

/** A law that does not hold. */
export class Broken extends Error {
  readonly law: string;

  constructor(law: string, message: string) {
    super(`${law}: ${message}`);
    this.law = law;
  }
}

/** How far a journey came. */
export interface Travelled {
  readonly revisions: readonly Revision[];
  /** Operations that were carried out, up and down. */
  readonly carriedOut: number;
  readonly refused: number;
  readonly takenBack: number;
  /** How many of each kind. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly broken?: Broken;
}

/** Takes an empty database through revisions; after each step it and its rows are what the model says. */
export async function travel(database: LawDatabase, source: Source): Promise<Travelled> {
  const journey = new Journey(database);
  await database.reset();
  const revisions: Revision[] = [];
  try {
    for (;;) {
      const revision = source(journey.stand);
      if (revision === undefined) return { revisions, ...journey.counts, kinds: journey.kinds };
      revisions.push(revision);
      await journey.take(revision);
    }
  } catch (error) {
    if (error instanceof Broken) {
      return { revisions, ...journey.counts, kinds: journey.kinds, broken: error };
    }
    throw error;
  }
}

class Journey {
  readonly kinds = new Map<string, number>();
  readonly counts = { carriedOut: 0, refused: 0, takenBack: 0 };
  stand: Stand = { world: { tables: {}, archives: {}, used: {} }, schema: { tables: [] } };
  readonly #database: LawDatabase;
  #revision = 0;

  constructor(database: LawDatabase) {
    this.#database = database;
  }

  async take({ operations, back }: Revision): Promise<void> {
    const { schema: before, world } = this.stand;
    this.stand = { schema: before, world: { ...world, archives: {} } };
    const inverse = held('invert', () => invertAll(operations, before));
    const down = 'irreversible' in inverse ? null : inverse;
    readWell(operations, before);
    this.#revision += 1;
    const file = this.#recorded({ up: operations, down });
    const done = await this.#go(operations, () => this.#statements(file, 'up'));
    if (done && back && down !== null) await this.#thereAndBack(operations, down, file);
    await this.#fill();
  }

  async #thereAndBack(
    up: readonly Operation[],
    down: readonly Operation[],
    file: ReturnType<typeof recorded>,
  ): Promise<void> {
    const { schema } = this.stand;
    const before = held('down leads back', () =>
      down.reduce((model, operation) => apply(model, operation), schema),
    );
    const went = await this.#go(down, () => this.#statements(file, 'down'));
    if (!went) return;
    this.counts.takenBack += 1;
    readWell(down, schema);
    await this.#go(up, () => this.#statements(file, 'up'));
    const again = held('up again', () =>
      up.reduce((model, operation) => apply(model, operation), before),
    );
    const different = sameModel(again, schema);
    if (different !== undefined) throw new Broken('up, down, up', different);
  }

  #recorded(directions: Parameters<typeof textOf>[0]): ReturnType<typeof recorded> {
    const { dialect } = this.#database.physics;
    const file = held('load', () => recorded(textOf(directions), dialect));
    for (const direction of ['up', 'down'] as const) {
      const wanted = directions[direction] ?? [];
      const got = (file[direction] ?? []).map(({ operation }) => operation);
      const different = sameOperations(wanted, got);
      if (different !== undefined) throw new Broken('print and record', different);
    }
    return file;
  }

  async #statements(
    file: ReturnType<typeof recorded>,
    direction: 'up' | 'down',
  ): Promise<readonly CompiledStatement[]> {
    const stepper = await this.#database.stepper(this.stand.schema, 'here');
    return compileRevision(stepper, file, { direction, id: revisionId(this.#revision) });
  }

  /** Carries operations out; false where the rows do not allow it, which leaves everything as it was. */
  async #go(
    operations: readonly Operation[],
    compile: () => Promise<readonly CompiledStatement[]>,
  ): Promise<boolean> {
    const foreseen = foresee(this.stand, operations, this.#database);
    if (foreseen === 'unsure') return false;
    let parted = false;
    const error = await failureOf(async () => {
      const statements = await compile();
      // What ran outside of the transaction would stay.
      parted = statements.some(({ transactional }) => transactional === false);
      if (!parted || !(foreseen instanceof Refused)) await this.#database.run(statements);
    });
    if (foreseen instanceof Refused && parted) return false;
    if (foreseen instanceof Refused) {
      if (error === undefined) throw new Broken('refuses', foreseen.message);
      this.counts.refused += 1;
      await this.#verify();
      return false;
    }
    if (error !== undefined) throw new Broken('runs', error);
    this.stand = foreseen;
    this.counts.carriedOut += operations.length;
    for (const { kind } of operations) this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    await this.#verify();
    return true;
  }

  async #verify(): Promise<void> {
    const database = this.#database;
    const { schema, world } = this.stand;
    const model = await fromNothing(database, schema);
    const structure = differences(await database.structure(), model);
    if (structure !== undefined) throw new Broken('structure', structure);
    const complaints = await complaintsOf(database, schema);
    if (complaints.length > 0) throw new Broken('sound', JSON.stringify(complaints));
    const found = await database.rows(schema);
    const next = adopted(world, found, schema);
    if (typeof next === 'string') throw new Broken('rows', next);
    this.stand = { schema, world: next };
  }

  async #fill(): Promise<void> {
    const { schema, world } = this.stand;
    const filling = fillRows(world, schema, this.#database.physics);
    const error = await failureOf(() => this.#database.execute(filling.sql));
    if (error !== undefined) throw new Broken('application', error);
    const next = adopted(filling.world, await this.#database.rows(schema), schema);
    if (typeof next === 'string') throw new Broken('rows of the application', next);
    this.stand = { schema, world: next };
  }
}

async function complaintsOf(database: LawDatabase, schema: Schema): Promise<readonly unknown[]> {
  let complaints: readonly unknown[] = [];
  const error = await failureOf(async () => {
    complaints = await database.complaints(schema);
  });
  return error === undefined ? complaints : [error];
}

function foresee(
  stand: Stand,
  operations: readonly Operation[],
  { physics }: LawDatabase,
): Stand | Refused | 'unsure' {
  try {
    return moved(stand, operations, physics);
  } catch (error) {
    if (error instanceof Refused) return error;
    if (error instanceof Unsure) return 'unsure';
    throw error;
  }
}

/** Descriptions and footprints are for people: they may not fail. */
function readWell(operations: readonly Operation[], before: Schema): void {
  held('describe', () => {
    let schema = before;
    for (const operation of operations) {
      if (describe(operation).trim() === '') throw new Error(`nothing for ${operation.kind}`);
      footprint(operation, schema);
      schema = apply(schema, operation);
    }
    footprintOfAll(operations, before);
  });
}

/** What a new database looks like that is made to the model in one go. */
async function fromNothing(database: LawDatabase, schema: Schema): Promise<unknown> {
  const nothing: Schema = { tables: [] };
  const up = held('from nothing', () => madeFromNothing(schema));
  let structure: unknown;
  const error = await failureOf(async () => {
    const stepper = await database.stepper(nothing, 'nothing');
    const all = { up: up.map(operation => ({ operation })), down: null };
    structure = await database.structureAfter(
      await compileRevision(stepper, all, { direction: 'up', id: revisionId(0) }),
    );
  });
  if (error !== undefined) throw new Broken('from nothing', error);
  return structure;
}

async function failureOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return worded(error);
  }
}

function held<Result>(law: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Broken) throw error;
    throw new Broken(law, worded(error));
  }
}

function worded(error: unknown): string {
  if (error instanceof MigshError) return `${error.code}: ${error.message}`;
  if (!(error instanceof Error)) return String(error);
  // A mistake in the code is looked for by its place, what a database says by its words.
  return error instanceof TypeError ? (error.stack ?? error.message) : error.message;
}
