// SQL in the dialect of a warehouse: PostgreSQL by its own parser, the others by one that knows their grammar.

import { parse as parsePostgres } from "libpg-query";
import { parse } from "@polyglot-sql/sdk";

/**
 * Result of parsing. `opaque`: accepted, but a statement was only recognized by its first word.
 * @typedef {{ ok: true, opaque: boolean } | { ok: false, reason: string }} ParsedSql
 */

/** What a text that is no statement is parsed as. */
const NO_STATEMENT = new Set(["alias", "column", "literal", "identifier", "paren", "dot", "star", "tuple"]);
const OPAQUE = new Set(["command", "raw"]);

/**
 * @param {string} sql
 * @param {string} dialect
 * @returns {Promise<ParsedSql>}
 */
export async function parseSql(sql, dialect) {
  if (dialect === "postgresql") return parseAsPostgres(sql);
  const result = parse(sql, /** @type {never} */ (dialect));
  if (!result.success) return { ok: false, reason: cut(result.error ?? "it does not parse") };
  const statements = /** @type {Record<string, unknown>[]} */ ([result.ast ?? []].flat());
  const kinds = statements.flatMap((statement) => Object.keys(statement ?? {}).slice(0, 1));
  const odd = kinds.findIndex((kind) => NO_STATEMENT.has(kind));
  if (odd !== -1) return { ok: false, reason: `statement ${odd + 1} is not an SQL statement` };
  return { ok: true, opaque: kinds.some((kind) => OPAQUE.has(kind)) };
}

/**
 * @param {string} sql
 * @returns {Promise<ParsedSql>}
 */
async function parseAsPostgres(sql) {
  // Its parser takes an empty text for an error.
  if (sql.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, "").replaceAll(/[;\s]/g, "") === "")
    return { ok: true, opaque: false };
  try {
    await parsePostgres(sql);
    return { ok: true, opaque: false };
  } catch (error) {
    const position = error?.sqlDetails?.cursorPosition;
    const line = typeof position === "number" ? `line ${sql.slice(0, position).split("\n").length}: ` : "";
    return { ok: false, reason: cut(line + (error instanceof Error ? error.message : "it does not parse")) };
  }
}

/** @param {string} reason */
function cut(reason) {
  return reason
    .replace(/^Parse error at /, "")
    .replaceAll(/\s+/g, " ")
    .slice(0, 240);
}

/**
 * The text as it may be meant: as it is, and with the parameters of drivers and of Python's formatting as values.
 * @param {string} sql
 */
export function readings(sql) {
  const bound = sql
    .replaceAll(/%\(\w+\)s|%s\b/g, "pd_value")
    .replaceAll(/(?<![:\w]):[a-zA-Z_]\w*/g, "pd_value")
    .replaceAll(/(?<![{$])\{\w*\}/g, "pd_value");
  return bound === sql ? [sql] : [sql, bound];
}
