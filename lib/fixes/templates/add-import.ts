import { splitPython } from "@/lib/fixes/templates/python-strings";
import type { FixTemplate, TemplateInput } from "@/lib/fixes/templates/template";
import { escapedName } from "@/lib/fixes/templates/text-edits";

/**
 * Modules of the standard library that are used by their own name. Those whose name is also that of a class or function
 * in common use (`datetime`, `time`, `copy`) are left out: how they are meant is not certain.
 */
const STANDARD = new Set([
  "asyncio", "base64", "collections", "contextlib", "csv", "decimal", "functools", "glob", "gzip", "hashlib", "io",
  "itertools", "json", "logging", "math", "os", "pathlib", "pickle", "random", "re", "shutil", "sqlite3", "statistics",
  "subprocess", "sys", "tempfile", "textwrap", "traceback", "typing", "unicodedata", "urllib", "uuid", "zipfile", "zlib",
]); // prettier-ignore

const MAX_SIBLINGS = 25;
const UNDEFINED = /\bNameError: name '(?<name>[A-Za-z_]\w{0,60})' is not defined/;

/**
 * Adds an import that is missing for a name: a module of the standard library used as `name.…`, or exactly as the other
 * files of the repository import that name. The import is never guessed.
 */
export const addImport: FixTemplate = {
  id: "python/add-import",
  kind: "patch",
  async draft(input) {
    const name = UNDEFINED.exec(input.material.failure)?.groups?.["name"];
    const frame = input.code.frames[0];
    if (name === undefined || !frame?.path.endsWith(".py")) return null;
    const before = await input.code.read(frame.path);
    if (before === null || !isUsed(before, name) || isBound(before, name)) return null;
    const found = await findImport(input, frame.path, name, before);
    const at = found && insertionLine(before);
    if (!found || at === null) return null;
    const lines = before.split("\n");
    const end = before.includes("\r\n") ? "\r" : "";
    return {
      title: `Import ${name} in ${frame.path}`,
      rationale: `The task failed because \`${name}\` is not defined. ${found.why}`,
      edits: [
        {
          path: frame.path,
          before,
          after: [...lines.slice(0, at), `${found.statement}${end}`, ...lines.slice(at)].join("\n"),
        },
      ],
      cautions: found.isStandard ? [] : ["Check that the package is installed where this file runs."],
      level: "low",
    };
  },
};

async function findImport(
  { code }: TemplateInput,
  path: string,
  name: string,
  text: string,
): Promise<{ statement: string; why: string; isStandard: boolean } | null> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const python = code.files.filter((file) => file.endsWith(".py") && file !== path);
  const near = python.toSorted((a, b) => Number(b.startsWith(folder)) - Number(a.startsWith(folder)));
  const statements = new Map<string, string>();
  for (const sibling of near.slice(0, MAX_SIBLINGS)) {
    const statement = importOf((await code.read(sibling)) ?? "", name);
    if (statement !== null && !statements.has(statement)) statements.set(statement, sibling);
  }
  const [only] = statements;
  // Two ways of importing one name: which one is meant is not known.
  if (statements.size > 1) return null;
  if (only) return { statement: only[0], why: `${only[1]} imports it this way.`, isStandard: false };
  const isModule = STANDARD.has(name) && new RegExp(String.raw`(?<![\w.])${name}\.\w`).test(codeOf(text));
  if (!isModule) return null;
  return { statement: `import ${name}`, why: "It is a module of the standard library.", isStandard: true };
}

/** The import at the top level of a file that binds exactly this name. */
function importOf(text: string, name: string): string | null {
  const word = escapedName(name);
  const patterns = [
    new RegExp(String.raw`^import ${word}[ \t]*$`, "m"),
    new RegExp(String.raw`^import [\w.]{1,100} as ${word}[ \t]*$`, "m"),
  ];
  for (const pattern of patterns) {
    const found = pattern.exec(text.replaceAll("\r", ""));
    if (found) return found[0].trim();
  }
  const from = new RegExp(
    String.raw`^from (?<module>[\w.]{1,100}) import (?:[\w, ]{1,300}, )?(?<item>(?:[\w]{1,60} as )?${word})(?:,|[ \t]*$)`,
    "m",
  ).exec(text.replaceAll("\r", ""))?.groups;
  // A relative import means another module from another folder.
  if (!from || from["module"]?.startsWith(".")) return null;
  return `from ${from["module"]} import ${from["item"]}`;
}

function isUsed(text: string, name: string): boolean {
  return new RegExp(String.raw`(?<![\w.])${escapedName(name)}(?!\w)`).test(codeOf(text));
}

/** Whether the file binds the name somewhere, so that the import is not what is missing. */
function isBound(text: string, name: string): boolean {
  const word = escapedName(name);
  return new RegExp(
    String.raw`^\s*(?:import|from)\s[^\n]{0,300}(?<!\w)${word}(?!\w)|(?<![\w.])${word}\s{0,5}(?::[^=\n]{0,80})?=(?!=)|\b(?:def|class)\s{1,5}${word}\b|\b(?:for|as)\s{1,5}${word}\b`,
    "m",
  ).test(codeOf(text));
}

function codeOf(text: string): string {
  return splitPython(text)
    .map(({ kind, text: part }) =>
      kind === "code" ? part : kind === "string" ? part.replaceAll(/[^\n]/g, "_") : "",
    )
    .join("");
}

/** The line before which a new import goes: before the first top-level import that is not of `__future__`. */
function insertionLine(text: string): number | null {
  const code = codeOf(text).split("\n");
  const first = code.findIndex(
    (line) => /^(?:import|from)\s/.test(line) && !/^from\s{1,5}__future__/.test(line),
  );
  if (first !== -1) return first;
  const future = code.findLastIndex((line) => /^from\s{1,5}__future__/.test(line));
  if (future !== -1) return future + 1;
  // Without imports only a file that starts with code is certain: a docstring or a shebang may come first.
  return /^[A-Za-z@]/.test(text) ? 0 : null;
}
