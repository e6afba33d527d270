import type { Schema } from '../schema/schema.ts';
import { apply } from './apply.ts';
import type { Explained } from './explain.ts';

/** Operations as they are put one after the other, with the schema that the next one meets. */
export class Draft {
  readonly operations: Explained[] = [];
  #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  get schema(): Schema {
    return this.#schema;
  }

  /** Puts operations at the end; one that does not fit is refused as `apply` does. */
  add(...operations: readonly Explained[]): void {
    for (const operation of operations) {
      this.#schema = apply(this.#schema, operation);
      this.operations.push(operation);
    }
  }
}
