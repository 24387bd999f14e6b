import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

const EXPORTED = /^export (?:(?:async )?function (\w+)|const (\w+) = (?:async )?)(?:<[^>]*>)?\(/gm;

/** An exported function that takes a `Context`. */
export interface ContextFunction {
  file: string;
  name: string;
  body: string;
  /** The permission it checks first; null if it checks none. */
  permission: string | null;
}

/** Every exported function that takes a `Context`, found in the source. */
export function listContextFunctions(): ContextFunction[] {
  return ["lib", "inngest"].flatMap(sourceFiles).flatMap((file) => {
    const text = readFileSync(ROOT + file, "utf8");
    return [...text.matchAll(EXPORTED)].flatMap((match) => {
      const start = match.index + match[0].length;
      const parameters = text.slice(start, closing(text, start));
      if (!/^\s*ctx: (?:Context|Pick<Context)\b/.test(parameters)) return [];
      const end = text.indexOf("\n}", start);
      const body = text.slice(start + parameters.length, end);
      return [{ file, name: match[1] ?? match[2] ?? "", body, permission: firstPermission(body) }];
    });
  });
}

/** The functions that check a permission. */
export function listVerbs(): { name: string; permission: string }[] {
  return listContextFunctions().flatMap(({ name, permission }) => (permission ? [{ name, permission }] : []));
}

function sourceFiles(top: string): string[] {
  return readdirSync(ROOT + top, { recursive: true, encoding: "utf8" })
    .map((file) => `${top}/${file}`)
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|\/generated\/|\/testing\//.test(file))
    .sort();
}

/** The permission that the first statement of a function's body checks. */
function firstPermission(body: string): string | null {
  return /^[^\n]*(?:\n(?! {2}\w)[^\n]*)*?\{\n {2}authorize\(ctx, "([\w.-]+)"\);/.exec(body)?.[1] ?? null;
}

function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (depth === 0 && char === ")") return at;
    if ("([{".includes(char)) depth += 1;
    else if (")]}".includes(char)) depth -= 1;
  }
  return text.length;
}
