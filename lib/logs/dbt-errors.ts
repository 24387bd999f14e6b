/** Errors as dbt prints them: a heading that names the kind, the statement of what is wrong indented below it. */
import type { LogLine } from "@/lib/logs/log-line";
import { rawException, type RawException } from "@/lib/logs/raw-exception";

const HEADING =
  /^\s{0,8}((?:Database|Compilation|Runtime|Parsing|Internal|Validation|Dependency|Operation|Schema|Target Path|Env Var|Contract|Unhandled|YAML) Error)(?: in (\w+) ([^\s(]{1,200})(?: \(([^)]{1,300})\))?)?\s*$/;
const MAX_LINES = 25;
const STATEMENT = /\S/;

/** Every dbt error of the lines; the message line is the first line below the heading. */
export function findDbtErrors(lines: readonly LogLine[]): RawException[] {
  const found: RawException[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index]?.text ?? "";
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

/** The indented lines below a heading; another heading directly below is the same error said closer. */
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

/** Structured logs and trimmed relays lose the indentation; then only the first line is sure. */
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
