import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { readShapes, type Shape } from "@/lib/diagnosis/engine/testing/read-shapes";
import { parseLog } from "@/lib/logs/parse-log";

const STAMP = "[2024-07-03T04:05:06.789+0000]";
const PYTHON_SHAPES = new Set(["scripts.txt", "spark.txt", "dbt.txt", "chains.txt"]);

/** Wraps command output as Airflow 2's BashOperator logs it. */
function inBash(lines: readonly string[]): string[] {
  return [
    `${STAMP} {taskinstance.py:1308} INFO - Starting attempt 1 of 1`,
    ...lines.map((line) => `${STAMP} {subprocess.py:93} INFO - ${line}`),
    `${STAMP} {subprocess.py:97} INFO - Command exited with return code 1`,
    `${STAMP} {taskinstance.py:1937} ERROR - Task failed with exception`,
    "Traceback (most recent call last):",
    '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/operators/bash.py", line 210, in execute',
    "    raise AirflowException(",
    "airflow.exceptions.AirflowException: Bash command failed. The command returned a non-zero exit code 1.",
    `${STAMP} {local_task_job_runner.py:228} INFO - Task exited with return code 1`,
  ];
}

/** How transports change a log, and which logs each applies to. */
const CARRIERS: readonly {
  name: string;
  carry: (lines: readonly string[]) => readonly string[];
  takes: (shape: Shape) => boolean;
}[] = [
  { name: "Windows line endings", carry: (lines) => lines.map((line) => `${line}\r`), takes: () => true },
  { name: "no blank lines", carry: (lines) => lines.filter((line) => line.trim() !== ""), takes: isText },
  { name: "a timestamp on every line", carry: (lines) => lines.map((line) => `2026-03-04T05:06:07.1234567Z ${line}`), takes: isText },
  { name: "colors", carry: (lines) => lines.map((line) => `\u001b[31m${line}\u001b[0m`), takes: isText },
  { name: "the host name above", carry: (lines) => ["worker-0", ...lines], takes: isText },
  { name: "the service name on every line", carry: (lines) => lines.map((line) => `ship-1  | ${line}`), takes: isText },
  {
    name: "a BashOperator log",
    carry: inBash,
    takes: (shape) =>
      isText(shape) &&
      PYTHON_SHAPES.has(shape.file) &&
      shape.outcome === "diagnosed" &&
      !shape.log.includes("{taskinstance.py"),
  },
]; // prettier-ignore

function isText({ log }: Shape): boolean {
  return !log.startsWith("{");
}

/** How the diagnosis differs from the expected one, or null. */
function difference(shape: Shape, log: string): string | null {
  const evidence = [logPiece(readText(log))];
  const found = diagnoseFailure({ evidence, failure: { orchestrator: "file", pipeline: "", task: null } });
  const line = parseLog(log).failingLines[0]?.text ?? "";
  if (found.outcome !== shape.outcome) return `${shape.name}: ${found.outcome}`;
  if (shape.line !== null && !line.includes(shape.line)) return `${shape.name}: ${line}`;
  const fits = shape.categories.length === 0 || shape.categories.includes(found.category);
  return fits ? null : `${shape.name}: ${found.category}`;
}

/** What ties the lines of these together is the absence of a prefix or a blank line. */
const LOSES_CONTEXT = [
  "a script's own last words: ",
  "a storage client's report says more than its cause: ",
  "connection to the master: ",
  "frames of a traceback whose head is cut off: ",
  "pod operator of Airflow 1.10 relays bytes: ",
  "the message inside an object that the exception prints: ",
];

describe("logs changed by a transport", { timeout: 60_000 }, () => {
  it.each(CARRIERS)("get the same diagnosis with $name", ({ carry, takes }) => {
    const shapes = readShapes().filter(takes);
    expect(shapes.length).toBeGreaterThan(25);
    const different = shapes.flatMap((shape) => {
      const lines = shape.log.replace(/\n$/, "").split("\n");
      return difference(shape, carry(lines).join("\n")) ?? [];
    });
    expect(different.filter((text) => !LOSES_CONTEXT.some((name) => text.startsWith(name)))).toEqual([]);
  });
});
