import { taskOf } from "@/lib/failures/subject";
import type { RetryStyle } from "@/lib/intake/sources/descriptor";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { likelyFiles, type FixTemplate } from "@/lib/fixes/templates/template";

const RETRIES = 2;

/**
 * Adds retries to a task with a transient failure, if it has none yet and its definition is found: the decorator, the
 * operator, or the default arguments.
 */
export const addRetries: FixTemplate = {
  id: "orchestrator/add-retries",
  kind: "retry",
  async draft({ material, code }) {
    const { incident, diagnosis } = material;
    const isRetryable = diagnosis.transience === "transient" || diagnosis.transience === "intermittent";
    const maxTries = taskOf(incident.report)?.attempt?.maxTries ?? null;
    if (!isRetryable || !incident.task || (maxTries !== null && maxTries > 1)) return null;
    const style = descriptorOf(incident.source.kind).retries;
    const files = [...new Set([code.pipelineFile ?? "", ...likelyFiles(code)])];
    for (const path of files.filter((file) => file.endsWith(".py"))) {
      const before = await code.read(path);
      const after = before === null ? null : addTaskRetries(before, plainName(incident.task), style);
      if (before === null || after === null) continue;
      return {
        title: `Retry ${incident.task} twice`,
        rationale: `The failure (${diagnosis.rootCause}) is transient, and ${incident.task} has no retries.`,
        edits: [{ path, before, after }],
        cautions: [
          "Correct only if the task is idempotent: check for inserts and messages it sends.",
          style.wait,
        ],
        level: "medium",
      };
    }
    return null;
  },
};

/** Strips the task group (`group.load`) and the number that Prefect appends. */
function plainName(task: string): string {
  return (task.split(".").at(-1) ?? task).replace(/-[0-9a-f]{1,4}$/, "");
}

/** Adds retries to the task; null if its definition is not found or already has retries. */
export function addTaskRetries(text: string, task: string, style: RetryStyle): string | null {
  if (!/^[\w-]{1,120}$/.test(task)) return null;
  const lines = text.split("\n");
  const setting = [`retries=${RETRIES}`, style.delayArgument].filter(Boolean).join(", ");
  const changed =
    byDecorator(lines, task.replaceAll("-", "_"), setting) ??
    (style.isInDecoratorsOnly ? null : (byOperator(lines, task) ?? byDefaultArgs(lines)));
  return changed?.join("\n") ?? null;
}

const DECORATOR = /^(?<at>\s*@(?:\w+\.)?(?:task|flow)(?:\.\w+)?)(?<call>\((?<args>[^()]*)\))?\s*$/;

function byDecorator(lines: readonly string[], task: string, setting: string): string[] | null {
  const defined = lines.findIndex((line) => new RegExp(String.raw`^\s*(?:async )?def ${task}\(`).test(line));
  for (let i = defined - 1; i >= 0 && /^\s*@/.test(lines[i] ?? ""); i -= 1) {
    const found = DECORATOR.exec(lines[i] ?? "")?.groups;
    if (!found) continue;
    const args = found["args"]?.trim().replace(/,$/, "") ?? "";
    if (/\bretries\b/.test(args)) return setZero(lines, i);
    return replaced(lines, i, `${found["at"]}(${args === "" ? setting : `${args}, ${setting}`})`);
  }
  return null;
}

const MAX_CALL_LINES = 25;

function byOperator(lines: readonly string[], task: string): string[] | null {
  const named = new RegExp(String.raw`^(?<before>.*\btask_id[ ]?=[ ]?["']${task}["'])(?<rest>.*)$`);
  const found = lines.flatMap((line, i) => (named.test(line) ? [i] : []));
  const [at] = found;
  if (at === undefined || found.length > 1) return null;
  const end = callEnd(lines, at);
  if (end === null) return null;
  for (let i = at; i <= end; i += 1) if (/\bretries\b/.test(lines[i] ?? "")) return setZero(lines, i);
  const { before = "", rest = "" } = named.exec(lines[at] ?? "")?.groups ?? {};
  const isAlone = /^\s*task_id/.test(before) && /^,?\s*$/.test(rest);
  if (!isAlone) return replaced(lines, at, `${before}, retries=${RETRIES}${rest}`);
  const indent = /^\s*/.exec(before)?.[0] ?? "";
  return [...lines.slice(0, at), `${before},`, `${indent}retries=${RETRIES},`, ...lines.slice(at + 1)];
}

/** Last line of the call that a line is in. Ignores that strings may contain parentheses. */
function callEnd(lines: readonly string[], from: number): number | null {
  const opens = (lines[from] ?? "").includes("(") && /\(\s*[^()]*\btask_id/.test(lines[from] ?? "");
  let depth = opens ? 0 : 1;
  for (let i = from; i < Math.min(lines.length, from + MAX_CALL_LINES); i += 1) {
    for (const char of lines[i] ?? "") {
      if (char === "(") depth += 1;
      if (char === ")") depth -= 1;
    }
    if (depth <= 0) return i;
  }
  return null;
}

function byDefaultArgs(lines: readonly string[]): string[] | null {
  const found = lines.flatMap((line, i) => (/\bdefault_args\s*[=:]\s*(?:dict\(|\{)/.test(line) ? [i] : []));
  const [at] = found;
  if (at === undefined || found.length > 1) return null;
  const end = lines.findIndex((line, i) => i >= at && /[})]/.test(line));
  for (let i = at; i <= end; i += 1) if (/\bretries\b/.test(lines[i] ?? "")) return setZero(lines, i);
  const line = lines[at] ?? "";
  if (/dict\(/.test(line)) return replaced(lines, at, line.replace("dict(", `dict(retries=${RETRIES}, `));
  if (/\{\s*$/.test(line)) {
    const indent = /^\s*/.exec(lines[at + 1] ?? "")?.[0] ?? "    ";
    return [...lines.slice(0, at + 1), `${indent}"retries": ${RETRIES},`, ...lines.slice(at + 1)];
  }
  return replaced(lines, at, line.replace("{", `{"retries": ${RETRIES}, `));
}

/** Replaces `retries=0`; any other number was deliberate. */
function setZero(lines: readonly string[], at: number): string[] | null {
  const line = lines[at] ?? "";
  const changed = line.replace(
    /\bretries(?<q>["']?\s*[=:]\s*)0\b/,
    (_, q: string) => `retries${q}${RETRIES}`,
  );
  return changed === line ? null : replaced(lines, at, changed);
}

function replaced(lines: readonly string[], at: number, line: string): string[] {
  return lines.map((old, i) => (i === at ? line : old));
}
