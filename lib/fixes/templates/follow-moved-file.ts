import { splitPython } from "@/lib/fixes/templates/python-strings";
import { likelyFiles, type FixTemplate, type TemplateInput } from "@/lib/fixes/templates/template";
import { escapedName } from "@/lib/fixes/templates/text-edits";

const MISSING_FILE =
  /(?:No such file or directory: ['"]|TemplateNotFound: |template not found: ["']?|Cannot open include file: ["'])(?<path>[\w./ -]{3,300}\.\w{1,8})/i;
const MISSING_MODULE = /\bModuleNotFoundError: No module named '(?<module>[A-Za-z_][\w.]{1,100})'/;

/**
 * Follows a file or module that a suspected commit moved: the text that names it is replaced where its new place is certain,
 * because the commit shows the move and the repository has the file there.
 */
export const followMovedFile: FixTemplate = {
  id: "code/follow-moved-file",
  kind: "patch",
  async draft(input) {
    const { failure } = input.material;
    const path = MISSING_FILE.exec(failure)?.groups?.["path"];
    if (path !== undefined) return followFile(input, path);
    const module = MISSING_MODULE.exec(failure)?.groups?.["module"];
    return module === undefined ? null : followModule(input, module);
  },
};

interface Move {
  from: string;
  to: string;
  commit: string;
}

/** Moves in the patches of suspected commits whose target exists. */
function movesIn({ material, code }: TemplateInput): Move[] {
  return material.evidence.flatMap((piece) => {
    if (piece.kind !== "commit" || piece.status !== "ok") return [];
    const found = [
      ...piece.text.matchAll(/^rename from (?<from>[^\n]{1,400})\nrename to (?<to>[^\n]{1,400})$/gm),
    ];
    return found
      .map(({ groups }) => ({
        from: groups?.["from"] ?? "",
        to: groups?.["to"] ?? "",
        commit: piece.title.slice(0, 100),
      }))
      .filter(({ from, to }) => code.files.includes(to) && !code.files.includes(from));
  });
}

async function followFile(input: TemplateInput, named: string) {
  const moves = movesIn(input).filter(({ from }) => endsAlike(from, named));
  const [move] = moves;
  if (!move || moves.length > 1) return null;
  for (const path of likelyFiles(input.code)) {
    const before = await input.code.read(path);
    if (before === null) continue;
    const changed = replaceNamedFile(before, move, path.endsWith(".py"));
    if (changed === null) continue;
    return fixOf(path, before, changed.text, move, `Use ${changed.to} instead of ${changed.from} in ${path}`);
  }
  return null;
}

/** Replaces the only string that names the file's old place, if its new place keeps the part that the string leaves out. */
function replaceNamedFile(
  text: string,
  { from, to }: Move,
  isPython: boolean,
): { text: string; from: string; to: string } | null {
  const parts = from.split("/");
  for (let i = 0; i < parts.length; i += 1) {
    const old = parts.slice(i).join("/");
    const base = parts.slice(0, i).join("/");
    if (base !== "" && !to.startsWith(`${base}/`)) continue;
    const now = base === "" ? to : to.slice(base.length + 1);
    const pieces = isPython ? splitPython(text) : [{ kind: "string" as const, text }];
    const word = new RegExp(String.raw`(?<![\w./-])${escapedName(old)}(?![\w./-])`, "g");
    let count = 0;
    const after = pieces
      .map(({ kind, text: part }) =>
        kind === "string"
          ? part.replaceAll(word, () => {
              count += 1;
              return now;
            })
          : part,
      )
      .join("");
    if (count === 1) return { text: after, from: old, to: now };
    if (count > 1) return null;
  }
  return null;
}

async function followModule(input: TemplateInput, module: string) {
  const named = `${module.replaceAll(".", "/")}.py`;
  const moves = movesIn(input).filter(({ from }) => from === named || from.endsWith(`/${named}`));
  const [move] = moves;
  if (!move || moves.length > 1) return null;
  const base = move.from.slice(0, move.from.length - named.length);
  if (!move.to.startsWith(base) || !move.to.endsWith(".py")) return null;
  const now = move.to.slice(base.length, -".py".length).replaceAll("/", ".");
  if (!/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(now)) return null;
  const statement = new RegExp(
    String.raw`^(?<head>[ \t]*(?:from|import)[ \t]+)${escapedName(module)}(?=[ \t]|$)`,
    "gm",
  );
  for (const path of likelyFiles(input.code).filter((file) => file.endsWith(".py"))) {
    const before = await input.code.read(path);
    if (before === null || [...before.matchAll(statement)].length !== 1) continue;
    // `import a.b` is used as `a.b.f()` below, which would have to change too.
    const isPlain = new RegExp(String.raw`^[ \t]*import[ \t]+${escapedName(module)}[ \t]*$`, "m").test(
      before,
    );
    if (isPlain && module !== now) continue;
    const after = before.replaceAll(statement, `$<head>${now}`);
    return fixOf(path, before, after, move, `Import ${now} instead of ${module} in ${path}`);
  }
  return null;
}

function fixOf(path: string, before: string, after: string, { from, to, commit }: Move, title: string) {
  return {
    title,
    rationale: `The task failed because ${from} no longer exists. Commit ${commit} moved it to ${to}.`,
    edits: [{ path, before, after }],
    cautions: [
      "Other files may still use the old path.",
      "The move must be deployed to where the task runs.",
    ],
    level: "low" as const,
  };
}

/** Whether two paths end with the same two parts, or are the same. */
function endsAlike(path: string, named: string): boolean {
  const [a, b] = [path.split("/"), named.split("/").filter((part) => part !== "" && part !== ".")];
  const length = Math.min(2, a.length, b.length);
  return a.slice(-length).join("/") === b.slice(-length).join("/");
}
