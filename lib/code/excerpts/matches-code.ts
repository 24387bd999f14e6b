import { enclosingBlock } from "@/lib/code/excerpts/enclosing-block";
import { squeeze } from "@/lib/code/suspects/patch-lines";
import type { StackFrame } from "@/lib/logs/schemas";

/** Functions without a `def`: `<module>`, `<lambda>`, `<listcomp>`. */
const UNNAMED = /^<|^$/;

/**
 * Whether a file's line is the one a frame names: it holds the source that the traceback shows or, without it, lies in
 * the function that the frame names. Without either it counts as the same. Pure.
 */
export function matchesCode(
  lines: readonly string[],
  frame: Pick<StackFrame, "line" | "function" | "source">,
  isPython: boolean,
): boolean {
  const text = lines[(frame.line ?? 0) - 1];
  if (frame.line === null || text === undefined) return false;
  const source = squeeze(frame.source ?? "");
  // A traceback may cut a long line, or show the first line of the statement.
  if (source !== "") return squeeze(text).startsWith(source) || source.startsWith(squeeze(text) || "\n");
  if (!isPython || frame.function === null || UNNAMED.test(frame.function)) return text.trim() !== "";
  const name = frame.function.split(".").at(-1);
  return enclosingBlock(lines, frame.line)?.name === name;
}

/** Whether a path names Python code, whose statements and functions can be told apart. */
export function isPython(path: string): boolean {
  return path.endsWith(".py");
}
