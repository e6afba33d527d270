import type { Touched } from './footprint.ts';
import type { Operation } from './operation.ts';

/**
 * What things were called before a list of operations: present name → the name at the start. What the list itself makes is
 * known by the name that it gave it.
 */
export class Origins {
  readonly #tables = new Map<string, string>();
  readonly #inside = new Map<string, string>();

  /** The same thing by its name at the start. */
  of({ sort, table, name }: Touched): Touched {
    const origin = this.#tables.get(table) ?? table;
    return { sort, table: origin, name: this.#inside.get(keyOf(sort, origin, name)) ?? name };
  }

  /** The operation has run: names are now those after it. */
  follow(operation: Operation): void {
    if (operation.kind === 'renameTable') {
      this.#tables.set(operation.to, this.#tables.get(operation.from) ?? operation.from);
      this.#tables.delete(operation.from);
      return;
    }
    const sort = renamedSort[operation.kind];
    if (sort === undefined || !('from' in operation)) return;
    const table = 'table' in operation ? operation.table : '';
    const old = this.of({ sort, table, name: operation.from });
    this.#inside.set(keyOf(sort, old.table, operation.to), old.name);
    this.#inside.delete(keyOf(sort, old.table, operation.from));
  }
}

const renamedSort: Partial<Readonly<Record<Operation['kind'], Touched['sort']>>> = {
  renameColumn: 'column',
  renameIndex: 'index',
  renameConstraint: 'constraint',
  renameEnum: 'enum',
};

function keyOf(sort: string, table: string, name: string): string {
  return JSON.stringify([sort, table, name]);
}
