/** A statement and its values, for `pool.query`. */
export interface SqlStatement {
  text: string;
  values: unknown[];
}

/** The values of a statement that is built from parts; `add` returns the placeholder for the value. */
export class StatementValues {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}
