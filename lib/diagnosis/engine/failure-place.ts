/** Says where in the pipeline a failure happened, in the words of its log: the step, the model, the statement, the code. */
import type { ObservedLog, ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import { outerExceptions } from "@/lib/logs/exceptions/outer-exceptions";
import { innerMessage } from "@/lib/logs/exceptions/inner-message";
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";
import type { LogLine } from "@/lib/logs/records/log-line";
import { readRecords } from "@/lib/logs/records/read-records";
import type { LogException, StackFrame } from "@/lib/logs/schemas";

/** A sentence, and the names in it that make it worth saying. */
interface Place {
  text: string;
  names: string[];
}

const MAX_QUOTED = 160;
const MAX_LINE = 2_000;
const MAX_PATH = 70;
/** How many lines around the failing one belong to it: a tool's heading above it, a statement below it. */
const HEADING_REACH = 3;
const STATEMENT_REACH = 12;
/** How many lines above the failure to search for the message that announced the step. */
const STEP_REACH = 40;

/** A heading of dbt: `Database Error in model orders (models/orders.sql)`. */
const UNIT =
  /\b(?:Error|Failure) in (?<kind>model|test|snapshot|seed|source|macro|unit_test|operation|exposure) (?<name>[\w.-]{2,120})(?: \((?<path>[^()\n]{3,160})\))?/;
/** The statement that SQLAlchemy, PostgreSQL and other clients print with an error. */
const STATEMENT =
  /(?:\[SQL: ?|^(?:STATEMENT|QUERY|Statement|Query|SQL|Failed (?:SQL|statement|query)): *|^LINE \d{1,6}: )(?<sql>\S[^\n]{4,2000})/m;
const SQL_VERB =
  /^(?:select|insert|update|delete|merge|create|alter|drop|truncate|copy|with|call|exec|execute|grant|load|unload|refresh|replace|vacuum|optimize)\b/i;
const SQL_OBJECT = /\b(?:into|from|update|table|join|view|copy|procedure|call) +(?<name>[\w.$"-]{2,120})/gi;
/** A message that announces a step. */
const STEP =
  /^(?:now |start(?:ing|ed)? (?:to )?)?(?:load|read|process|writ|runn|execut|copy|download|upload|extract|fetch|import|export|insert|updat|upsert|sync|query|open|pars|validat|transform|merg|mov|send|build|creat|delet|truncat|unload|ingest|append|restor|dump|backfill|migrat|apply|publish|consum|replicat|refresh|train|submitt|push|pull|convert|iterat|handl|archiv|cloning|clon)(?:y?ing)\b/i;
/** What a step is about: a quoted name, a path, a dotted or underscored name. */
const OBJECT =
  /[`'"«“][^`'"«»“”\n]{2,80}[`'"»”]|\b[\w-]+(?:[./:@][\w*{}=-]+)+|\b[a-z0-9]+(?:_[a-z0-9]+)+\b/gi;
/** Messages that orchestrators print before every task. */
const ROUTINE =
  /^(?:Running(?:: \[|,? with\b| dbt\b| Spark version| (?:<TaskInstance|command:|on host|as user))|Submitting \d+ missing|\w+:? +\d{1,3}%|Executing (?:workload|cmd\b|command\b|:)|Writing atomically|Loading custom|Loading '|Executing (?:<|callable|cell)|Executing .{0,30}task|Running .{0,30}(?:on host|task instance)|Loading (?:DAG|config)|Starting attempt|Exporting (?:env|the following)|Pulling (?:image|fs layer)|Pulled|Pull complete|Downloading|Opening (?:socket|proxy)|Submitting tasks|Running task \d|Fetching \d)/i;

/**
 * At most two sentences that say where it failed, or null. `said` is what the diagnosis says anyway; a place whose names it
 * contains is left out.
 */
export function failurePlace(
  log: ObservedLog | null,
  subject: ObservedSubject | null,
  said: string,
): string | null {
  if (log === null || subject === null) return null;
  const { above, heading, below } = linesAround(log, subject);
  const isNew = (place: Place | null) =>
    place !== null && place.names.some((name) => name !== "" && !said.includes(name));
  const step =
    [unitOf([...above, ...heading], subject), statementOf(below), stepBefore(above)].find(isNew) ?? null;
  const line = codeOf(log, subject.exception, said);
  const isSame = step !== null && step.names.some((name) => line?.names.includes(name));
  const places = [step, isNew(line) && !isSame ? line : null].flatMap((place) => place?.text ?? []);
  return places.length === 0 ? null : places.join(" ");
}

/** The cleaned lines before the failure, from its first line to the failing one, and from there on. */
function linesAround(
  log: ObservedLog,
  subject: ObservedSubject,
): { above: LogLine[]; heading: LogLine[]; below: LogLine[] } {
  const { exception } = subject;
  const chain = log.findings.exceptions.filter(({ chainId }) => chainId === exception?.chainId);
  const begins = Math.min(subject.startLine, ...chain.map(({ startLine }) => startLine));
  const at = (no: number) => Math.max(0, no - log.firstLine);
  const first = at(begins - STEP_REACH);
  const read = (from: number, to: number) =>
    from >= to
      ? []
      : readRecords(log.lines.slice(from, to).map(clipLine).join("\n"), log.findings.logKind).lines;
  return {
    above: read(first, at(begins)),
    heading: read(Math.max(at(begins), at(subject.startLine - HEADING_REACH)), at(subject.startLine)),
    below: read(at(subject.startLine), at(subject.startLine + STATEMENT_REACH)),
  };
}

function unitOf(above: readonly LogLine[], { text }: ObservedSubject): Place | null {
  const near = [...above.slice(-HEADING_REACH).map((line) => line.text), clipLine(text)];
  const { kind, name, path } = UNIT.exec(near.join("\n"))?.groups ?? {};
  if (kind === undefined || name === undefined) return null;
  const where = path === undefined ? "" : ` (${code(path)})`;
  return {
    text: `It happened in the ${kind.replace("_", " ")} ${code(name)}${where}.`,
    names: [name, path ?? ""],
  };
}

function statementOf(below: readonly LogLine[]): Place | null {
  const text = below.map((line) => line.text).join("\n");
  const sql = STATEMENT.exec(text)?.groups?.["sql"]?.trim().replace(/\]$/, "");
  if (sql === undefined || !SQL_VERB.test(sql)) return null;
  const names = [...sql.matchAll(SQL_OBJECT)].map((hit) => hit.groups?.["name"]?.replaceAll('"', "") ?? "");
  return { text: `The statement: ${code(sql)}.`, names };
}

/** The last message above that announces a step and names what it is about. */
function stepBefore(above: readonly LogLine[]): Place | null {
  const step = above.findLast(
    ({ text, head, level }) =>
      head &&
      (level === null || level === "info" || level === "debug") &&
      STEP.test(text) &&
      !ROUTINE.test(text) &&
      lineEvidence(text) === null,
  );
  if (step === undefined) return null;
  const names = [...step.text.matchAll(OBJECT)].map(([name]) => name.replaceAll(/^[`'"«“]|[`'"»”]$/g, ""));
  return {
    text: `The last step logged before it: “${clip(innerMessage(step.text.trim()).replace(/[.…]+$/, ""))}”.`,
    names,
  };
}

/** The line of the user's own code that raised the exception or led to it. */
function codeOf(log: ObservedLog, exception: LogException | null, said: string): Place | null {
  if (exception === null) return null;
  const outer = outerExceptions(log.findings.exceptions, exception);
  const frame = [exception, ...outer].map(({ frames }) => frames.findLast(isUserCode)).find(Boolean);
  if (frame === undefined) return null;
  const place = `${shortPath(frame.file)}${frame.line === null ? "" : `:${frame.line}`}`;
  const name = frame.function;
  const source = frame.source?.trim().split("\n")[0] ?? "";
  const happened = exception.language === "sql" ? "It happened" : "It was raised";
  if (said.includes(place)) return { text: `${happened} at ${code(source)}.`, names: [source] };
  const inside = name === null || name === "<module>" ? code(place) : `${code(name)} (${code(place)})`;
  const verb = source === "" ? `${happened} in` : `${happened} at ${code(source)} in`;
  return { text: `${verb} ${inside}.`, names: [place] };
}

function isUserCode({ origin, file }: StackFrame): boolean {
  return origin === "user" && !file.startsWith("<");
}

/** The path, or its last three parts if it is long. */
function shortPath(path: string): string {
  return path.length <= MAX_PATH ? path : path.split("/").slice(-3).join("/");
}

/** Text in backticks, on one line, without backticks of its own. */
function code(text: string): string {
  return `\`${clip(text.replaceAll(/\s+/g, " ").replaceAll("`", "'"))}\``;
}

/** Longer lines hold data rather than a message. */
function clipLine(line: string): string {
  return line.slice(0, MAX_LINE);
}

function clip(text: string): string {
  return text.length <= MAX_QUOTED ? text : `${text.slice(0, MAX_QUOTED - 1).trimEnd()}…`;
}
