/**
 * `npm run test:real`: runs real Airflow 3, Airflow 2 and Prefect 3 from PyPI on loopback, one after the other, against a
 * fresh instance of the product, connected with the snippets of its Setup page.
 * `npm run test:real -- airflow3 prefect3` runs some of them; `--keep` leaves the folder with all logs, and with what the
 * product says about each incident. TEST_DATABASE_URL names a PostgreSQL, in which it creates a database for the examples and one for Airflow 3.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabase } from "@/e2e/real/database";
import { expectationsFor, runAirflow, type Surroundings } from "@/e2e/real/airflow";
import { checkIncidents, type Marks, type Row } from "@/e2e/real/check";
import { ENVIRONMENT_NAMES, ensureEnvironment, type EnvironmentName } from "@/e2e/real/environments";
import { PREFECT_EXPECTATIONS } from "@/e2e/real/expectations-prefect3";
import { startPartnerApi } from "@/e2e/real/partner-api";
import { runPrefect } from "@/e2e/real/prefect";
import { checkReconciler } from "@/e2e/real/reconciler";
import { stopEverything } from "@/e2e/real/processes";
import { startProduct, type Product, type Source } from "@/e2e/real/product";

const TITLES: Record<EnvironmentName, string> = {
  airflow3: "Airflow 3.3.2",
  airflow2: "Airflow 2.10.5",
  prefect3: "Prefect 3.8.8",
};

async function runOne(
  name: EnvironmentName,
  product: Product,
  folder: string,
  surroundings: Surroundings,
): Promise<Row[]> {
  const title = TITLES[name];
  const isPrefect = name === "prefect3";
  const source = await sourceFor(name, product);
  console.log(`${title}: starting`);
  const own = path.join(folder, name);
  const version = name === "airflow3" ? 3 : 2;
  const system = isPrefect
    ? await runPrefect(product, source, own, surroundings)
    : await runAirflow(version, product, source, own, surroundings);
  try {
    console.log(`${title}: all examples have run, reading incidents`);
    return await checkIncidents(
      title,
      product,
      source,
      isPrefect ? PREFECT_EXPECTATIONS : expectationsFor(version),
    );
  } finally {
    await saveIncidents(product, source, `${own}-incidents.json`);
    await system.stop();
  }
}

/** Everything the product says about each incident, for a person to read. */
async function saveIncidents(product: Product, source: Source, file: string): Promise<void> {
  const incidents = await product.incidents(source.id);
  const whole = await Promise.all(incidents.map(({ id }) => product.everything(id)));
  await writeFile(file, JSON.stringify(whole, null, 2));
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

/** How many of each system's diagnoses are right. */
function printMarks(rows: readonly Row[]): void {
  for (const system of new Set(rows.map((row) => row.system))) {
    const marks = rows.flatMap((row) => (row.system === system ? (row.marks ?? []) : []));
    if (marks.length === 0) continue;
    const count = (holds: (mark: Marks) => boolean | null) =>
      `${marks.filter((mark) => holds(mark)).length} of ${marks.length}`;
    const code = marks.filter((mark) => mark.isCodeShown !== null);
    const shown = code.filter((mark) => mark.isCodeShown).length;
    console.log(
      `${system}: category right ${count((mark) => mark.isCategoryRight)}, cause right ${count((mark) => mark.isCauseRight)}, failing line shown ${shown} of ${code.length}`,
    );
  }
}

function chosen(): EnvironmentName[] {
  const asked = process.argv.slice(2).filter((item) => !item.startsWith("--"));
  const unknown = asked.filter((item) => !ENVIRONMENT_NAMES.some((name) => name === item));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(", ")}. Known: ${ENVIRONMENT_NAMES.join(", ")}.`);
  return asked.length === 0 ? ENVIRONMENT_NAMES : ENVIRONMENT_NAMES.filter((name) => asked.includes(name));
}

/** The clients of the orchestrators read the settings of their process, which are not the product's. */
function useOwnSettings(): void {
  process.env["PD_OUTBOUND_ALLOW"] = "loopback";
  process.env["PD_ENCRYPTION_KEY"] ??= "0".repeat(64);
  process.env["NEXTAUTH_SECRET"] ??= "0".repeat(64);
}

async function main(): Promise<number> {
  useOwnSettings();
  const names = chosen();
  const startedAt = Date.now();
  const folder = await mkdtemp(path.join(tmpdir(), "pipeline-debugger-real-"));
  console.log(`Installing missing packages; logs are in ${folder}`);
  for (const name of names) await ensureEnvironment(name);
  const rows: Row[] = [];
  const [warehouse, airflow, silentAirflow] = await Promise.all([
    createDatabase("warehouse"),
    createDatabase("airflow"),
    createDatabase("silent"),
  ]);
  const partnerApi = await startPartnerApi();
  try {
    const product = await startProduct(folder);
    console.log(`The product is running at ${product.url}`);
    const surroundings = {
      warehouseUrl: warehouse.url,
      airflowDatabaseUrl: airflow.url,
      partnerApiUrl: partnerApi.url,
    };
    for (const name of names) {
      const run = runOne(name, product, folder, surroundings);
      rows.push(...(await run.catch((error: unknown) => [failedRow(name, error)])));
    }
    if (names.includes("airflow3")) {
      const silent = { ...surroundings, airflowDatabaseUrl: silentAirflow.url };
      const checked = checkReconciler(product, path.join(folder, "silent"), silent);
      rows.push(...(await checked.catch((error: unknown) => [failedRow("airflow3", error)])));
    }
  } finally {
    await stopEverything();
    await partnerApi.stop();
    for (const database of [warehouse, airflow, silentAirflow])
      await database.drop().catch((error: unknown) => console.log("A database was not dropped:", error));
  }
  printTable(rows);
  printMarks(rows);
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
