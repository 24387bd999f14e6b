import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";
import { readShapes, type Shape } from "@/lib/diagnosis/engine/testing/read-shapes";
import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import { parseLog } from "@/lib/logs/parse-log";

const shapes = readShapes();

/** The class name of the exception at the failing line, or `none`. */
function explainingType(log: string): string {
  const parsed = parseLog(log);
  const line = parsed.failingLines[0]?.line ?? null;
  const chain = explainingChain(parsed.exceptions, line) ?? [];
  const named =
    chain.find((exception) => exception.isRoot && exception.messageLine === line) ??
    chain.find((exception) => exception.messageLine === line) ??
    chain.find((exception) => exception.isRoot);
  return named === undefined ? "none" : (named.type?.split(".").at(-1) ?? "untyped");
}

/** Diagnoses a log and checks its citations. */
function diagnose({ log }: Pick<Shape, "log">): ReturnType<typeof diagnoseFailure> {
  const evidence = [logPiece(readText(log))];
  const found = diagnoseFailure({ evidence, failure: { orchestrator: "file", pipeline: "", task: null } });
  const claims = [...found.claims, ...found.ruledOut];
  expect(checkCitations(claims, evidence)).toEqual({ kept: claims, dropped: [] });
  return found;
}

describe("recorded log shapes", () => {
  it("cover every category", () => {
    expect(shapes.length).toBeGreaterThanOrEqual(150);
    expect(new Set(shapes.map((shape) => shape.name)).size).toBe(shapes.length);
    expect(new Set(shapes.flatMap((shape) => shape.categories)).size).toBe(12);
  });

  it.each(shapes.map((shape) => [`${shape.file}: ${shape.name}`, shape] as const))("%s", (_name, shape) => {
    const found = diagnose(shape);
    const parsed = parseLog(shape.log);
    const seen = {
      outcome: found.outcome,
      line: shape.line === null ? null : (parsed.failingLines[0]?.text ?? ""),
      exception: shape.exception === null ? null : explainingType(shape.log),
      exitCode: shape.exitCode === null ? null : (parsed.exit?.code ?? null),
      signal: shape.signal === null ? null : (parsed.exit?.signal ?? null),
    };
    expect(seen).toEqual({
      outcome: shape.outcome,
      line: shape.line === null ? null : expect.stringContaining(shape.line),
      exception: shape.exception,
      exitCode: shape.exitCode,
      signal: shape.signal,
    });
    if (shape.categories.length > 0) expect(shape.categories).toContain(found.category);
    if (shape.cause !== null) expect(found.rootCause).toContain(shape.cause);
  });
});

/** Reads errors from a file in `testing`, each with its defensible categories, the most likely first. */
function readErrors(file: string): { error: string; categories: string[] }[] {
  return readFileSync(fileURLToPath(new URL(`testing/${file}`, import.meta.url)), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [error = "", categories = ""] = line.split("\t");
      return { error, categories: categories.split(" ") };
    });
}

/** A short traceback that ends with the error, raised in the package its type names, if any. */
function traceOf(error: string): string {
  if (/^(?:java|org|com|io)\./.test(error)) {
    return `Exception in thread "main" ${error}\n\tat com.harbour.Ship.main(Ship.java:12)\n`;
  }
  const library = /^(?<name>[a-z_]\w*)\./.exec(error)?.groups?.["name"];
  const frames = [
    `  File "/srv/jobs/ship.py", line 12, in main\n    out = step(crates)\n`,
    library === undefined
      ? ""
      : `  File "/usr/lib/python3.12/site-packages/${library}/core.py", line 9, in call\n    self.call()\n`,
  ];
  return `Traceback (most recent call last):\n${frames.join("")}${error}\n`;
}

/** A BashOperator log whose command printed the line last. */
function inBash(line: string): string {
  const stamp = "[2024-07-03T04:05:06.789+0000]";
  return [
    `${stamp} {subprocess.py:75} INFO - Running command: ['bash', '-c', '/srv/etl/ship.sh']`,
    `${stamp} {subprocess.py:86} INFO - Output:`,
    `${stamp} {subprocess.py:93} INFO - reading crates of 2026-03-04`,
    `${stamp} {subprocess.py:93} INFO - ${line}`,
    `${stamp} {subprocess.py:97} INFO - Command exited with return code 1`,
    `${stamp} {taskinstance.py:1937} ERROR - Task failed with exception`,
    "Traceback (most recent call last):",
    '  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/operators/bash.py", line 210, in execute',
    "    raise AirflowException(",
    "airflow.exceptions.AirflowException: Bash command failed. The command returned a non-zero exit code 1.",
  ].join("\n");
}

describe("real error messages", { timeout: 60_000 }, () => {
  it.each([
    ["errors.tsv", traceOf],
    ["lines.tsv", inBash],
  ] as const)("%s: nearly all get the most likely category, the others a defensible one", (file, logOf) => {
    const judged = readErrors(file).map(({ error, categories }) => {
      const { category } = diagnose({ log: logOf(error) });
      return { error, category, place: categories.indexOf(category) };
    });
    expect(judged.length).toBeGreaterThan(100);
    expect(judged.filter(({ place }) => place === -1).slice(4)).toEqual([]);
    const likeliest = judged.filter(({ place }) => place === 0).length;
    expect(likeliest / judged.length).toBeGreaterThan(0.85);
  });
});
