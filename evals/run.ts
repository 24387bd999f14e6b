/** Runs the evals and prints a table of metrics compared with the accepted results. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { compareSets, type Comparison, type Results } from "@/evals/compare";

interface EvalSet {
  name: string;
  run(dataDir: string): Promise<{
    metrics: Record<string, number>;
    /** Target values by metric; see `isLowerBetter`. */
    targets?: Record<string, number>;
    details: unknown[];
  }>;
}

const HERE = fileURLToPath(new URL(".", import.meta.url));
const RESULTS = join(HERE, "results");

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/datasets" },
    only: { type: "string", multiple: true },
    accept: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const dataDir = resolve(options.data);
if (!existsSync(dataDir)) {
  process.stderr.write(`The folder ${dataDir} does not exist; specify one with --data.\n`);
  process.exit(2);
}

// Prices are settings; they are read with the rest, which the product makes at its first start.
process.env["NEXTAUTH_SECRET"] ??= "evals".repeat(8);
process.env["PD_ENCRYPTION_KEY"] ??= "0".repeat(64);

const results: Results = {};
const unavailable: string[] = [];
mkdirSync(RESULTS, { recursive: true });
for (const file of readdirSync(join(HERE, "sets")).filter(
  (name) => /^[\w-]+\.ts$/.test(name) && !name.endsWith(".test.ts"),
)) {
  const set = (await import(pathToFileURL(join(HERE, "sets", file)).href)) as EvalSet;
  if (options.only !== undefined && !options.only.includes(set.name)) continue;
  process.stderr.write(`${set.name} …\n`);
  await runSet(set);
}

const accepted = readResults(join(RESULTS, "accepted.json"));
const comparison = compareSets(results, accepted);
writeFileSync(
  join(RESULTS, "latest.json"),
  toJson({ ...readResults(join(RESULTS, "latest.json")), ...results }),
);
if (options.accept) writeFileSync(join(RESULTS, "accepted.json"), toJson({ ...accepted, ...results }));
process.stdout.write(options.json ? toJson({ results, comparison }) : table(comparison));
process.exit(comparison.some((row) => row.verdict === "worse") || Object.keys(results).length === 0 ? 1 : 0);

async function runSet(set: EvalSet): Promise<void> {
  const started = performance.now();
  try {
    const { metrics, targets, details } = await set.run(dataDir);
    results[set.name] = {
      metrics,
      targets: targets ?? {},
      seconds: Math.round(performance.now() - started) / 1000,
    };
    writeFileSync(join(RESULTS, `latest-${set.name}.json`), toJson(details));
  } catch (error) {
    // Skip and report sets without data; anything else is a bug.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    unavailable.push(set.name);
  }
}

function readResults(path: string): Results {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Results) : {};
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function table(rows: readonly Comparison[]): string {
  const lines: string[] = [];
  let set = "";
  for (const row of rows) {
    if (row.set !== set) {
      set = row.set;
      lines.push("", `${set} (${results[set]?.seconds.toFixed(1)} s)`);
    }
    const target =
      row.target === null ? "" : `${row.meetsTarget ? "reaches" : "MISSES"} ${format(row.target)}`;
    const change =
      row.before === null ? "new" : row.verdict === "same" ? "" : `${row.verdict}, was ${format(row.before)}`;
    lines.push(
      `  ${row.metric.padEnd(30)} ${format(row.now).padStart(9)}  ${target.padEnd(16)} ${change}`.trimEnd(),
    );
  }
  for (const name of unavailable) lines.push("", `${name}: no data in ${dataDir}`);
  return `${lines.join("\n").trimStart()}\n`;
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 0.01 ? 5 : 4);
}
