import { AppError } from "@/lib/platform/errors";
import { showHidden } from "@/lib/platform/hidden-characters";

const MAX_DEPTH = 64;

/**
 * Cleans a JSON value for storage: no NUL, no lone surrogates, no hidden characters, at most 64 levels deep.
 * @throws AppError INVALID with the path of deeper nesting.
 */
export function cleanJson(value: unknown, depth = 0, path = ""): unknown {
  if (typeof value === "string") return cleanText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_DEPTH) {
    const message = `nested deeper than ${MAX_DEPTH} levels`;
    throw new AppError("INVALID", `${path.slice(0, 80)}…: ${message}`, {
      issues: [{ path: path.slice(0, 200), message }],
    });
  }
  if (Array.isArray(value)) return value.map((item, i) => cleanJson(item, depth + 1, `${path}[${i}]`));
  const out: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__") continue;
    out[cleanText(key)] = cleanJson(item, depth + 1, path ? `${path}.${key}` : key);
  }
  return out;
}

/**
 * Removes NUL bytes and lone surrogates, which neither `text` nor `jsonb` columns accept, and spells out hidden
 * characters, so that people, models and code read the same text.
 */
export function cleanText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return showHidden(wellFormed.includes("\0") ? wellFormed.replaceAll("\0", "\uFFFD") : wellFormed);
}
