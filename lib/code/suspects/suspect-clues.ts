/** Extracts from a log where in the code the failure occurred. Pure. */
import { squeeze } from "@/lib/code/suspects/patch-lines";
import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import { framesToFailure } from "@/lib/logs/exceptions/frames-to-failure";
import type { LogException, ReadText, StackFrame } from "@/lib/logs/schemas";

export interface FailingPlace {
  /** Path as shown in the traceback. */
  file: string;
  function: string | null;
  /** The source line, squeezed; null if the traceback does not show it. */
  source: string | null;
}

export interface Clues {
  /** Frames of the pipeline's own code, the failing frame first. */
  places: FailingPlace[];
  /** Names mentioned in the error: columns, tables, keys, modules, functions. */
  names: string[];
  /** Files mentioned in the error. */
  files: string[];
  /** The log's last timestamp with a time zone, in ms since the epoch, or null. */
  failedAtMs: number | null;
}

const MAX_PLACES = 6;
const MAX_NAMES = 12;

/** The clues in a log or traceback. */
export function readClues(log: ReadText): Clues {
  const { exceptions, failingLines, lastTime } = log.findings;
  const best = failingLines[0];
  const chain = explainingChain(exceptions, best?.line ?? null) ?? [];
  const root = chain.find((exception) => exception.isRoot);
  const errorText = [root?.message ?? "", ...around(log, root, best?.line ?? null)]
    .join("\n")
    .slice(0, 4_000);
  const relayed = exceptions.slice(-8).map((exception) => exception.message.slice(0, 1_000));
  const files = [...new Set([errorText, ...relayed].join("\n").match(FILE) ?? [])].slice(0, MAX_NAMES);
  return {
    places: placesOf(framesToFailure(log.findings)),
    names: [...new Set([...namesIn(errorText), ...files.map((file) => file.split("/").at(-1) ?? file)])],
    files,
    failedAtMs: timeOf(lastTime),
  };
}

function timeOf(stamp: string | null): number | null {
  const time = stamp ? Date.parse(stamp) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** The failing line, with its neighbors if there is no exception, because tools print errors over several lines. */
function around(
  { text, firstLine }: ReadText,
  root: LogException | undefined,
  line: number | null,
): string[] {
  if (line === null) return [];
  const lines = text.split("\n");
  const after = line - firstLine + 1;
  return root === undefined ? lines.slice(Math.max(0, after - 3), after + 3) : lines.slice(after - 1, after);
}

function placesOf(frames: readonly StackFrame[]): FailingPlace[] {
  const seen = new Set<string>();
  return frames.flatMap((frame) => {
    const key = `${frame.file}:${frame.line}`;
    if (seen.has(key) || seen.size >= MAX_PLACES) return [];
    seen.add(key);
    return [placeOf(frame)];
  });
}

function placeOf(frame: StackFrame): FailingPlace {
  const source = squeeze(frame.source ?? "");
  return { file: frame.file, function: frame.function, source: source === "" ? null : source };
}

const FILE =
  /(?<![\w./-])[\w./-]{1,200}\.(?:py|sql|yml|yaml|json|toml|csv|parquet|ipynb|sh|scala|java|js|ts)\b/g;
const QUOTED = /["'`]([A-Za-z_][\w.-]{1,80})["'`]/g;
const SNAKE = /\b[A-Za-z]+(?:_[A-Za-z0-9]+)+\b/g;
const AFTER_WORD =
  /\b(?:column|table|relation|model|module|function|name|key|field|view|schema|database|argument) "?([A-Za-z_][\w.]{1,80})/gi;
const COMMON = new Set([
  "error", "exception", "none", "null", "true", "false", "self", "task_instance", "dag_id", "task_id", "run_id", "not",
  "does", "named", "is", "in", "of", "the", "from", "with", "str", "int", "float", "list", "dict", "object", "value",
]); // prettier-ignore

/** The names in a message: quoted, after a word such as `column`, or in snake case; at most twelve. */
export function namesIn(text: string): string[] {
  const found = [
    ...[...text.matchAll(QUOTED)].map((match) => match[1]),
    ...[...text.matchAll(AFTER_WORD)].map((match) => match[1]),
    ...[...text.matchAll(SNAKE)].map((match) => match[0]),
  ];
  const names = found.flatMap((name) => (name === undefined ? [] : [name, name.split(".").at(-1) ?? ""]));
  const useful = names.filter((name) => name.length >= 3 && !COMMON.has(name.toLowerCase()));
  return [...new Set(useful)].slice(0, MAX_NAMES);
}
