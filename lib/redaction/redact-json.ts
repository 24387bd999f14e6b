/** Takes secrets out of a JSON value. */
import { vendorSpans } from "@/lib/redaction/find-vendor-secrets";
import { newRun, placeholderOf, type RedactionRun, type RedactOptions } from "@/lib/redaction/placeholders";
import { redactText, replaceEchoes, replaceSpans } from "@/lib/redaction/redact-text";
import { secretInValue } from "@/lib/redaction/secret-after-key";
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import { PLACEHOLDER, unionSpans } from "@/lib/redaction/secret-span";
import { looksMade } from "@/lib/redaction/secret-value";

/** Where an object under a secret's name holds the secret itself: XML turned to JSON, secret managers. */
const OWN_VALUE = /^(?:value|plain_?text|current|secret_?string|raw|content|#text|_text|_|\$t)$/i;
const KEY_OF_PAIR = ["name", "key", "Name", "Key", "variable", "k"];

/**
 * A JSON value with every string as `redact` would leave it, and whole values whose key names a secret
 * (`password`, `apiToken`, `Authorization`), also in lists of `{ name, value }`. Returns a new value.
 */
export function redactJson<T>(value: T, options: RedactOptions = {}): T {
  const run = newRun(options);
  const walked = walk(value, run);
  // A secret may stand in the clear before the key that gives it away.
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
  const named = nameOfPair(value);
  const isSecretManifest = "kind" in value && value.kind === "Secret";
  return fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = named !== null && /^(?:value|v)$/i.test(key) ? named : key;
      const isData = isSecretManifest && /^(?:data|stringData)$/.test(key);
      return [redactText(key, run), isData ? walkSecretData(item, run) : walkEntry(name, item, run)];
    }),
  );
}

/** `["Authorization", "Bearer …"]`: a header as a pair. */
function walkList(list: readonly unknown[], run: RedactionRun): unknown[] {
  const [name, value] = list;
  if (list.length !== 2 || typeof name !== "string" || typeof value !== "string" || !looksMade(value, true))
    return list.map((item) => walk(item, run));
  return [redactText(name, run), walkEntry(name, value, run)];
}

/** The values of a Kubernetes Secret, whatever their keys are. */
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

/** Two keys may become the same placeholder; none of their values is lost. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const copies = new Map<string, number>();
  for (const [key, value] of entries) {
    const copy = (copies.get(key) ?? 0) + 1;
    copies.set(key, copy);
    const name = copy === 1 ? key : `${key}#${copy}`;
    Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

/** The name in `{ "name": "DB_PASSWORD", "value": "…" }`. */
function nameOfPair(value: object): string | null {
  if (!("value" in value || "Value" in value || "v" in value)) return null;
  for (const key of KEY_OF_PAIR) {
    const name = (value as Record<string, unknown>)[key];
    if (typeof name === "string") return name;
  }
  return null;
}

function walkEntry(key: string, item: unknown, run: RedactionRun): unknown {
  const announced = secretKeyKind(key);
  if (announced === null) return walk(item, run);
  if (Array.isArray(item)) return item.map((member) => walkEntry(key, member, run));
  if (typeof item === "object" && item !== null) return walkSecretObject(key, item, announced, run);
  if (typeof item === "number" && announced.kind === "password") {
    return placeholderOf(String(item), announced.kind, true, run);
  }
  return typeof item === "string" ? redactValue(item, announced, run) : item;
}

function walkSecretObject(key: string, item: object, announced: SecretKey, run: RedactionRun): unknown {
  if (!announced.certain) return walk(item, run);
  const entries = Object.entries(item).map(([name, value]): [string, unknown] => [
    name,
    OWN_VALUE.test(name) && typeof value === "string" ? walkEntry(key, value, run) : value,
  ]);
  return walk(fromEntries(entries), run);
}

function redactValue(item: string, announced: SecretKey, run: RedactionRun): string {
  const span = item.includes(PLACEHOLDER) ? null : secretInValue(item, announced);
  if (span === null) return redactText(item, run);
  // A vendor's shape says more than the key, and keeps the placeholder equal to that of the bare secret.
  return replaceSpans(item, unionSpans(vendorSpans(item, run.meter), [span]), run);
}
