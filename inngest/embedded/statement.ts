type ColumnType = "text" | "int" | "bigint" | "bool";
/** A column of rows sent as arrays: its name, type and value. */
export type Column<Row> = [
  name: string,
  type: ColumnType,
  value: (row: Row) => string | number | boolean | null,
];

/**
 * Builds a `WITH` statement from parts, with their values and expected row counts. The text depends only on which parts
 * there are, so that the database can reuse its plan.
 */
export class StatementBuilder {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];
  private readonly checks: string[] = [];
  private keptEvents = "NULL::text[]";

  isEmpty(): boolean {
    return this.parts.length === 0;
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** An instant, in ms. */
  instant(ms: number): string {
    return `${this.value(Math.floor(ms))}::bigint`;
  }

  /** A table expression `unnest(…) AS n(columns)` for rows. */
  rows<Row>(rows: readonly Row[], columns: Column<Row>[]): string {
    const arrays = columns.map(([, type, pick]) => `${this.value(rows.map(pick))}::${type}[]`);
    return `unnest(${arrays.join(", ")}) AS n(${columns.map(([name]) => name).join(", ")})`;
  }

  add(part: string, sql: string): void {
    this.parts.push(`${part} AS (${sql})`);
  }

  /** Adds a part that must return exactly `count` rows. */
  require(part: string, sql: string, count: number): void {
    this.add(part, sql);
    this.checks.push(`runner_require((SELECT count(*) FROM ${part}) = ${this.value(count)}::int, '${part}')`);
  }

  insert<Row>(
    part: string,
    table: string,
    rows: readonly Row[],
    columns: Column<Row>[],
    conflict = "",
  ): void {
    const names = columns.map(([name]) => name).join(", ");
    this.add(
      part,
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${this.rows(rows, columns)} ${conflict}`,
    );
  }

  keepEvents(part: string): void {
    this.keptEvents = `(SELECT array_agg(id) FROM ${part})`;
  }

  text(): string {
    return `WITH ${this.parts.join(",\n")}\nSELECT ${[`${this.keptEvents} AS kept`, ...this.checks].join(", ")}`;
  }
}
