import { findNewName } from "@/lib/fixes/templates/find-new-name";
import { findMissingName } from "@/lib/fixes/templates/missing-name";
import { isTakenAway, renamedNames } from "@/lib/fixes/templates/renamed-names";
import type { FixTemplate } from "@/lib/fixes/templates/template";

/**
 * Reads an optional field with `.get` on the failing line. The weakest template: only a person can tell whether the
 * field is optional, as the cautions say. Silent if the evidence shows that the field was renamed or removed.
 */
export const guardMissingKey: FixTemplate = {
  id: "python/guard-missing-key",
  kind: "patch",
  async draft({ material, code }) {
    const missing = findMissingName(material.failure);
    const frame = code.frames[0];
    if (missing?.use !== "key" || !frame || frame.line === null) return null;
    // Every record lacks a key that was renamed or removed, so reading it as optional would lose all of them.
    const { evidence, failure } = material;
    const isRenamed =
      missing.name in renamedNames(failure, evidence) || findNewName(missing, evidence) !== null;
    if (isRenamed || isTakenAway(missing.name, evidence)) return null;
    const before = await code.read(frame.path);
    const lines = before?.split("\n") ?? [];
    const line = lines[frame.line - 1];
    const isStale = frame.source !== null && line?.trim() !== frame.source.trim();
    const guarded = line === undefined || isStale ? null : guardLine(line, missing.name);
    if (before === null || guarded === null) return null;
    const after = lines.map((old, i) => (i === (frame.line ?? 0) - 1 ? guarded : old)).join("\n");
    return {
      title: `Read ${missing.name} as an optional field in ${frame.path}`,
      rationale: `The task failed because a record has no \`${missing.name}\`. With this change, such a record yields None instead of failing the task.`,
      edits: [{ path: frame.path, before, after }],
      cautions: [
        `Correct only if \`${missing.name}\` is optional. If it is required, this hides the problem and lets incomplete data through: fix the source instead.`,
        "The following code has to handle None.",
      ],
      level: "high",
    };
  },
};

/** Rewrites `row["key"]` as `row.get("key")` if the line reads it exactly once; otherwise null. */
export function guardLine(line: string, key: string): string | null {
  const read = new RegExp(
    String.raw`(?<of>\b[A-Za-z_]\w*|[)\]])\[(?<quoted>(?<q>["'])${key.replaceAll("$", String.raw`\$`)}\k<q>)\]`,
    "g",
  );
  const found = [...line.matchAll(read)];
  const [only] = found;
  if (!only || found.length > 1) return null;
  const rest = line.slice(only.index + only[0].length);
  // Writes and deletes do not read, and a missing environment variable should be set instead.
  const isWritten = /^\s*(?:[-+*/|&^%@]|\/\/|\*\*|>>|<<)?=(?!=)/.test(rest) || /^\s*del\b/.test(line);
  if (isWritten || /\benviron$/.test(line.slice(0, only.index) + (only.groups?.["of"] ?? ""))) return null;
  const { of = "", quoted = "" } = only.groups ?? {};
  return `${line.slice(0, only.index)}${of}.get(${quoted})${rest}`;
}
