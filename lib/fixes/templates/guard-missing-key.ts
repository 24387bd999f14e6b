import { findMissingName } from "@/lib/fixes/templates/missing-name";
import type { FixTemplate } from "@/lib/fixes/templates/template";

/**
 * Reads an optional field with `.get`, on the one line that failed. The weakest of the templates: whether the
 * field is optional is for a person to say, and the cautions say so.
 */
export const guardMissingKey: FixTemplate = {
  id: "python/guard-missing-key",
  async draft({ material, code }) {
    const missing = findMissingName(material.failure);
    const frame = code.frames[0];
    if (missing?.use !== "key" || !frame || frame.line === null) return null;
    const before = await code.read(frame.path);
    const lines = before?.split("\n") ?? [];
    const line = lines[frame.line - 1];
    const isStale = frame.source !== null && line?.trim() !== frame.source.trim();
    const guarded = line === undefined || isStale ? null : guardLine(line, missing.name);
    if (before === null || guarded === null) return null;
    const after = lines.map((old, i) => (i === (frame.line ?? 0) - 1 ? guarded : old)).join("\n");
    return {
      title: `Read ${missing.name} as an optional field in ${frame.path}`,
      rationale: `The task failed because a record has no \`${missing.name}\`. With this change such a record gives None instead of stopping the task.`,
      edits: [{ path: frame.path, before, after }],
      cautions: [
        `Right only if \`${missing.name}\` may be missing. If it must be there, this hides the fault and lets incomplete data through: repair the source instead.`,
        "What follows has to cope with None.",
      ],
      level: "high",
    };
  },
};

/** `row["key"]` as `row.get("key")`, where the line reads it exactly once; null for anything less plain. */
export function guardLine(line: string, key: string): string | null {
  const read = new RegExp(
    String.raw`(?<of>\b[A-Za-z_]\w*|[)\]])\[(?<quoted>(?<q>["'])${key.replaceAll("$", String.raw`\$`)}\k<q>)\]`,
    "g",
  );
  const found = [...line.matchAll(read)];
  const [only] = found;
  if (!only || found.length > 1) return null;
  const rest = line.slice(only.index + only[0].length);
  // Written to, deleted, or the environment, where a missing value is a setting to make.
  const isWritten = /^\s*(?:[-+*/|&^%@]|\/\/|\*\*|>>|<<)?=(?!=)/.test(rest) || /^\s*del\b/.test(line);
  if (isWritten || /\benviron$/.test(line.slice(0, only.index) + (only.groups?.["of"] ?? ""))) return null;
  const { of = "", quoted = "" } = only.groups ?? {};
  return `${line.slice(0, only.index)}${of}.get(${quoted})${rest}`;
}
