import { executableRule, foldPath } from "@/lib/fixes/hazards/executable-paths";
import { hiddenInCode } from "@/lib/platform/hidden-characters";

const MAX_PATH = 400;

/** Why a fix may not change this path, or null when it may. Paths are relative to the top of the repository. */
export function pathObjection(path: string): string | null {
  if (path === "" || path.length > MAX_PATH) return "a path is empty or too long";
  if (/[\u0000-\u001F\u007F\\:*?"<>|]/.test(path) || hiddenInCode(path).length > 0)
    return `${printable(path)} has characters that a path must not have`;
  if (path.startsWith("/") || path.startsWith("~")) return `${path} is not inside the repository`;
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..")) {
    return `${path} is not inside the repository`;
  }
  const folded = foldPath(path).split("/");
  if (folded.some(isOfGit) || folded.at(-1) === ".gitmodules") return `${path} belongs to git itself`;
  if (parts.some((part) => SHORT_NAME.test(part))) return `${path} may stand for another name on Windows`;
  const rule = executableRule(path, true);
  return rule?.verdict === "refuse" ? `${path} ${rule.why}` : null;
}

/** The 8.3 name that Windows gives to a longer one, such as `GITHUB~1`. */
const SHORT_NAME = /^[^.~]{1,6}~\d{1,4}(?:\.[^.]{0,3})?$/;

/** `.git`, its other names, and the file that makes a folder a repository of its own, with a configuration to obey. */
function isOfGit(name: string, at: number, parts: readonly string[]): boolean {
  return name === ".git" || name === "git~1" || (name === "head" && at === parts.length - 1);
}

function printable(path: string): string {
  return JSON.stringify(path.slice(0, 100)).replaceAll(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
