#!/usr/bin/env node
// Runs all tests: `npm test`. Needs only Node and npm.
// Installs what is missing, runs all checks and tests, and ends with the line `N passed, N failed, N skipped`.
// TEST_DATABASE_URL adds a real PostgreSQL with pgvector: the database tests run there in full, and on the embedded
// database where the engine matters (ENGINE_MATTERS). The product's own tests run on the embedded one in any case.

import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPages, generateClient, installPackages } from "./start/prepare.mjs";
import { staticChecks, vitestStep } from "./test/checks.mjs";
import { ensureChromium } from "./test/chromium.mjs";
import { countPlaywright, playwrightFailures, runStep, sentence, sum, table } from "./test/steps.mjs";

const root = resolve(fileURLToPath(new URL("..", import.meta.url)));
const say = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`);

/** Folders whose tests depend on the database engine: its files, migrations, locks and hand-written SQL. */
const ENGINE_MATTERS = [
  "bin/database",
  "inngest/embedded",
  "lib/desk",
  "lib/intake",
  "lib/knowledge",
  "lib/platform/db",
  "lib/retention",
  "lib/stats",
];

/** @type {import("./test/steps.mjs").Result[]} */
const results = [];

/**
 * Runs work that the tests depend on; an error counts as one failure and its message is printed.
 * @param {string} name
 * @param {() => Promise<unknown>} work
 */
async function prepare(name, work) {
  const startedAt = Date.now();
  try {
    await work();
    return true;
  } catch (error) {
    say(`\n── ${name} ──\n${error.message}`);
    results.push({ name, tookMs: Date.now() - startedAt, passed: 0, failed: 1, skipped: 0 });
    return false;
  }
}

/** @param {import("./test/steps.mjs").Step} step @param {boolean} [isQuiet] */
async function run(step, isQuiet = false) {
  if (!isQuiet) say(`\n── ${step.name} ──`);
  results.push(await runStep(step, { root, isQuiet }));
}

/** They are the most, and many run patches and programs. */
const DATABASE_DEADLINE_MS = 20 * 60_000;

/** One of them takes a failure through a whole loop of Claude, GitHub and Airflow. */
const BROWSER_DEADLINE_MS = 20 * 60_000;

/** @param {string} name @param {string} project @param {Parameters<typeof vitestStep>[3]} [options] */
const vitest = (name, project, options) => vitestStep(root, name, project, options);

function browserStep() {
  const report = join(root, ".cache", "test-browser.json");
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  return {
    name: "browser tests",
    args: [cli, "test", "--reporter=list,json", "--pass-with-no-tests"],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    report,
    count: countPlaywright,
    failures: playwrightFailures,
    deadlineMs: BROWSER_DEADLINE_MS,
  };
}

async function runAll() {
  const isInstalled =
    (await prepare("install", () => installPackages(root, { withTools: true }))) &&
    (await prepare("database client", () => generateClient(root)));
  if (!isInstalled) return;
  await Promise.all(staticChecks(root).map((step) => run(step, true)));
  // The first keep the processors busy, the second mostly wait: decision 039.
  await Promise.all([testParts(), testProducts()]);
}

async function testParts() {
  await run(vitest("unit tests", "unit*"));
  await run(vitest("program tests", "programs"));
  const files = process.env.TEST_DATABASE_URL ? ENGINE_MATTERS : [];
  await run(
    vitest("database tests (embedded)", "db*", {
      env: { TEST_DATABASE_URL: "" },
      files,
      deadlineMs: DATABASE_DEADLINE_MS,
    }),
  );
  if (process.env.TEST_DATABASE_URL) {
    // Everything except the tests of the embedded database itself.
    await run(
      vitest("database tests (PostgreSQL)", "db*", {
        exclude: "bin/database/**",
        deadlineMs: DATABASE_DEADLINE_MS,
      }),
    );
  }
}

async function testProducts() {
  // Not beside the static checks, which read the types that it writes.
  if (!(await prepare("build", () => buildPages(root)))) return;
  await run(vitest("abuse (separate products)", "abuse-own-product"), true);
  await run(vitest("whole product", "product"), true);
  await run(vitest("abuse", "abuse"), true);
  const hasBrowser = await prepare("browser", async () => {
    if (!ensureChromium(root, say)) throw new Error("No Chromium was found or could be installed.");
  });
  if (hasBrowser) await run(browserStep(), true);
}

await runAll();
const total = sum(results);
say(`\n${table(results)}\n`);
if (!process.env.TEST_DATABASE_URL) {
  say("Set TEST_DATABASE_URL to run the database tests on a real PostgreSQL with pgvector too.\n");
}
process.exitCode = total.failed > 0 ? 1 : 0;
say(sentence(total));
