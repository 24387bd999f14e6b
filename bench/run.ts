import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";

type Figures = Record<string, number>;

/** Each benchmark is loaded only when it runs. Order matters: those that need a quiet machine come first. */
const BENCHES: Record<string, () => Promise<Figures>> = {
  logs: async () => (await import("@/bench/logs")).benchLogs(),
  templates: async () => (await import("@/bench/templates")).benchTemplates(),
  redaction: async () => (await import("@/bench/redaction")).benchRedaction(),
  signatures: async () => (await import("@/bench/signatures")).benchSignatures(),
  diagnosis: async () => (await import("@/bench/diagnosis")).benchDiagnosis(),
  "model-cost": async () => (await import("@/bench/model-cost")).benchModelCost(),
  "judge-runs": async () => (await import("@/bench/judge-runs")).benchJudgeRuns(),
  suspects: async () => (await import("@/bench/suspects")).benchSuspects(),
  "sign-in-pglite": async () => {
    const { benchSignIn } = await import("@/bench/sign-in");
    const { withEmbeddedDatabase } = await import("@/bench/embedded-database");
    return withEmbeddedDatabase(benchSignIn);
  },
  "runner-pglite": async () => {
    const { benchRunner } = await import("@/bench/runner");
    const { withEmbeddedDatabase } = await import("@/bench/embedded-database");
    return withEmbeddedDatabase((url) => benchRunner({ url, label: "pglite" }));
  },
  chunks: async () => (await import("@/bench/chunks")).benchChunks(),
  collectors: async () => (await import("@/bench/collectors")).benchCollectors(),
  "task-logs": async () => (await import("@/bench/task-logs")).benchTaskLogs(),
  "loop-delay": async () => (await import("@/bench/loop-delay")).benchLoopDelay(),
  "incidents-postgres": async () => {
    const url = process.env["BENCH_DATABASE_URL"];
    if (!url) return {};
    return (await import("@/bench/incidents")).benchIncidents(url, 1_000_000);
  },
  "incidents-pglite": async () => {
    const { benchIncidents } = await import("@/bench/incidents");
    const { withEmbeddedDatabase } = await import("@/bench/embedded-database");
    return withEmbeddedDatabase((url) => benchIncidents(url, 100_000));
  },
  "reconciler-postgres": async () => {
    const url = process.env["BENCH_DATABASE_URL"];
    if (!url) return {};
    return (await import("@/bench/reconciler")).benchReconciler(url);
  },
  "reconciler-pglite": async () => {
    const { benchReconciler } = await import("@/bench/reconciler");
    const { withEmbeddedDatabase } = await import("@/bench/embedded-database");
    return withEmbeddedDatabase(benchReconciler);
  },
  "lineage-pglite": async () => (await import("@/bench/lineage")).benchLineage(),
  "lineage-postgres": async () => {
    const url = process.env["BENCH_DATABASE_URL"];
    if (!url) return {};
    return (await import("@/bench/lineage")).benchLineage(url);
  },
  "product-pglite": async () => (await import("@/bench/product")).benchProduct(),
  "product-postgres": async () => {
    const url = process.env["BENCH_DATABASE_URL"];
    if (!url) return {};
    return (await import("@/bench/product")).benchProduct(url);
  },
};

const { values } = parseArgs({
  options: { only: { type: "string", multiple: true }, json: { type: "boolean" } },
});
const names = Object.keys(BENCHES).filter((name) => !values.only || values.only.includes(name));
const results: Record<string, Figures> = {};
for (const name of names) {
  process.stderr.write(`${name} …\n`);
  const run = BENCHES[name];
  if (run) results[name] = await run();
}

const machine = { cpus: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version };
mkdirSync("bench/results", { recursive: true });
writeFileSync(
  "bench/results/latest.json",
  `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`,
);
if (values.json) process.stdout.write(`${JSON.stringify({ machine, results })}\n`);
else print(results);
process.exit(0);

function print(all: Record<string, Figures>): void {
  for (const [name, figures] of Object.entries(all)) {
    process.stdout.write(`\n${name}\n`);
    const entries = Object.entries(figures);
    if (entries.length === 0)
      process.stdout.write("  not run (set BENCH_DATABASE_URL to an empty database)\n");
    const width = Math.max(28, ...entries.map(([figure]) => figure.length));
    for (const [figure, value] of entries) {
      const text = Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
      process.stdout.write(`  ${figure.padEnd(width)} ${text}\n`);
    }
  }
}
