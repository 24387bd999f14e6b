import { decrypt, encrypt } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { redactPatch } from "@/lib/redaction/redact-patch";
import { PLACEHOLDER } from "@/lib/redaction/secret-span";

/** The columns of a patch: as it is shown, and, where secrets were hidden, the original under the installation's key. */
export interface StoredPatch {
  patch: string;
  patchEnc: string | null;
}

/** A patch as it is stored: whoever reads `patch` reads no secret of the repository. */
export function storedPatch(original: string): StoredPatch {
  const patch = redactPatch(original);
  return { patch, patchEnc: patch === original ? null : encrypt(original) };
}

/** The patch for people and models; one that was stored before secrets were hidden is redacted here. */
export function shownPatch(row: StoredPatch): string {
  return row.patchEnc === null ? redactPatch(row.patch) : row.patch;
}

/** The patch that applies. Only for what writes to the repository. */
export function originalPatch(row: StoredPatch): string {
  return row.patchEnc === null ? row.patch : decrypt(row.patchEnc);
}

/**
 * A patch that a person edited as it was shown, with the lines that were hidden put back.
 * @throws AppError INVALID when a placeholder stands in a line that was changed: what it stands for is not known.
 */
export function withHiddenLines(edited: string, row: StoredPatch): string {
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
  const message = `Line ${left + 1} of the patch holds a placeholder for a secret. Leave lines with placeholders as they are.`;
  throw new AppError("INVALID", message, { issues: [{ path: "patch", message }] });
}
