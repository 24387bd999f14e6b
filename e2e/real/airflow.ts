import { setTimeout as sleep } from "node:timers/promises";
import {
  connectApi,
  prepareAirflow,
  startAirflow,
  type AirflowServer,
  type Surroundings,
} from "@/e2e/real/airflow-server";
import { PATIENCE_MS, waitFor } from "@/e2e/real/processes";
import { AIRFLOW_EXPECTATIONS, type Expectation } from "@/e2e/real/expectations";
import { AIRFLOW3_EXPECTATIONS } from "@/e2e/real/expectations-airflow3";
import type { Product, Source } from "@/e2e/real/product";
import { readSetup, saveSnippet } from "@/e2e/real/snippets";

/** The DAG that a user marks as failed while its task runs. */
const STOPPED = { dag: "ledger_close", task: "close_books" };

/** The examples of an Airflow version. */
export function expectationsFor(version: 2 | 3): readonly Expectation[] {
  return version === 3 ? AIRFLOW3_EXPECTATIONS : AIRFLOW_EXPECTATIONS;
}

/**
 * Starts a real Airflow with the example DAGs, connects it as the Setup page describes, runs every DAG once and waits for
 * all of them. Leaves it running, because the product reads its API.
 */
export async function runAirflow(
  version: 2 | 3,
  product: Product,
  source: Source,
  folder: string,
  surroundings: Surroundings,
): Promise<{ stop(): Promise<void> }> {
  const expectations = expectationsFor(version);
  const examples = version === 3 ? ["dags", "dags3"] : ["dags"];
  const environment = version === 3 ? "airflow3" : "airflow2";
  const home = await prepareAirflow({ environment, folder, examples, surroundings });
  const setup = await readSetup(product, source);
  await saveSnippet(setup, "callback", home.dagsFolder, "pipeline_debugger_callback.py");
  Object.assign(home.env, setup.environment("environment"));
  const airflow = await startAirflow(home);
  try {
    await airflow.parsed(expectations.map(({ pipeline }) => pipeline));
    await connectApi(product, source, home);
    const runs = await startAll(
      airflow,
      expectations.map(({ pipeline }) => pipeline),
    );
    const stopped = runs.find(({ dag }) => dag === STOPPED.dag);
    if (stopped) await markFailed(airflow, stopped.run);
    await endAll(airflow, expectations, runs);
    return { stop: airflow.stop };
  } catch (error) {
    await airflow.stop();
    throw error;
  }
}

export interface StartedRun {
  dag: string;
  run: string;
}

/** Starts a run of each DAG, one after the other. */
export async function startAll(
  airflow: AirflowServer,
  dags: readonly string[],
  options: { logicalDate?: Date } = {},
): Promise<StartedRun[]> {
  const runs: StartedRun[] = [];
  for (const dag of dags) runs.push({ dag, run: await airflow.trigger(dag, options) });
  return runs;
}

/** Waits for all runs. @throws if one does not end as its example should. */
export async function endAll(
  airflow: AirflowServer,
  expectations: readonly Pick<Expectation, "pipeline" | "incident">[],
  runs: readonly StartedRun[],
): Promise<void> {
  for (const { dag, run } of runs) {
    const done = await airflow.end(dag, run);
    const expectation = expectations.find((item) => item.pipeline === dag);
    const wanted = expectation?.incident === null ? "success" : "failed";
    if (done !== wanted) throw new Error(`The example ${dag} ended as ${done}, not as ${wanted}.`);
  }
}

/** Marks the task of the example that a user stops as failed, once it is running. */
async function markFailed({ admin, parts, markFailed: mark }: AirflowServer, run: string): Promise<void> {
  const { dag, task } = STOPPED;
  await waitFor(
    `${task} to run`,
    PATIENCE_MS,
    async () => ((await admin.taskInstance(dag, run, task)).state === "running" ? true : null),
    { alive: parts, everyMs: 1_000 },
  );
  await sleep(3_000);
  await mark(dag, run, task);
}
