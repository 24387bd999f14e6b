// Runs one step of a check or test run and counts what it found.

import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} args a Node script and its arguments
 * @property {Record<string, string>} [env]
 * @property {string} [report] a JSON file that the step writes; without one the step itself is what passes or fails
 * @property {(report: any) => Counts} [count]
 * @property {(report: any) => string[]} [failures] names of the tests that failed
 * @property {number} [deadlineMs]
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { name: string, tookMs: number, failures?: string[] }} Result
 */

const DEADLINE_MS = 10 * 60_000;

/**
 * @param {Step} step
 * @param {{ root: string, isQuiet?: boolean }} options `isQuiet`: its output only when it fails
 * @returns {Promise<Result>}
 */
export async function runStep(step, { root, isQuiet = false }) {
  const startedAt = Date.now();
  if (step.report) rmSync(step.report, { force: true });
  const { code, output } = await runChild(step, root, isQuiet);
  if (isQuiet && code !== 0) process.stdout.write(`\n── ${step.name} ──\n${output}\n`);
  const tookMs = Date.now() - startedAt;
  return { name: step.name, tookMs, ...countsOf(step, code), failures: failuresOf(step) };
}

/** @param {Step} step */
function failuresOf(step) {
  if (!step.report || !step.failures || !existsSync(step.report)) return [];
  return step.failures(JSON.parse(readFileSync(step.report, "utf8")));
}

/**
 * @param {Step} step
 * @param {string} root
 * @param {boolean} isQuiet
 * @returns {Promise<{ code: number | string, output: string }>}
 */
async function runChild(step, root, isQuiet) {
  const child = spawn(process.execPath, step.args, {
    cwd: root,
    env: { ...process.env, ...step.env },
    stdio: ["ignore", isQuiet ? "pipe" : "inherit", isQuiet ? "pipe" : "inherit"],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => (output += text));
  child.stderr?.setEncoding("utf8").on("data", (text) => (output += text));
  const deadline = setTimeout(() => {
    process.stdout.write(
      `\n${step.name}: not done after ${(step.deadlineMs ?? DEADLINE_MS) / 60_000} minutes, ended.\n`,
    );
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
  }, step.deadlineMs ?? DEADLINE_MS);
  const code = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (exitCode, signal) => resolve(exitCode ?? signal ?? "?"));
  });
  clearTimeout(deadline);
  return { code, output };
}

/**
 * What a step adds to the sum. One that failed without naming a failed test counts as one.
 * @param {Step} step
 * @param {number | string} code
 * @returns {Counts}
 */
export function countsOf(step, code) {
  const hasFailed = code !== 0;
  if (!step.report || !step.count) {
    return { passed: hasFailed ? 0 : 1, failed: hasFailed ? 1 : 0, skipped: 0 };
  }
  if (!existsSync(step.report)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = step.count(JSON.parse(readFileSync(step.report, "utf8")));
  return hasFailed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Vitest's JSON report. A file that could not be loaded holds no tests, and counts as one that failed. */
export function countVitest(/** @type {any} */ report) {
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Names in vitest's JSON report, a file for one that could not be loaded. @returns {string[]} */
export function vitestFailures(/** @type {any} */ report) {
  return report.testResults
    .filter((/** @type {any} */ file) => file.status === "failed")
    .flatMap((/** @type {any} */ file) => {
      const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === "failed");
      return failed.length === 0 ? [file.name] : failed.map((/** @type {any} */ test) => test.fullName);
    });
}

/** Names in Playwright's JSON report. @returns {string[]} */
export function playwrightFailures(/** @type {any} */ report) {
  /** @param {any} suite @returns {string[]} */
  const inSuite = (suite) => [
    ...(suite.specs ?? [])
      .filter((/** @type {any} */ spec) => !spec.ok)
      .map((/** @type {any} */ spec) => `${spec.file}:${spec.line} ${spec.title}`),
    ...(suite.suites ?? []).flatMap(inSuite),
  ];
  return (report.suites ?? []).flatMap(inSuite);
}

/** Playwright's JSON report. */
export function countPlaywright(/** @type {any} */ { stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  };
}

/** @param {Counts[]} results @returns {Counts} */
export function sum(results) {
  return {
    passed: results.reduce((total, { passed }) => total + passed, 0),
    failed: results.reduce((total, { failed }) => total + failed, 0),
    skipped: results.reduce((total, { skipped }) => total + skipped, 0),
  };
}

/** @param {Counts} counts */
export const sentence = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** A table of what each step found, with the names of what failed. @param {Result[]} results */
export function table(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results
    .map((result) => {
      const mark = result.failed > 0 ? "✗" : "✓";
      const took = `${(result.tookMs / 1000).toFixed(1)} s`.padStart(8);
      const failures = (result.failures ?? []).map((name) => `\n      ✗ ${name}`);
      return `  ${mark} ${result.name.padEnd(width)}  ${took}  ${sentence(result)}${failures.join("")}`;
    })
    .join("\n");
}
