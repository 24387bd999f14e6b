import type { RerunCommand } from "@/lib/intake/sources/descriptor";
import { shellCommand } from "@/lib/platform/shell-word";

/** A command with its words quoted; empty if a value cannot be quoted, such as a name with a line break. */
export function rerunCommand(tool: string, words: readonly string[], expected: string): RerunCommand[] {
  const command = shellCommand(...words);
  return command === null ? [] : [{ tool, command, expected }];
}

/** Escapes a name for a Python regular expression that must match it as a whole. */
export function exactly(name: string): string {
  return `^${name.replaceAll(/[^\w\u0080-\uffff]/g, String.raw`\$&`)}$`;
}
