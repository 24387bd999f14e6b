import { findRename } from "@/lib/code/renames/find-rename";
import { isTypingError } from "@/lib/fixes/templates/typing-error";
import type { FixTemplate, TemplateInput } from "@/lib/fixes/templates/template";
import { escapedName } from "@/lib/fixes/templates/text-edits";

const MISSING = /\bKeyError: ['"](?<name>[A-Z][A-Z0-9_]{2,80})['"]/;
/** Files that define environment variables: dotenv, Compose, Helm values, Dockerfiles, manifests. */
const DEFINES =
  /(?:^|\/)(?:\.env(?:\.[\w-]+)?|[\w.-]*(?:compose|values|configmap|deployment|config|settings|airflow)[\w.-]*\.ya?ml|Dockerfile[\w.-]*|[\w.-]+\.env)$/i;
const MAX_FILES = 25;
const MIN_LENGTH = 6;

/**
 * Reads an environment variable by the name under which the repository defines it: one that a commit renamed, or the only
 * name there that differs by a typo. The value is never touched.
 */
export const fixEnvironmentName: FixTemplate = {
  id: "python/fix-environment-name",
  kind: "configuration",
  async draft(input) {
    const name = MISSING.exec(input.material.failure)?.groups?.["name"];
    const frame = input.code.frames[0];
    if (name === undefined || !frame?.path.endsWith(".py")) return null;
    const before = await input.code.read(frame.path);
    const read = new RegExp(
      String.raw`(?<head>\bos\.(?:environ\[|environ\.get\(|getenv\()\s{0,5}["'])${escapedName(name)}(?=["'])`,
      "g",
    );
    if (before === null || before.search(read) === -1) return null;
    const defined = await definedNames(input);
    // Defined somewhere: then it is missing only where the task runs.
    if (defined.has(name)) return null;
    const found = renamed(input, name, defined) ?? alike(name, defined);
    if (!found) return null;
    return {
      title: `Read ${found.to} instead of ${name} in ${frame.path}`,
      rationale: `The task failed because the environment has no \`${name}\`. ${found.why}`,
      edits: [{ path: frame.path, before, after: before.replaceAll(read, `$<head>${found.to}`) }],
      cautions: [
        "Check that the variable means the same, and that it is set where the task runs.",
        ...(found.isCertain ? [] : ["The names are only similar; nothing shows that one was renamed."]),
      ],
      level: found.isCertain ? "low" : "medium",
    };
  },
};

/** Names that the repository's environment files define, with a file that does. */
async function definedNames({ code }: TemplateInput): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const path of code.files.filter((file) => DEFINES.test(file)).slice(0, MAX_FILES)) {
    const text = (await code.read(path)) ?? "";
    for (const match of text
      .slice(0, 200_000)
      .matchAll(
        /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+|ENV[ \t]+|ARG[ \t]+|name:[ \t]+)?["']?(?<name>[A-Z][A-Z0-9_]{2,80})["']?(?=[ \t]*[=:]|[ \t]*$|[ \t]+\S)/gm,
      )) {
      const name = match.groups?.["name"] ?? "";
      if (!names.has(name)) names.set(name, path);
    }
  }
  return names;
}

interface FoundName {
  to: string;
  why: string;
  isCertain: boolean;
}

function renamed(
  { material }: TemplateInput,
  name: string,
  defined: ReadonlyMap<string, string>,
): FoundName | null {
  for (const piece of material.evidence) {
    if (piece.kind !== "commit" || piece.status !== "ok") continue;
    const to = findRename(piece.text, name);
    const path = to === null ? undefined : defined.get(to);
    if (to !== null && path !== undefined)
      return {
        to,
        why: `Commit ${piece.title.slice(0, 100)} renamed it to \`${to}\`, which ${path} defines.`,
        isCertain: true,
      };
  }
  return null;
}

function alike(name: string, defined: ReadonlyMap<string, string>): FoundName | null {
  if (name.length < MIN_LENGTH) return null;
  const near = [...defined].filter(([other]) => other.length >= MIN_LENGTH && isTypingError(name, other));
  const [only] = near;
  if (!only || near.length > 1) return null;
  return { to: only[0], why: `${only[1]} defines \`${only[0]}\`, and no \`${name}\`.`, isCertain: false };
}
