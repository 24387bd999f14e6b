/**
 * `npm run test:real`: runs real Airflow 3, Airflow 2 and Prefect 3 from PyPI on loopback, one after the other, against a
 * fresh instance of the product, connected with the snippets of its Setup page.
 * `npm run test:real -- airflow3 prefect3` runs some of them; `--keep` leaves the folder with all logs.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runAirflow } from "@/e2e/real/airflow";
import { checkIncidents, type Row } from "@/e2e/real/check";
import { ENVIRONMENT_NAMES, ensureEnvironment, type EnvironmentName } from "@/e2e/real/environments";
import { AIRFLOW_EXPECTATIONS, PREFECT_EXPECTATIONS } from "@/e2e/real/expectations";
import { runPrefect } from "@/e2e/real/prefect";
import { stopEverything } from "@/e2e/real/processes";
import { startProduct, type Product, type Source } from "@/e2e/real/product";

const TITLES: Record<EnvironmentName, string> = {
  airflow3: "Airflow 3.3.2",
  airflow2: "Airflow 2.10.5",
  prefect3: "Prefect 3.8.8",
};

async function runOne(name: EnvironmentName, product: Product, folder: string): Promise<Row[]> {
  const title = TITLES[name];
  const isPrefect = name === "prefect3";
  const source = await sourceFor(name, product);
  console.log(`${title}: starting`);
  const own = path.join(folder, name);
  const system = isPrefect
    ? await runPrefect(product, source, own)
    : await runAirflow(name === "airflow3" ? 3 : 2, product, source, own);
  try {
    console.log(`${title}: all examples have run, reading incidents`);
    return await checkIncidents(
      title,
      product,
      source,
      isPrefect ? PREFECT_EXPECTATIONS : AIRFLOW_EXPECTATIONS,
    );
  } finally {
    await system.stop();
  }
}

/** Airflow 3 and Prefect use the first run's sources; Airflow 2 uses a new one. */
function sourceFor(name: EnvironmentName, product: Product): Promise<Source> {
  if (name === "airflow2") return product.createSource("airflow", "Airflow 2");
  const source = product.sources[name === "prefect3" ? "prefect" : "airflow"];
  if (!source) throw new Error(`first-run.json has no source for ${name}`);
  return Promise.resolve(source);
}

function failedRow(name: EnvironmentName, error: unknown): Row {
  const message = error instanceof Error ? error.message : String(error);
  return { system: TITLES[name], pipeline: "(all)", failure: "-", found: "-", problems: [message] };
}

function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.problems.length === 0 ? "ok" : "FAILED",
    row.system,
    row.pipeline,
    row.failure,
    row.found,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((cell) => cell[column]?.length ?? 0)));
  rows.forEach((row, index) => {
    const line = (cells[index] ?? []).map((text, column) =>
      column < 4 ? text.padEnd(widths[column] ?? 0) : text.slice(0, 140),
    );
    console.log(line.join("  "));
    for (const problem of row.problems) console.log(`${" ".repeat(8)}- ${problem}`);
  });
}

function chosen(): EnvironmentName[] {
  const asked = process.argv.slice(2).filter((item) => !item.startsWith("--"));
  const unknown = asked.filter((item) => !ENVIRONMENT_NAMES.some((name) => name === item));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(", ")}. Known: ${ENVIRONMENT_NAMES.join(", ")}.`);
  return asked.length === 0 ? ENVIRONMENT_NAMES : ENVIRONMENT_NAMES.filter((name) => asked.includes(name));
}

async function main(): Promise<number> {
  const names = chosen();
  const startedAt = Date.now();
  const folder = await mkdtemp(path.join(tmpdir(), "pipeline-debugger-real-"));
  console.log(`Installing missing packages; logs are in ${folder}`);
  for (const name of names) await ensureEnvironment(name);
  const rows: Row[] = [];
  try {
    const product = await startProduct(folder);
    console.log(`The product is running at ${product.url}`);
    for (const name of names)
      rows.push(...(await runOne(name, product, folder).catch((error: unknown) => [failedRow(name, error)])));
  } finally {
    await stopEverything();
  }
  printTable(rows);
  const failed = rows.filter((row) => row.problems.length > 0).length;
  if (failed === 0 && !process.argv.includes("--keep")) await rm(folder, { recursive: true, force: true });
  else console.log(`Logs are in ${folder}`);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(
    `${rows.length - failed} passed, ${failed} failed, 0 skipped in ${seconds} s (${names.map((name) => TITLES[name]).join(", ")})`,
  );
  return failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stopEverything().then(() => process.exit(130)));
}
process.exitCode = await main();
