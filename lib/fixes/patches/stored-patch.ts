import { decrypt, encrypt } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { redactPatch } from "@/lib/redaction/redact-patch";
import { PLACEHOLDER } from "@/lib/redaction/secret-span";

/** A patch's columns: redacted, and, if secrets were hidden, the original encrypted with the installation's key. */
export interface StoredPatch {
  patch: string;
  patchEnc: string | null;
}

/** Converts a patch for storage; the `patch` column contains no secrets. */
export function storedPatch(original: string): StoredPatch {
  const patch = redactPatch(original);
  return { patch, patchEnc: patch === original ? null : encrypt(original) };
}

/** The redacted patch for people and models. Also redacts patches stored before redaction existed. */
export function shownPatch(row: StoredPatch): string {
  return row.patchEnc === null ? redactPatch(row.patch) : row.patch;
}

/** The original patch. Only for writing to the repository. */
export function originalPatch(row: StoredPatch): string {
  return row.patchEnc === null ? row.patch : decrypt(row.patchEnc);
}

/**
 * Restores the redacted lines in a patch that a person edited.
 * @throws AppError INVALID if a changed line contains a placeholder, whose secret is unknown.
 */
export function restoreHiddenLines(edited: string, row: StoredPatch): string {
  if (!edited.includes(PLACEHOLDER)) return edited;
  const originals = originalPatch(row).split("\n");
  const shown = shownPatch(row).split("\n");
  const hidden = new Map<string, string>();
  for (const [index, line] of shown.entries()) {
    const original = originals[index] ?? "";
    if (line === original) continue;
    hidden.set(line, original);
    if (/^[+ -]/.test(line)) hidden.set(line.slice(1), original.slice(1));
  }
  const given = edited.split("\n");
  const lines = given.map((line) => {
    const whole = hidden.get(line);
    if (whole !== undefined) return whole;
    const content = hidden.get(line.slice(1));
    return content === undefined ? line : line.charAt(0) + content;
  });
  const left = lines.findIndex((line, index) => line.includes(PLACEHOLDER) && line === given[index]);
  if (left === -1) return lines.join("\n");
  const message = `Line ${left + 1} of the patch contains a secret placeholder. Leave lines with placeholders unchanged.`;
  throw new AppError("INVALID", message, { issues: [{ path: "patch", message }] });
}
