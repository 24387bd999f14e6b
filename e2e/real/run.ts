/**
 * `npm run test:real`: runs real Airflow 3, Airflow 2 and Prefect 3 from PyPI on loopback, one after the other, each against a
 * fresh instance of the product, connected with the snippets of its Setup page. Its parts are
 * - `airflow3`, `airflow2`, `prefect3`: failing pipelines that report by the callback, the automation and the hook;
 * - `plugin`, `openlineage`: DAGs without callbacks, which nothing but the plugin or OpenLineage reports;
 * - `cascade`: a load fails under ten DAGs that depend on it;
 * - `loop`: a DAG in a git repository fails, and the fix that the product proposes is merged and run again, with a scripted model;
 * - `silent`: DAGs that report nothing at all, so that the reconciler must find what happened. It takes about ten minutes.
 *
 * `npm run test:real -- airflow3 plugin` runs some of them; `--keep` leaves the folder with all logs, and with what the
 * product says about each incident. TEST_DATABASE_URL names a PostgreSQL, in which it creates a database for the examples
 * and one for each Airflow 3.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Surroundings } from "@/e2e/real/airflow-server";
import { createDatabase } from "@/e2e/real/database";
import { ensureEnvironment } from "@/e2e/real/environments";
import { startPartnerApi } from "@/e2e/real/partner-api";
import { PARTS, PART_NAMES, type Part, type PartName } from "@/e2e/real/parts";
import { stopEverything } from "@/e2e/real/processes";
import { startProduct, type Product } from "@/e2e/real/product";
import { printMarks, printTable, type Row } from "@/e2e/real/rows";

async function runPart(name: PartName, folder: string, surroundings: Surroundings): Promise<Row[]> {
  const { title, check, startModel }: Part = PARTS[name];
  console.log(`${title}: starting`);
  const startedAt = Date.now();
  await mkdir(folder);
  const claude = (await startModel?.()) ?? null;
  try {
    const env = claude && { ANTHROPIC_API_KEY: "sk-test", ANTHROPIC_BASE_URL: claude.url };
    const product = await startProduct(folder, env ?? {});
    try {
      return await check({ product, folder, surroundings, claude });
    } finally {
      await saveIncidents(product, path.join(folder, "incidents.json"));
      await product.process.stop();
      console.log(`${title}: checked in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    }
  } finally {
    await claude?.stop();
  }
}

function failedRow(system: string, error: unknown): Row {
  const message = error instanceof Error ? error.message : String(error);
  return { system, pipeline: "(all)", failure: "-", found: "-", problems: [message] };
}

/** Everything the product says about each incident, for a person to read. */
async function saveIncidents(product: Product, file: string): Promise<void> {
  const incidents = await product.incidents();
  const whole = await Promise.all(incidents.map(({ id }) => product.everything(id)));
  await writeFile(file, JSON.stringify(whole, null, 2));
}

function chosen(): PartName[] {
  const asked = process.argv.slice(2).filter((item) => !item.startsWith("--"));
  const unknown = asked.filter((item) => !PART_NAMES.some((name) => name === item));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(", ")}. Known: ${PART_NAMES.join(", ")}.`);
  return asked.length === 0 ? PART_NAMES : PART_NAMES.filter((name) => asked.includes(name));
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
  for (const environment of new Set(names.map((name) => PARTS[name].environment)))
    await ensureEnvironment(environment);
  const rows: Row[] = [];
  const warehouse = await createDatabase("warehouse");
  const partnerApi = await startPartnerApi();
  try {
    const surroundings = { warehouseUrl: warehouse.url, partnerApiUrl: partnerApi.url };
    for (const name of names) {
      const part = runPart(name, path.join(folder, name), surroundings);
      rows.push(...(await part.catch((error: unknown) => [failedRow(PARTS[name].title, error)])));
    }
  } finally {
    await stopEverything();
    await partnerApi.stop();
    await warehouse.drop().catch((error: unknown) => console.log("A database was not dropped:", error));
  }
  printTable(rows);
  printMarks(rows);
  const failed = rows.filter((row) => row.problems.length > 0).length;
  if (failed === 0 && !process.argv.includes("--keep")) await rm(folder, { recursive: true, force: true });
  else console.log(`Logs are in ${folder}`);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(
    `${rows.length - failed} passed, ${failed} failed, 0 skipped in ${seconds} s (${names.map((name) => PARTS[name].title).join(", ")})`,
  );
  return failed === 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stopEverything().then(() => process.exit(130)));
}
process.exitCode = await main();
