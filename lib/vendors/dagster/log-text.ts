import type { RunError, DagsterEvent, Thrown } from "@/lib/vendors/dagster/schemas";

/** What a step printed, beside its events. */
export interface PrintedOutput {
  stdout: string;
  stderr: string;
}

/** Events that say only that Dagster does its work. */
const QUIET = new Set([
  "STEP_WORKER_STARTING",
  "RESOURCE_INIT_STARTED",
  "RESOURCE_INIT_SUCCESS",
  "LOGS_CAPTURED",
  "STEP_INPUT",
  "STEP_OUTPUT",
  "LOADED_INPUT",
  "HANDLED_OUTPUT",
  "ASSET_MATERIALIZATION_PLANNED",
]);

/**
 * A step's log, or that of a run: what was printed, then the events, one line per message, with errors as Python
 * tracebacks, causes first. Pure.
 */
export function dagsterLogText(events: readonly DagsterEvent[], printed: readonly PrintedOutput[]): string {
  const output = printed.flatMap(({ stdout, stderr }) => [stdout, ownLines(stderr)]);
  const shown = events.filter(({ type, error }) => error !== null || type === null || !QUIET.has(type));
  return [...output.filter((part) => part.trim() !== "").map(withNewline), ...shown.map(eventText)].join("");
}

function withNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function eventText({ at, level, step, type, message, error }: DagsterEvent): string {
  const head = [at, level, step, type].filter((part) => part !== null).join(" - ");
  const line = `${head} - ${message.trimEnd()}\n`;
  return error === null ? line : `${line}${errorText(error)}`;
}

const CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n";

/** Python prints the cause first; the chain has it last. */
function errorText({ thrown, chain }: RunError): string {
  const errors = [thrown, ...chain.map(({ error }) => error)];
  return errors
    .map((error, i) => ({ text: traceback(error), link: chain[i - 1]?.isCause === false ? CONTEXT : CAUSE }))
    .toReversed()
    .map(({ text, link }, i, { length }) => (i === length - 1 ? text : text + link))
    .join("");
}

function traceback({ className, message, stack }: Thrown): string {
  const frames = stack.map(withNewline).join("");
  const said = message.trim();
  // Errors of Dagster's retries lack their class in the message.
  const isNamed = className === null || said.split(":", 1)[0]?.split(".").at(-1) === className;
  const last = isNamed ? said || (className ?? "error") : `${className}: ${said}`;
  return `${frames === "" ? "" : `Traceback (most recent call last):\n${frames}`}${last}\n`;
}

/** Dagster prints its events to the standard error as well: `2026-11-30 10:43:06 +0000 - dagster - ERROR - …`. */
const OWN_RECORD =
  /^(?:\x1b\[\d{1,3}m)?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}(?:\x1b\[\d{1,3}m)? - dagster - /;
/** Lines of the error that follow such a record. */
const OF_ERROR =
  /^(?:\s|$|Stack Trace:|The above exception|Traceback \(most recent|[A-Za-z_][\w.]{0,200}(?:Error|Exception|Policy|Interrupt|Warning|Exit)\b|Exceeded max_retries)/;

/** The standard error without the events, which are told better, and the errors below them. */
function ownLines(stderr: string): string {
  let isInRecord = false;
  return stderr
    .split("\n")
    .filter((line) => {
      if (OWN_RECORD.test(line)) isInRecord = true;
      else if (isInRecord && !OF_ERROR.test(line)) isInRecord = false;
      return !isInRecord;
    })
    .join("\n");
}
