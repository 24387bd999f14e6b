import type { ModelFix } from "@/lib/fixes/proposals/prompt";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";

/** Prefix of the placeholder for secrets in model input. */
const PLACEHOLDER = "[redacted:";

/**
 * Applies a model's search-and-replace edits in order. Each search text must occur exactly once in its file, as left by
 * the previous edits. Pure.
 * @param files the files shown to the model, by path
 */
export function applyEdits(
  said: Pick<ModelFix, "edits" | "newFiles">,
  files: ReadonlyMap<string, string>,
  existing: ReadonlySet<string>,
): { ok: true; edits: FileEdit[] } | { ok: false; reason: string } {
  const written = [...said.edits.map((edit) => edit.replace), ...said.newFiles.map((file) => file.content)];
  if (written.some((text) => text.includes(PLACEHOLDER))) {
    return { ok: false, reason: "it writes a secret placeholder into a file" };
  }
  const texts = new Map<string, string>();
  for (const { path, search, replace } of said.edits) {
    const text = texts.get(path) ?? files.get(path);
    if (text === undefined) return { ok: false, reason: `it edits ${path}, which was not shown` };
    // The model sees and writes lines without carriage returns.
    const isWindows = text.includes("\r\n") && !search.includes("\r");
    const wanted = isWindows ? search.replaceAll("\n", "\r\n") : search;
    const at = text.indexOf(wanted);
    if (wanted === "" || at === -1)
      return { ok: false, reason: `the text to replace was not found in ${path}` };
    if (text.includes(wanted, at + 1)) {
      return { ok: false, reason: `the text to replace occurs more than once in ${path}` };
    }
    const put = isWindows ? replace.replaceAll("\n", "\r\n") : replace;
    texts.set(path, text.slice(0, at) + put + text.slice(at + wanted.length));
  }
  const added: FileEdit[] = [];
  for (const { path, content } of said.newFiles) {
    if (existing.has(path)) return { ok: false, reason: `its new file ${path} already exists` };
    added.push({ path, before: null, after: content });
  }
  const changed = [...texts].map(([path, after]) => ({ path, before: files.get(path) ?? null, after }));
  return { ok: true, edits: [...changed, ...added] };
}
