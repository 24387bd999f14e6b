/** JSON tables with separate column names and rows. Pure. */
import { secretKeyKind } from "@/lib/redaction/secret-key";

export interface JsonTable {
  /** Key of the list of rows. */
  rowsKey: string;
  /** Kind of secret by column index. */
  kinds: ReadonlyMap<number, string>;
}

const COLUMNS = ["columns", "header", "headers", "fields", "column_names"];
const ROWS = ["data", "rows", "values", "records"];

/** The secret columns of a table such as `{ columns, data }`, or null if the object is no table or has none. */
export function tableColumns(value: object): JsonTable | null {
  const held = value as Record<string, unknown>;
  const columns = COLUMNS.map((key) => held[key]).find(Array.isArray) as unknown[] | undefined;
  const rowsKey = ROWS.find((key) => Array.isArray(held[key]));
  if (columns === undefined || rowsKey === undefined) return null;
  const kinds = new Map<number, string>();
  for (const [index, column] of columns.entries()) {
    const key = secretKeyKind(nameOf(column));
    if (key?.certain === true) kinds.set(index, key.kind);
  }
  return kinds.size === 0 ? null : { rowsKey, kinds };
}

/** A column is a name or an object with a name. */
function nameOf(column: unknown): string {
  if (typeof column === "string") return column;
  const name: unknown = typeof column === "object" && column !== null && "name" in column ? column.name : "";
  return typeof name === "string" ? name : "";
}
