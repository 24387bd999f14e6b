/** Redacts JSON values. */
import { argumentSpans } from "@/lib/redaction/argument-list";
import { vendorSpans } from "@/lib/redaction/find-vendor-secrets";
import { newRun, placeholderOf, type RedactionRun, type RedactOptions } from "@/lib/redaction/placeholders";
import { redactText, replaceEchoes, replaceSpans } from "@/lib/redaction/redact-text";
import { secretInValue } from "@/lib/redaction/secret-after-key";
import { containerOf, leafKind, type Container } from "@/lib/redaction/container-leaves";
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import { PLACEHOLDER, unionSpans } from "@/lib/redaction/secret-span";
import { tableColumns, type JsonTable } from "@/lib/redaction/json-table";
import { isHarmless, looksGenerated } from "@/lib/redaction/secret-value";

/** Deeper values in a container are treated as documents. */
const MAX_CONTAINER_DEPTH = 6;
const KEY_OF_PAIR = [
  "name",
  "key",
  "field",
  "Name",
  "Key",
  "Field",
  "variable",
  "k",
  "ParameterKey",
  "parameterKey",
];
const VALUE_OF_PAIR = /^(?:value|val|v|data|parameterValue)$/i;

/**
 * Redacts every string in a JSON value, and replaces values whose key names a secret (`password`, `apiToken`,
 * `Authorization`), also in lists of `{ name, value }`. Returns a new value.
 */
export function redactJson<T>(value: T, options: RedactOptions = {}): T {
  const run = newRun(options);
  const walked = walk(value, run);
  // A secret may also occur before the key that reveals it.
  return (run.echoes.size === 0 ? walked : mapTexts(walked, (text) => replaceEchoes(text, run))) as T;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]));
}

function walk(value: unknown, run: RedactionRun): unknown {
  if (typeof value === "string") return redactText(value, run);
  if (Array.isArray(value)) return walkList(value, run);
  if (typeof value !== "object" || value === null) return value;
  const table = tableColumns(value);
  const source = table === null ? value : redactColumns(value, table, run);
  const named = nameOfPair(value);
  const isSecretManifest = "kind" in value && value.kind === "Secret";
  return fromEntries(
    Object.entries(source).map(([key, item]) => {
      const name = named !== null && isValueOfPair(key, item) ? named : key;
      const isData = isSecretManifest && /^(?:data|stringData)$/.test(key);
      return [redactText(key, run), isData ? walkSecretData(item, run) : walkEntry(name, item, run)];
    }),
  );
}

/** `data` that is not a string is a separate document. */
function isValueOfPair(key: string, item: unknown): boolean {
  return VALUE_OF_PAIR.test(key) && (typeof item === "string" || key.toLowerCase() !== "data");
}

/** Handles `["Authorization", "Bearer …"]` (a header pair) and `["mysql", "-p…"]` (program arguments). */
function walkList(list: readonly unknown[], run: RedactionRun): unknown[] {
  const [name, value] = list;
  if (
    list.length !== 2 ||
    typeof name !== "string" ||
    typeof value !== "string" ||
    !looksGenerated(value, true)
  ) {
    const spans = argumentSpans(list, run.meter);
    return list.map((item, index) => {
      const found = typeof item === "string" ? spans.get(index) : undefined;
      return walk(found === undefined ? item : replaceSpans(String(item), found, run), run);
    });
  }
  return [redactText(name, run), walkEntry(name, value, run)];
}

/** Redacts the secret columns of a table as written by pandas and query services. */
function redactColumns(value: object, { rowsKey, kinds }: JsonTable, run: RedactionRun): object {
  const hidden = (cell: unknown, index: number) => {
    const kind = kinds.get(index);
    const isSecret = kind !== undefined && typeof cell === "string" && !isHarmless(cell);
    return isSecret ? placeholderOf(cell, kind, true, run) : cell;
  };
  return fromEntries(
    Object.entries(value).map(([key, rows]): [string, unknown] => [
      key,
      key === rowsKey && Array.isArray(rows)
        ? rows.map((row: unknown) => (Array.isArray(row) ? row.map(hidden) : row))
        : rows,
    ]),
  );
}

/** Redacts all values of a Kubernetes Secret, whatever their keys. */
function walkSecretData(data: unknown, run: RedactionRun): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return walk(data, run);
  const entries = Object.entries(data).map(([key, item]): [string, unknown] => [
    redactText(key, run),
    typeof item === "string" && item !== "" && !item.includes(PLACEHOLDER)
      ? placeholderOf(item, "secret", true, run)
      : walk(item, run),
  ]);
  return fromEntries(entries);
}

/** Keeps all values if several keys become the same placeholder. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  let copies: Map<string, number> | null = null;
  for (const [key, value] of entries) {
    if (!Object.hasOwn(result, key) && key !== "__proto__") {
      result[key] = value;
      continue;
    }
    copies ??= new Map();
    const copy = (copies.get(key) ?? (key === "__proto__" ? 0 : 1)) + 1;
    copies.set(key, copy);
    const name = copy === 1 ? key : `${key}#${copy}`;
    Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

/** The name in `{ "name": "DB_PASSWORD", "value": "…" }`, or `secret` if the type says so. */
function nameOfPair(value: object): string | null {
  if (!Object.keys(value).some((key) => VALUE_OF_PAIR.test(key))) return null;
  const type = "type" in value ? value.type : "Type" in value ? value.Type : null;
  if (typeof type === "string" && /^secure_?string$/i.test(type)) return "secret";
  for (const key of KEY_OF_PAIR) {
    const name = (value as Record<string, unknown>)[key];
    if (typeof name === "string") return name;
  }
  return null;
}

function walkEntry(key: string, item: unknown, run: RedactionRun): unknown {
  const container = typeof item === "object" ? containerOf(key) : null;
  const leaves = container === null ? item : redactLeaves(item, container, run);
  const announced = secretKeyKind(key);
  if (announced === null) return walk(leaves, run);
  if (Array.isArray(leaves)) return leaves.map((member) => walkEntry(key, member, run));
  if (typeof leaves === "object" && leaves !== null) return walk(leaves, run);
  if (typeof item === "number" && announced.kind === "password") {
    return placeholderOf(String(item), announced.kind, true, run);
  }
  return typeof item === "string" ? redactValue(item, announced, run) : item;
}

/** Redacts secrets under harmless names in a container. */
function redactLeaves(item: unknown, container: Container, run: RedactionRun, depth = 1): unknown {
  if (depth > MAX_CONTAINER_DEPTH || typeof item !== "object" || item === null) return item;
  if (Array.isArray(item)) return item.map((member) => redactLeaves(member, container, run, depth + 1));
  const entries = Object.entries(item).map(([name, value]): [string, unknown] => {
    if (typeof value !== "string") return [name, redactLeaves(value, container, run, depth + 1)];
    const kind = value.includes(PLACEHOLDER) ? null : leafKind(name, value, container);
    return [name, kind === null ? value : placeholderOf(value, kind, true, run)];
  });
  return fromEntries(entries);
}

function redactValue(item: string, announced: SecretKey, run: RedactionRun): string {
  const span = item.includes(PLACEHOLDER) ? null : secretInValue(item, announced);
  if (span === null) return redactText(item, run);
  // The vendor format is more specific than the key and gives the same placeholder as the secret elsewhere.
  return replaceSpans(item, unionSpans(vendorSpans(item, run.meter), [span]), run);
}
