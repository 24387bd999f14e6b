/** Reads tracebacks that name the exception above its frames: Airflow 3's UI, Dagster's errors. */
import type { LogLine } from "@/lib/logs/records/log-line";

const TYPE =
  /^\s{0,4}((?:[A-Za-z_]\w*\.){0,10}[A-Za-z_]\w*(?:Error|Exception|Exit|Interrupt|Timeout|Group|Failure|Failed|NotFound|Denied|Unavailable|Forbidden|Column|Table|Violation))(?::(?: (.*))?)?$/;
const CAUSED_BY = /^\s{0,4}The above exception was caused by the following exception:/;
const WHILE_HANDLING = /^\s{0,4}The above exception occurred during handling of the following exception:/;
const LOOK_BACK = 12;

export interface TypeFirstHead {
  /** Index of the line that names the exception. */
  index: number;
  type: string;
  message: string;
  /** How it relates to the exception printed before it, if the line above says so. */
  explains: "cause" | "context" | null;
}

/** The header above the frames that begin at `frame`, or null if no line above names an exception. */
export function findTypeAbove(lines: readonly LogLine[], frame: number): TypeFirstHead | null {
  const tail: string[] = [];
  for (let index = frame - 1; index >= Math.max(0, frame - LOOK_BACK); index -= 1) {
    const text = lines[index]?.text ?? "";
    const match = TYPE.exec(text.slice(0, 2000));
    if (match !== null) {
      const message = [match[2] ?? "", ...tail.toReversed()].join("\n").trimEnd();
      return { index, type: match[1] ?? "", message, explains: relationOf(lines[index - 1]?.text ?? "") };
    }
    if (text.includes('File "') || (lines[index]?.head === true && text.trim() !== "" && tail.length > 0))
      return null;
    if (text.trim() !== "" && text.trim() !== "Stack Trace:") tail.push(text);
  }
  return null;
}

function relationOf(above: string): TypeFirstHead["explains"] {
  if (CAUSED_BY.test(above)) return "cause";
  return WHILE_HANDLING.test(above) ? "context" : null;
}
