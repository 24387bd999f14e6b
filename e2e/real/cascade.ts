import path from "node:path";
import { endAll, startAll } from "@/e2e/real/airflow";
import { connectApi, prepareAirflow, startAirflow, type AirflowServer } from "@/e2e/real/airflow-server";
import { settledIncidents } from "@/e2e/real/incidents";
import { installPlugin } from "@/e2e/real/plugin";
import { PATIENCE_MS, waitFor } from "@/e2e/real/processes";
import type { Incident, Product, Source } from "@/e2e/real/product";
import { describeIncident, type Row } from "@/e2e/real/rows";
import { readSetup } from "@/e2e/real/snippets";
import type { Stage } from "@/e2e/real/stage";

const SYSTEM = "Cascade, Airflow 3.3.2";
/** Loads the table of `dags_cascade/`. */
const ROOT = "shop_orders_load";
/** Wait for it by a sensor. */
const WAITING = ["shop_invoices", "shop_loyalty", "shop_refunds", "shop_returns"];
/** Read its table. */
const READERS = ["shop_baskets", "shop_forecast", "shop_margins", "shop_segments"];
/** Read what `shop_margins` makes of it. */
const READERS_OF_READER = ["shop_board", "shop_bonus"];
const DEPENDENTS = [...WAITING, ...READERS, ...READERS_OF_READER];
const SETTLED_WITHIN_MS = 240_000;

/**
 * A DAG that loads a table fails, and with it ten DAGs that depend on it: by a sensor, by an asset they read, or by one that
 * another of them should have written. All failures, which the plugin reports, must become one incident with ten symptoms.
 */
export async function checkCascade({ product, folder, surroundings }: Stage): Promise<Row[]> {
  const source = product.firstSource("airflow");
  const home = await prepareAirflow({
    environment: "airflow3",
    folder: path.join(folder, "airflow"),
    examples: ["dags_cascade"],
    surroundings,
  });
  await installPlugin(await readSetup(product, source), home);
  const airflow = await startAirflow(home);
  try {
    await airflow.parsed([ROOT, ...DEPENDENTS]);
    await connectApi(product, source, home);
    await waitFor(
      "the first pass over Airflow's API",
      PATIENCE_MS,
      async () => ((await product.isReconciled(source.id)) ? true : null),
      { everyMs: 2_000 },
    );
    await failAll(airflow);
    const isSettled = (incidents: readonly Incident[]) =>
      incidents.some(({ symptoms }) => symptoms.length === DEPENDENTS.length);
    const incidents = await settledIncidents(product, source, isSettled, SETTLED_WITHIN_MS);
    return await judge(product, source, incidents);
  } finally {
    await airflow.stop();
  }
}

/** Each DAG after those that it depends on, as their schedules would have it, for one logical date, as sensors expect. */
async function failAll(airflow: AirflowServer): Promise<void> {
  const logicalDate = new Date();
  for (const dags of [[ROOT], [...WAITING, ...READERS], READERS_OF_READER]) {
    const runs = await startAll(airflow, dags, { logicalDate });
    await endAll(airflow, [], runs);
  }
}

async function judge(product: Product, source: Source, incidents: readonly Incident[]): Promise<Row[]> {
  const root = incidents.find(({ pipeline }) => pipeline === ROOT);
  const others = incidents.filter(({ id, status }) => id !== root?.id && status !== "merged");
  const symptoms = root?.symptoms.length ?? 0;
  const problems = others.map((incident) => `${describeIncident(incident)} stands for itself`);
  if (!root || root.status === "merged") problems.push(`no incident of ${ROOT} stands for the failure`);
  if (symptoms !== DEPENDENTS.length) problems.push(`${symptoms} symptoms instead of ${DEPENDENTS.length}`);
  const deliveries = await product.deliveries(source.id);
  const what = root ? describeIncident(root) : "no incident";
  const found = `${symptoms} symptoms, ${deliveries.length} deliveries: ${what}`;
  const summary = { system: SYSTEM, pipeline: ROOT, failure: "a load under ten dependents", found, problems };
  const groups: [string, readonly string[]][] = [
    ["waits for it by a sensor", WAITING],
    ["reads its table", READERS],
    ["reads what a reader makes", READERS_OF_READER],
  ];
  const rows = groups.flatMap(([failure, dags]) => dags.map((dag) => judgeSymptom(root, dag, failure)));
  return [summary, ...rows];
}

function judgeSymptom(root: Incident | undefined, pipeline: string, failure: string): Row {
  const symptoms = root?.symptoms.filter((symptom) => symptom.pipeline === pipeline) ?? [];
  const because = symptoms[0]?.because;
  const problems = symptoms.length === 1 ? [] : [`${symptoms.length} symptoms of this pipeline`];
  if (symptoms.length > 0 && !because) problems.push("it does not say why it is one");
  return { system: SYSTEM, pipeline, failure, found: because ?? "no symptom", problems };
}
