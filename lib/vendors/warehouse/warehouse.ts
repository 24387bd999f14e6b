/** A database whose columns are compared over time. A vendor module reads, with fixed statements only. */

/** A column as the database describes it. */
export interface WarehouseColumn {
  name: string;
  /** As the database writes it, such as `numeric(10,2)`. */
  type: string | null;
  /** From 1. */
  position: number;
  isNullable: boolean | null;
  /** Identifies the column while its table exists, across renames; null where the database has no such id. */
  id: string | null;
}

export interface WarehouseTable {
  /** As in OpenLineage's naming rules, such as `shop.raw.orders`. */
  name: string;
  columns: WarehouseColumn[];
}

export interface WarehouseReading {
  /** As in OpenLineage's naming rules, such as `postgres://db.example.com:5432`. */
  namespace: string;
  tables: WarehouseTable[];
  /** False if there are more columns than may be read, so that a missing table need not be gone. */
  isWhole: boolean;
}

/** Every method throws AppError: UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED, INVALID or UNAVAILABLE. */
export interface Warehouse {
  readTables(): Promise<WarehouseReading>;
  /** A sentence for people: what was reached, and whether the account can do more than read. */
  describe(): Promise<string>;
}

/** Most columns per reading; the statements have this limit and one more. */
export const MAX_COLUMNS = 50_000;
/** The database cancels a statement after this time. */
export const STATEMENT_TIMEOUT_MS = 20_000;

export interface ColumnRow extends WarehouseColumn {
  table: string;
}

/** Groups columns, which come in the order of their tables. A table that the limit may have cut is left out. Pure. */
export function toReading(namespace: string, rows: readonly ColumnRow[]): WarehouseReading {
  const isWhole = rows.length <= MAX_COLUMNS;
  const tables = new Map<string, WarehouseColumn[]>();
  for (const { table, ...column } of rows) {
    const columns = tables.get(table);
    // Numbers of dropped columns are not used again.
    if (columns) columns.push({ ...column, position: columns.length + 1 });
    else tables.set(table, [{ ...column, position: 1 }]);
  }
  if (!isWhole) tables.delete(rows.at(-1)?.table ?? "");
  return { namespace, tables: [...tables].map(([name, columns]) => ({ name, columns })), isWhole };
}

/** `12 tables and views`. */
export function countTables({ tables, isWhole }: WarehouseReading): string {
  const count = tables.length === 1 ? "1 table or view" : `${tables.length} tables and views`;
  return isWhole ? count : `more than ${count}, of which only these are compared`;
}

/** What to say about the rights of an account; `writable` is null where the database cannot tell. */
export function describeRights(writable: number | null): string {
  if (writable === null) return "";
  return writable === 0
    ? " The account can only read."
    : ` The account can change ${writable === 1 ? "1 table" : `${writable} tables`}: replace it with one that can only read.`;
}
