/** Random and mutated logs for the fuzz: the same for the same seed. */

/** Numbers from 0 (included) to 1 (excluded), always the same for a seed: xorshift (Marsaglia 2003), 32 bits. */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // The first numbers of close seeds are close.
  for (let n = 0; n < 8; n += 1) next();
  return next;
}

const below = (random: Random, count: number): number => Math.floor(random() * count);
const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;

/** What lines of logs are made of, and what breaks readers. */
const PIECES = [
  "Traceback (most recent call last):", '  File "/opt/airflow/dags/x.py", line 12, in load', "    rows[key]", "    ^^^^^^^^",
  "KeyError: 'customer_id'", "During handling of the above exception, another exception occurred:",
  "The above exception was the direct cause of the following exception:", "  + Exception Group Traceback (most recent call last):",
  "  +-+---------------- 1 ----------------", "    | ValueError: a", "    +------------------------------------",
  "\tat org.apache.spark.rdd.RDD.iterator(RDD.scala:310)", "Caused by: java.io.IOException: No space left on device",
  "org.apache.spark.SparkException: Job aborted", "\t... 12 more", "    at Object.<anonymous> (/app/index.js:3:9)",
  "TypeError: x is not a function", "panic: runtime error: index out of range", "goroutine 1 [running]:", "\t/app/main.go:12 +0x1d",
  "thread 'main' panicked at src/main.rs:2:5", "  Database Error in model orders (models/orders.sql)",
  "  column \"customer_id\" does not exist", "Done. PASS=3 WARN=0 ERROR=1 SKIP=2 TOTAL=6", "Running with dbt=1.8.0",
  "[2026-11-21T02:00:07.000+0000] {taskinstance.py:1943} ERROR - Task failed with exception",
  "[2026-11-21T02:00:07.000+0000] {subprocess.py:93} INFO - bash: dbtt: command not found",
  "[2026-11-21T02:00:07.000+0000] {taskinstance.py:1400} INFO - Marking task as FAILED. dag_id=a, task_id=b",
  "26/11/21 02:00:07 ERROR Executor: Exception in task 0.0 in stage 1.0 (TID 4)", "02:00:07.123 | ERROR   | Flow run 'x' - Encountered exception",
  '{"timestamp":"2026-11-21T02:00:07Z","level":"error","event":"Task failed","error_detail":[{"exc_type":"KeyError","exc_value":"a","frames":[{"filename":"/x.py","lineno":3,"name":"f"}]}]}',
  '{"info":{"level":"error","msg":"Database Error","ts":"2026"},"data":{}}', "The command \"npm test\" exited with 1.",
  "Starting attempt 2 of 3", "postgresql://etl:hunter2hunter2@db:5432/shop", "AKIAIOSFODNN7EXAMPLE", "password=correct-horse-battery",
  "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "⋯ 12 lines left out ⋯", "    ⋯ 3 lines left out ⋯",
  "\u001b[31merror\u001b[0m", "10 %\r20 %\r100 %", "\u0000", "\ufeff", "💥", "\u202e", "é", "\ud800", "\u2028", " ".repeat(300), "| ".repeat(80), "((((", "\t".repeat(50),
] as const; // prettier-ignore

/** One log of at most `longest` characters: a fixture that was changed in one to six ways, or pieces in any order. */
export function randomLog(random: Random, fixtures: readonly string[], longest: number): Uint8Array {
  let text = random() < 0.25 || fixtures.length === 0 ? pieced(random) : pick(random, fixtures);
  const changes = 1 + below(random, 6);
  for (let change = 0; change < changes; change += 1) text = pick(random, CHANGES)(text, random, fixtures);
  return encoded(text.slice(0, longest), random);
}

function pieced(random: Random): string {
  const count = 1 + below(random, 60);
  const parts = Array.from({ length: count }, () => {
    const piece = pick(random, PIECES);
    return random() < 0.1 ? piece + pick(random, PIECES) : piece;
  });
  return parts.join(random() < 0.9 ? "\n" : pick(random, ["\r\n", "\r", " ", "\n\n"]));
}

type Change = (text: string, random: Random, fixtures: readonly string[]) => string;

const CHANGES: readonly Change[] = [
  // Cut anywhere.
  (text, random) => {
    const from = below(random, text.length + 1);
    return text.slice(from, from + below(random, text.length - from + 1));
  },
  // Splice in a part of another.
  (text, random, fixtures) => {
    const other = fixtures.length === 0 ? pieced(random) : pick(random, fixtures);
    const from = below(random, other.length + 1);
    const at = below(random, text.length + 1);
    return text.slice(0, at) + other.slice(from, from + below(random, 3_000)) + text.slice(at);
  },
  (text, random) => changeLines(text, (lines) => swap(lines, below(random, lines.length), below(random, lines.length))),
  (text, random) =>
    changeLines(text, (lines) => {
      const at = below(random, lines.length);
      const part = lines.slice(at, at + 1 + below(random, 6));
      lines.splice(at, 0, ...Array.from({ length: below(random, 40) }, () => part).flat());
    }),
  (text, random) => changeLines(text, (lines) => lines.splice(below(random, lines.length), 1 + below(random, 4))),
  (text, random) => changeLines(text, (lines) => lines.splice(below(random, lines.length + 1), 0, pick(random, PIECES))),
  // Something inside a line.
  (text, random) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + pick(random, PIECES) + text.slice(at);
  },
  // A huge line.
  (text, random) => {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + pick(random, PIECES).repeat(1 + below(random, 400)).slice(0, 20_000) + text.slice(at);
  },
  // Deep or broken JSON.
  (text, random) => {
    const depth = below(random, 3_000);
    const inner = random() < 0.5 ? '"event":"x","error_detail":' : '"a":';
    return `${text}\n${`{${inner}[`.repeat(depth)}1${"]}".repeat(below(random, depth + 2))}`;
  },
  (text, random) => changeLines(text, (lines) => lines.forEach((line, at) => (lines[at] = random() < 0.1 ? `  | ${line}` : line))),
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => text.replaceAll(/^/gm, "    "),
  (text) => JSON.stringify({ content: text.split("\n").map((event) => ({ event, level: "error" })) }),
  (text) => JSON.stringify({ event: text, level: "error", timestamp: "2026-11-21T02:00:07Z" }),
  (text, random) => changeLines(text, (lines) => lines.forEach((line, at) => (lines[at] = `${pick(random, ["[base] ", "x-1  | ", "\u001b[31m", "2026-11-21T02:00:07Z "])}${line}`))),
]; // prettier-ignore

function changeLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split("\n");
  change(lines);
  return lines.join("\n");
}

function swap(lines: string[], first: number, second: number): void {
  [lines[first], lines[second]] = [lines[second] ?? "", lines[first] ?? ""];
}

function encoded(text: string, random: Random): Uint8Array {
  const kind = random();
  if (kind < 0.03) return Buffer.from(`\ufeff${text}`, "utf16le");
  if (kind < 0.05) return Buffer.from(text, "utf16le");
  if (kind < 0.08) return Buffer.from(text, "latin1");
  const bytes = Buffer.from(text);
  if (kind < 0.2) {
    for (let n = below(random, 20); n > 0 && bytes.length > 0; n -= 1) {
      bytes[below(random, bytes.length)] = below(random, 256);
    }
  }
  return bytes;
}
