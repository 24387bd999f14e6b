import { statementSpan } from "@/lib/code/excerpts/statement-span";

const TASK_ID = /\btask_id\s*=\s*(?:"([^"\n]{1,250})"|'([^'\n]{1,250})')/;
const FUNCTION = /^\s*(?:async\s+)?def\s+(\w{1,250})\s*\(/;
const MAX_LINE = 2_000;

/**
 * The line of a Python file that defines a task or flow: its function, else the call that names it
 * (`BashOperator(task_id="copy")`). Null if there is none, or several. Pure.
 * @param name a task's id without its groups, or a function's name.
 */
export function findDefinition(lines: readonly string[], name: string): number | null {
  const functions = linesWith(lines, (text) => FUNCTION.exec(text)?.[1] === name);
  const [line] = functions;
  if (line !== undefined) return functions.length === 1 ? line : null;
  const calls = linesWith(lines, (text) => {
    const hit = TASK_ID.exec(text);
    return (hit?.[1] ?? hit?.[2]) === name;
  });
  const [call] = calls;
  return call === undefined || calls.length > 1 ? null : statementSpan(lines, call).startLine;
}

/** 1-based. Very long lines are generated, and left out. */
function linesWith(lines: readonly string[], holds: (text: string) => boolean): number[] {
  return lines.flatMap((text, index) => (text.length <= MAX_LINE && holds(text) ? [index + 1] : []));
}
