const MAX_CHARACTERS = 20_000;
const HEADING = /^([A-Z][A-Za-z]{0,30} Error)\b/;
/** These only say that the warehouse or its adapter complained, in its own words. */
const WRAPPERS: ReadonlySet<string> = new Set(["Database Error", "Runtime Error"]);

/**
 * Splits the message of a failed dbt node: `Database Error in model mart_orders (models/mart/mart_orders.sql)`, then the
 * warehouse's words, indented, then where the compiled code is. The heading only names the node, so the message is what
 * follows; a text of another form is the message. Pure.
 */
export function splitDbtError(text: string): { type: string | null; message: string } {
  const [first = "", ...rest] = text.trim().split("\n");
  const type = HEADING.exec(first)?.[1] ?? null;
  const lines = rest
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("compiled code at "));
  if (type === null || lines.length === 0) return { type, message: text.trim().slice(0, MAX_CHARACTERS) };
  const message = lines.join("\n").slice(0, MAX_CHARACTERS);
  return { type: WRAPPERS.has(type) ? null : type, message };
}
