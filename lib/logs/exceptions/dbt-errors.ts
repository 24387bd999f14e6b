/** Reads dbt errors: a heading that names the kind, with the message indented below it. */
import type { LogLine } from "@/lib/logs/records/log-line";
import { rawException, type RawException } from "@/lib/logs/exceptions/raw-exception";

const HEADING =
  /^\s{0,8}(?:\w{2,30} adapter: )?((?:Database|Compilation|Runtime|Parsing|Internal|Validation|Dependency|Operation|Schema|Target Path|Env Var|Contract|Unhandled|YAML) Error)(?: in (\w+) ([^\s(]{1,200})(?: \(([^)]{1,300})\))?)?\s*$/;
/** dbt's summary: each error below it has a heading, except internal dbt exceptions. */
const SUMMARY = /^\s{0,4}Completed with \d{1,6} errors?\b/;
/** An empty line, which may still carry a timestamp. */
const EMPTY = /^\s*(?:\d\d:\d\d:\d\d\s*)?$/;
const MAX_LINES = 25;
const STATEMENT = /\S/;

/** All dbt errors in the lines; the message line is the first line below the heading. */
export function findDbtErrors(lines: readonly LogLine[]): RawException[] {
  const found: RawException[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? "";
    if (SUMMARY.test(text.slice(0, 40))) found.push(...bareErrors(lines, index));
    if (!text.includes(" Error")) continue;
    const match = HEADING.exec(text.slice(0, 600));
    if (match === null) continue;
    const read = readBelow(lines, index);
    if (read === null) continue;
    const type = match[1] ?? null;
    const language = type === "Database Error" ? "sql" : "other";
    const at = { start: index, message: index + 1, end: read.end };
    const exception = rawException(language, at, { type, message: read.message });
    exception.frames = frameOf(match, lines[index]);
    found.push(exception);
    index = read.end;
  }
  return found;
}

/** The summary's first error if it has no heading: an internal dbt exception, printed on one line. */
function bareErrors(lines: readonly LogLine[], summary: number): RawException[] {
  const below = lines.slice(summary + 1, summary + 4).findIndex((line) => !EMPTY.test(line.text));
  const next = summary + 1 + below;
  const text = below === -1 ? "" : (lines[next]?.text ?? "");
  if (!/^\s{2,8}\S/.test(text) || NAMED.test(text.slice(0, 600)) || HEADING.test(text.slice(0, 600)))
    return [];
  return [
    rawException("other", { start: next, message: next, end: next }, { type: null, message: text.trim() }),
  ];
}

/** A summary entry that names the failed node. */
const NAMED = /^\s{0,8}(?:Failure|Warning|Error|Exception|Skipped|FAIL|WARN|ERROR|\w+ Error) (?:in|for|on) /;

/** The indented lines below a heading; null if another heading follows, which is the same error in more detail. */
function readBelow(lines: readonly LogLine[], heading: number): { message: string; end: number } | null {
  const first = lines[heading];
  const texts: string[] = [];
  let index = heading + 1;
  while (index < lines.length && texts.length < MAX_LINES) {
    const line = lines[index];
    if (line === undefined || first === undefined || !STATEMENT.test(line.text)) break;
    if (line.head && !(line.relayed && first.relayed) && !/^\s/.test(line.text)) break;
    if (texts.length === 0 && HEADING.test(line.text.slice(0, 600))) return null;
    if (!/^\s/.test(line.text) && !isFlat(texts, line)) break;
    texts.push(line.text.trim());
    index += 1;
  }
  return texts.length === 0 ? null : { message: texts.join("\n"), end: index - 1 };
}

/** Structured logs and trimmed output lose the indentation; then only the first line is certain. */
function isFlat(texts: readonly string[], line: LogLine): boolean {
  return (
    texts.length === 0 &&
    !line.text.startsWith("Traceback") &&
    !/^(?:Command|Done\.|Finished)/.test(line.text)
  );
}

function frameOf(match: RegExpExecArray, line: LogLine | undefined): RawException["frames"] {
  const file = match[4];
  if (file === undefined || line === undefined) return [];
  const origin = file.includes("dbt_packages/") ? "library" : "user";
  return [{ file, line: null, function: match[3] ?? null, source: null, origin, logLine: line.no }];
}
