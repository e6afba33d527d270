import type { Row } from '../dialect/dialect.ts';
import type { QueryAnswer } from '../runner/ports.ts';

/** The rows of a statement that code has sent. Knows whether anybody waits for them. */
export class Query extends Promise<readonly Row[]> {
  isAwaited = false;

  /** What is made of it by `then` is an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  static of(answer: Promise<QueryAnswer>): Query {
    const query = new Query((resolve, reject) => {
      answer.then(({ rows }) => resolve(rows), reject);
    });
    // One that nobody waits for is told at the end of the code; its failure must not end the process.
    void Promise.prototype.then.call(query, undefined, () => undefined);
    return query;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- the promise's own, to see that somebody waits
  override then<A = readonly Row[], B = never>(
    onRows?: ((rows: readonly Row[]) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isAwaited = true;
    return super.then(onRows, onError);
  }
}
