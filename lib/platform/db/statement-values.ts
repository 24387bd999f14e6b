/** The values of a statement that is put together from parts; `add` answers how the text names the value. */
export class StatementValues {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}
