import { executableRule, foldPath } from "@/lib/fixes/hazards/executable-paths";
import { hiddenInCode } from "@/lib/platform/hidden-characters";

const MAX_PATH = 400;

/** Why a fix may not change this path, or null if it may. Paths are relative to the repository root. */
export function pathObjection(path: string): string | null {
  if (path === "" || path.length > MAX_PATH) return "a path is empty or too long";
  if (/[\u0000-\u001F\u007F\\:*?"<>|]/.test(path) || hiddenInCode(path).length > 0)
    return `${printable(path)} has characters not allowed in a path`;
  if (path.startsWith("/") || path.startsWith("~")) return `${path} is not inside the repository`;
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) {
    return `${path} is not inside the repository`;
  }
  const folded = foldPath(path).split("/");
  if (folded.some(isOfGit) || folded.at(-1) === ".gitmodules") return `${path} is internal to git`;
  if (parts.some((part) => SHORT_NAME.test(part))) return `${path} may refer to another file on Windows`;
  const rule = executableRule(path, true);
  return rule?.verdict === "refuse" ? `${path} ${rule.why}` : null;
}

/** A Windows 8.3 short name, such as `GITHUB~1`. */
const SHORT_NAME = /^[^.~]{1,6}~\d{1,4}(?:\.[^.]{0,3})?$/;

/** `.git`, its aliases, and `HEAD`, which makes a folder a repository with its own configuration. */
function isOfGit(name: string, at: number, parts: readonly string[]): boolean {
  return name === ".git" || name === "git~1" || (name === "head" && at === parts.length - 1);
}

function printable(path: string): string {
  return JSON.stringify(path.slice(0, 100)).replaceAll(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
