/** Finds secrets in names and settings. Pure. */
import { redact } from "@/lib/redaction/redact";

/**
 * The first text that contains a secret, by its path, or null. Names and settings are refused rather than redacted:
 * everybody in the workspace reads them, and patterns must keep matching. `fields` are texts, lists and objects of texts by
 * the name of their field.
 * @returns an issue that names the field, never its content
 */
export function secretIssue(fields: Record<string, unknown>): { path: string; message: string } | null {
  const path = findSecret(fields, []);
  return path && { path: path.join("."), message: "looks like a secret" };
}

function findSecret(value: unknown, path: string[]): string[] | null {
  if (typeof value === "string") return redact(value).text === value ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    const found = findSecret(item, [...path, name]);
    if (found) return found;
  }
  return null;
}
