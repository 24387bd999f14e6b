import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  countPlaywright,
  countsOf,
  countVitest,
  playwrightFailures,
  runStep,
  sentence,
  sum,
  table,
  vitestFailures,
} from "./steps.mjs";

const folder = mkdtempSync(join(tmpdir(), "pd-steps-"));
afterAll(() => rmSync(folder, { recursive: true }));

const vitest = (part: object = {}) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{}] }],
  ...part,
});

describe("step results", () => {
  test.each([
    ["tests", vitest(), 0, { passed: 5, failed: 0, skipped: 1 }],
    ["failed tests", vitest({ numFailedTests: 2 }), 1, { passed: 5, failed: 2, skipped: 1 }],
    [
      "a file that could not be loaded",
      vitest({ testResults: [{ status: "failed", assertionResults: [] }] }),
      1,
      { passed: 5, failed: 1, skipped: 1 },
    ],
    ["an error outside of any test", vitest(), 1, { passed: 5, failed: 1, skipped: 1 }],
  ])("count %s", (name, report, code, expected) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(report));
    expect(countsOf({ name, args: [], report: file, count: countVitest }, code)).toEqual(expected);
  });

  test("count a missing report as a failure, whatever the exit code", () => {
    const step = { name: "x", args: [], report: join(folder, "absent"), count: countVitest };
    expect(countsOf(step, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test.each([
    [{ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] }, [4, 1, 2]],
    [{ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }, [0, 1, 0]],
  ])("count browser tests %j", (report, [passed, failed, skipped]) => {
    expect(countPlaywright(report)).toEqual({ passed, failed, skipped });
  });

  test("name failed tests and files", () => {
    const assertionResults = [
      { status: "passed", fullName: "a works" },
      { status: "failed", fullName: "b works" },
    ];
    const files = [
      { status: "failed", name: "b.test.ts", assertionResults },
      { status: "failed", name: "broken.test.ts", assertionResults: [] },
      { status: "passed", name: "c.test.ts", assertionResults: [] },
    ];
    expect(vitestFailures({ testResults: files })).toEqual(["b works", "broken.test.ts"]);
    const spec = { ok: false, file: "triage.spec.ts", line: 7, title: "opens" };
    const suites = [{ specs: [{ ...spec, ok: true }], suites: [{ specs: [spec] }] }];
    expect(playwrightFailures({ suites })).toEqual(["triage.spec.ts:7 opens"]);
    const result = { name: "unit", tookMs: 1_000, passed: 1, failed: 1, skipped: 0, failures: ["b works"] };
    expect(table([result]).split("\n")).toEqual([
      "  ✗ unit     1.0 s  1 passed, 1 failed, 0 skipped",
      "      ✗ b works",
    ]);
  });

  test("add up to a single line", () => {
    const result = { passed: 2, failed: 1, skipped: 0 };
    expect(sentence(sum([result, { passed: 1, failed: 0, skipped: 4 }]))).toBe(
      "3 passed, 1 failed, 4 skipped",
    );
  });
});

describe("a step", () => {
  test("counts as passed if it exits with 0", async () => {
    const step = { name: "fine", args: ["-e", "process.exit(0)"] };
    expect(await runStep(step, { root: folder, isQuiet: true })).toMatchObject({ passed: 1, failed: 0 });
  });

  test("counts as failed if it exits with another code", async () => {
    const step = { name: "bad", args: ["-e", "process.exit(3)"] };
    expect(await runStep(step, { root: folder, isQuiet: true })).toMatchObject({ passed: 0, failed: 1 });
  });

  test("is killed after its deadline", async () => {
    const step = { name: "stuck", args: ["-e", "setInterval(() => {}, 1000)"], deadlineMs: 300 };
    expect(await runStep(step, { root: folder, isQuiet: true })).toMatchObject({ passed: 0, failed: 1 });
  });
});
