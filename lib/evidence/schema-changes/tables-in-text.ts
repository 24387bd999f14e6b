/** Finds the names of tables in SQL, logs and error messages. Pure. */

const MAX_CHARS = 300_000;
const MAX_TABLES = 100;

/** Words that a table's name follows. */
const BEFORE = new Set([
  "from", "join", "into", "update", "table", "view", "relation", "object", "overwrite", "truncate", "model",
]); // prettier-ignore
const CALLED_AFTER = new Set(["from", "join"]);
/** Words that may stand between. */
const BETWEEN = new Set(["only", "if", "not", "exists", "table", "view", "lateral", "or", "replace"]);
/** Words that are no names. */
const RESERVED = new Set([
  "select", "where", "set", "values", "as", "on", "using", "the", "a", "an", "is", "was", "in", "of", "to", "and", "with",
  "does", "has", "name", "names", "schema", "column", "for", "import", "this", "that", "dual", "unnest",
]); // prettier-ignore

const TOKEN = /[\w$."`'[\]:-]+|[(),;=]/g;

/**
 * Names that follow a word such as `FROM`, `JOIN`, `INTO` or `relation`, without quotes, in order: `raw.orders`. What is not a
 * table, such as the module in `from shop import load`, is left out where it can be told.
 */
export function tablesInText(text: string): string[] {
  return tablesAfter(text, BEFORE);
}

const WRITTEN_AFTER = new Set(["into", "update", "table", "view", "overwrite", "truncate"]);

/**
 * The tables that SQL selects from, as far as that can be told. The tables it writes, which it may select from too, and the
 * names of its own `WITH` queries are left out.
 */
export function tablesRead(sql: string): string[] {
  const text = sql.slice(0, MAX_CHARS).replaceAll(DELETE, "delete into ");
  const own = [...text.matchAll(OWN_QUERY)].map(([, name]) => name ?? "");
  const left = new Set([...own, ...tablesAfter(text, WRITTEN_AFTER)].map((name) => name.toLowerCase()));
  return tablesAfter(text, CALLED_AFTER).filter((name) => !left.has(name.toLowerCase()));
}

const DELETE = /\bdelete\s{1,20}from\s/gi;

/** `orders AS (` in a `WITH` clause. */
const OWN_QUERY = /\b([A-Za-z_]\w{0,99})\s{1,20}as\s{0,20}(?:(?:not\s{1,20})?materialized\s{0,20})?\(/gi;

function tablesAfter(text: string, words: ReadonlySet<string>): string[] {
  const tokens = text.slice(0, MAX_CHARS).match(TOKEN) ?? [];
  const found = new Set<string>();
  for (let i = 0; i + 1 < tokens.length && found.size < MAX_TABLES; i += 1) {
    if (!words.has((tokens[i] ?? "").toLowerCase())) continue;
    let at = i + 1;
    while (at < tokens.length && BETWEEN.has((tokens[at] ?? "").toLowerCase())) at += 1;
    const name = nameOf(tokens[at] ?? "");
    // `FROM generate_series(1, 9)` calls a function; `INSERT INTO orders (id)` lists columns.
    const isCall = tokens[at + 1] === "(" && CALLED_AFTER.has((tokens[i] ?? "").toLowerCase());
    const isModule = (tokens[at + 1] ?? "").toLowerCase() === "import";
    if (name !== null && !isModule && !isCall) found.add(name);
  }
  return [...found];
}

/** `"Shop"."orders"`, `` `acme:raw.orders` `` and `[dbo].[orders]` without quotes; null for a word that names nothing. */
function nameOf(token: string): string | null {
  const name = token
    .replace(/["'`[\]]/g, "")
    .replace(":", ".")
    .replace(/^[.:-]+|[.:-]+$/g, "");
  const isName = /^[A-Za-z_][\w$-]*(?:\.[\w$-]+){0,3}$/.test(name);
  return isName && name.length >= 2 && name.length <= 300 && !RESERVED.has(name.toLowerCase()) ? name : null;
}
