import { findRename } from "@/lib/code/renames/find-rename";
import type { FixTemplate, TemplateInput } from "@/lib/fixes/templates/template";
import { escapedName } from "@/lib/fixes/templates/text-edits";

const MISSING =
  /\((?<path>[\w./-]{1,300}\.(?:sql|ya?ml|py))\)[^\n]{0,40} depends on a (?<what>node|source) named '(?<name>[\w.]{1,200})' which was not found/;

/**
 * Follows a dbt model or source that a suspected commit renamed, in the file that the error names: the repository must have
 * the new one and no longer the old one.
 */
export const followModel: FixTemplate = {
  id: "dbt/follow-model",
  kind: "patch",
  async draft(input) {
    const groups = MISSING.exec(input.material.failure)?.groups;
    const { path: named = "", what, name = "" } = groups ?? {};
    if (!groups) return null;
    const paths = input.code.files.filter((file) => file === named || file.endsWith(`/${named}`));
    const [path] = paths;
    const before = path === undefined || paths.length > 1 ? null : await input.code.read(path);
    if (path === undefined || before === null) return null;
    const found = what === "node" ? renamedModel(input, name) : await renamedSource(input, name);
    if (!found) return null;
    let count = 0;
    const after = before.replaceAll(callOf(what === "source", name), (call) => {
      count += 1;
      return call.replace(new RegExp(String.raw`${escapedName(found.from)}(?=["']\s{0,5}\)$)`), found.to);
    });
    if (count === 0 || after === before) return null;
    return {
      title: `Use ${found.to} instead of ${found.from} in ${path}`,
      rationale: `${path} refers to \`${name}\`, which no longer exists. ${found.why}`,
      edits: [{ path, before, after }],
      cautions: [
        `Changes ${count} reference${count === 1 ? "" : "s"} in ${path}; other models may still use the old name.`,
        "If the commit changed more than the name, the columns may differ too.",
      ],
      level: "low",
    };
  },
};

interface FoundModel {
  from: string;
  to: string;
  why: string;
}

/** `ref('name')`, `ref('package', 'name')` or `source('schema', 'name')`. */
function callOf(isSource: boolean, name: string): RegExp {
  const [schema = "", table = ""] = name.split(".");
  if (isSource)
    return new RegExp(
      String.raw`\bsource\(\s{0,5}["']${escapedName(schema)}["']\s{0,5},\s{0,5}["']${escapedName(table)}["']\s{0,5}\)`,
      "g",
    );
  return new RegExp(
    String.raw`\bref\(\s{0,5}(?:["']\w{1,100}["']\s{0,5},\s{0,5})?["']${escapedName(name)}["']\s{0,5}\)`,
    "g",
  );
}

function renamedModel({ material, code }: TemplateInput, name: string): FoundModel | null {
  const stem = (path: string) =>
    /(?:^|\/)(?:models|seeds|snapshots)\/(?:[^\n]{0,300}\/)?(?<name>\w{1,100})\.(?:sql|py|csv)$/.exec(path)
      ?.groups?.["name"];
  if (code.files.some((file) => stem(file) === name)) return null;
  const found = material.evidence.flatMap((piece) => {
    if (piece.kind !== "commit" || piece.status !== "ok") return [];
    return [
      ...piece.text.matchAll(/^rename from (?<from>[^\n]{1,400})\nrename to (?<to>[^\n]{1,400})$/gm),
    ].flatMap(({ groups }) => {
      const to = stem(groups?.["to"] ?? "");
      const isMove = stem(groups?.["from"] ?? "") === name && to !== undefined && to !== name;
      return isMove && code.files.includes(groups?.["to"] ?? "")
        ? [{ from: name, to, why: `Commit ${piece.title.slice(0, 100)} renamed it to \`${to}\`.` }]
        : [];
    });
  });
  return new Set(found.map(({ to }) => to)).size === 1 ? (found[0] ?? null) : null;
}

async function renamedSource({ material, code }: TemplateInput, name: string): Promise<FoundModel | null> {
  const [, table] = name.split(".");
  if (table === undefined) return null;
  for (const piece of material.evidence) {
    if (piece.kind !== "commit" || piece.status !== "ok") continue;
    const to = findRename(piece.text, table);
    if (to === null || !(await isDeclared(code, to))) continue;
    return { from: table, to, why: `Commit ${piece.title.slice(0, 100)} renamed it to \`${to}\`.` };
  }
  return null;
}

const MAX_FILES = 40;

async function isDeclared(code: TemplateInput["code"], table: string): Promise<boolean> {
  const declares = new RegExp(String.raw`^\s*-\s+name:\s*["']?${escapedName(table)}["']?\s*$`, "m");
  const files = code.files
    .filter((file) => /(?:^|\/)models\/[^\n]{1,300}\.ya?ml$/.test(file))
    .slice(0, MAX_FILES);
  for (const file of files) if (declares.test((await code.read(file)) ?? "")) return true;
  return false;
}
