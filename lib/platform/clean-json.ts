import { AppError } from "@/lib/platform/errors";
import { showHidden } from "@/lib/platform/hidden-characters";

const MAX_DEPTH = 64;

/**
 * Cleans a JSON value for storage: no NUL, no lone surrogates, no hidden characters, at most 64 levels deep.
 * @throws AppError INVALID with the path of deeper nesting.
 */
export function cleanJson(value: unknown): unknown {
  return clean(value, []);
}

/** `path`: the keys and indexes that lead to the value. */
function clean(value: unknown, path: (string | number)[]): unknown {
  if (typeof value === "string") return cleanText(value);
  if (value === null || typeof value !== "object") return value;
  if (path.length >= MAX_DEPTH) throw tooDeep(path);
  if (Array.isArray(value)) {
    return value.map((item, i) => {
      path.push(i);
      const cleaned = clean(item, path);
      path.pop();
      return cleaned;
    });
  }
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__") continue;
    path.push(key);
    out[cleanText(key)] = clean(item, path);
    path.pop();
  }
  return out;
}

function tooDeep(keys: readonly (string | number)[]): AppError {
  const path = keys.reduce<string>(
    (start, key) => (typeof key === "number" ? `${start}[${key}]` : start === "" ? key : `${start}.${key}`),
    "",
  );
  const message = `nested deeper than ${MAX_DEPTH} levels`;
  return new AppError("INVALID", `${path.slice(0, 80)}…: ${message}`, {
    issues: [{ path: path.slice(0, 200), message }],
  });
}

/** Nothing in it needs cleaning; most texts of a body are like this. */
const PLAIN = /^[\t\n\r\x20-\x7E]*$/;

/**
 * Removes NUL bytes and lone surrogates, which neither `text` nor `jsonb` columns accept, and spells out hidden
 * characters, so that people, models and code read the same text.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return showHidden(wellFormed.includes("\0") ? wellFormed.replaceAll("\0", "\uFFFD") : wellFormed);
}
