import { findMisspelledImport } from "@/lib/fixes/templates/misspelled-import";
import { findNewName } from "@/lib/fixes/templates/find-new-name";
import { findMissingName, type MissingName } from "@/lib/fixes/templates/missing-name";
import { splitPython } from "@/lib/fixes/templates/python-strings";
import { likelyFiles, type FixTemplate } from "@/lib/fixes/templates/template";

/**
 * Replaces an old name in the failing file with the new one. The new name is never guessed: the error suggests it, a
 * commit in the evidence renames it, or the module that lacks it has just one that differs by a typing error.
 */
export const followRename: FixTemplate = {
  id: "code/follow-rename",
  kind: "patch",
  async draft(input) {
    const { material, code } = input;
    const missing = findMissingName(material.failure);
    const renamed =
      missing && (findNewName(missing, material.evidence) ?? (await findMisspelledImport(input)));
    if (!missing || !renamed) return null;
    for (const path of likelyFiles(code).filter((file) => /\.(?:py|sql|ya?ml|json)$/.test(file))) {
      const before = await code.read(path);
      if (before === null) continue;
      const { text: after, count } = replaceName(before, missing, renamed.to, path);
      if (count === 0) continue;
      return {
        title: `Use ${renamed.to} instead of ${missing.name} in ${path}`,
        rationale: `The task failed because \`${missing.name}\` does not exist. ${renamed.why}`,
        edits: [{ path, before, after }],
        cautions: [
          `Changes ${count} place${count === 1 ? "" : "s"} in ${path}; other files may still use the old name.`,
          ...(renamed.isCertain
            ? []
            : ["The name is only a suggestion, not a recorded rename; check that it is equivalent."]),
        ],
        level: renamed.isCertain && count <= 3 ? "low" : "medium",
      };
    }
    return null;
  },
};

/** Replaces a name where it is used that way, leaving other identifiers alone. */
function replaceName(
  text: string,
  { name, use }: MissingName,
  to: string,
  path: string,
): { text: string; count: number } {
  let count = 0;
  const swap = () => {
    count += 1;
    return to;
  };
  const word = new RegExp(String.raw`(?<![\w$])${name.replaceAll("$", String.raw`\$`)}(?![\w$])`, "g");
  if (path.endsWith(".sql")) {
    return use === "column" ? { text: text.replaceAll(word, swap), count } : { text, count: 0 };
  }
  if (/\.ya?ml$/.test(path)) {
    // A column's entry (`- name: customer_id`) or a list of columns; free text is left alone.
    const entry = new RegExp(
      String.raw`^(?<head>[ \t]*(?:-[ \t]+)?(?:(?:name|column|column_name|unique_key|field|key):[ \t]+)?["']?)${name.replaceAll("$", String.raw`\$`)}(?=["']?[ \t]*(?:#|$))`,
      "gm",
    );
    const isUsed = use === "column" || use === "key";
    return isUsed
      ? { text: text.replaceAll(entry, (_, head: string) => head + swap()), count }
      : { text, count: 0 };
  }
  if (path.endsWith(".json")) {
    const quoted = new RegExp(String.raw`"${name.replaceAll("$", String.raw`\$`)}"`, "g");
    return use === "column" || use === "key"
      ? { text: text.replaceAll(quoted, () => `"${swap()}"`), count }
      : { text, count: 0 };
  }
  const parts = splitPython(text).map(({ kind, text: part }) => {
    if (kind === "comment") return part;
    if (kind === "string") {
      if (use === "column") return part.replaceAll(word, swap);
      return use === "key" && part === name ? swap() : part;
    }
    if (use === "attribute")
      return part.replaceAll(new RegExp(String.raw`\.${word.source}`, "g"), () => `.${swap()}`);
    return use === "name" ? part.replaceAll(word, swap) : part;
  });
  return { text: parts.join(""), count };
}
