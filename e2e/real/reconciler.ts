import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startSilentAirflow, type Surroundings } from "@/e2e/real/airflow";
import type { Row } from "@/e2e/real/check";
import { PATIENCE_MS, waitFor } from "@/e2e/real/processes";
import type { Product, Source } from "@/e2e/real/product";

/** Runs of `silent_empty` that write rows, so that none is unusual. */
const USUAL_RUNS = 8;
/** Runs of `silent_minutely` before its file is broken, so that its rhythm is known. */
const MINUTES = 6;
/** A pass a minute, and the time Airflow takes to end a killed task or to parse a file again. */
const NOTICED_WITHIN_MS = 180_000;
/** A missing run must be late beyond what was usual on a busy machine. */
const MISSED_WITHIN_MS = 600_000;

/**
 * Runs DAGs on a real Airflow 3 that report nothing: no callback, no plugin. The reconciler must find a killed task, a file
 * that cannot be parsed any more, the run that therefore did not happen, and a green run without rows.
 */
export async function checkReconciler(
  product: Product,
  folder: string,
  surroundings: Surroundings,
): Promise<Row[]> {
  const source = await product.createSource("airflow", "Silent Airflow");
  const airflow = await startSilentAirflow(product, source, folder, surroundings, "dags_silent");
  try {
    const run = (dag: string, conf?: object) =>
      waitFor(`${dag} to start`, PATIENCE_MS, () => airflow.trigger(dag, conf), { everyMs: 3_000 });
    const end = (dag: string, id: string) =>
      waitFor(`run of ${dag} to end`, PATIENCE_MS, async () => {
        const { state } = await airflow.admin.dagRun(dag, id);
        return state === "success" || state === "failed" ? state : null;
      });
    for (let i = 0; i < USUAL_RUNS; i += 1) {
      await end("silent_empty", await run("silent_empty", { rows: 11_200 + i }));
    }
    await run("silent_killed");
    await run("silent_empty", { rows: 0 });
    await sleep(MINUTES * 60_000);
    const file = path.join(airflow.dagsFolder, "silent_minutely.py");
    await writeFile(file, (await readFile(file, "utf8")).replace("def tick():", "def tick(:"));
    return [
      await rowFor(product, source, "killed without a callback", /^render /, NOTICED_WITHIN_MS),
      await rowFor(
        product,
        source,
        "green with zero rows",
        /^silent_empty succeeded with 0 rows/,
        NOTICED_WITHIN_MS,
      ),
      await rowFor(
        product,
        source,
        "file no longer parses",
        /^silent_minutely\.py cannot be parsed: SyntaxError/,
        NOTICED_WITHIN_MS,
      ),
      await rowFor(product, source, "run never started", /^silent_minutely did not run/, MISSED_WITHIN_MS),
    ];
  } finally {
    await airflow.stop();
  }
}

/** Waits for the incident with this title. */
async function rowFor(
  product: Product,
  source: Source,
  failure: string,
  title: RegExp,
  withinMs: number,
): Promise<Row> {
  const startedAt = Date.now();
  const row = { system: "Reconciler, Airflow 3.3.2", pipeline: failure, failure };
  try {
    const found = await waitFor(
      `an incident like ${title.source}`,
      withinMs,
      async () => {
        // Nothing is posted to this source, so only the reconciler can have opened it.
        return (await product.titles(source.id)).find((found) => title.test(found)) ?? null;
      },
      { everyMs: 3_000 },
    );
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    return { ...row, found: `${found} (within ${seconds} s)`, problems: [] };
  } catch (error) {
    return { ...row, found: "-", problems: [error instanceof Error ? error.message : String(error)] };
  }
}
