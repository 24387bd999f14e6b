import { invalidField } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";

/**
 * Refuses names and settings that contain a secret: everybody in the workspace reads them, and patterns must keep
 * matching, so they are not redacted. `fields` are texts, lists and objects of texts by the name of their field.
 * @throws AppError INVALID that names the field, never its content.
 */
export function refuseSecrets(fields: Record<string, unknown>): void {
  const path = findSecret(fields, []);
  if (path === null) return;
  throw invalidField(path.join("."), "looks like a secret");
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
