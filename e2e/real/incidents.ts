import { setTimeout as sleep } from "node:timers/promises";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import { waitFor } from "@/e2e/real/processes";
import type { Incident, Product, Source, Summary } from "@/e2e/real/product";

/** How long nothing else may arrive after everything expected has arrived. */
const QUIET_MS = 15_000;

/** How long a diagnosis may take on a busy machine. */
const DIAGNOSED_WITHIN_MS = 60_000;

/** Waits for the incident of a source that `isIt` accepts, and for its diagnosis. */
export async function waitForIncident(
  product: Product,
  source: Source,
  what: string,
  isIt: (incident: Summary) => boolean,
  withinMs: number,
): Promise<Incident> {
  const find = async () => (await product.incidents(source.id)).find(isIt) ?? null;
  const found = await waitFor(`an incident: ${what}`, withinMs, find, { everyMs: 2_000 });
  const diagnosed = async () => {
    const incident = await product.incident(found.id);
    return incident.diagnosis === null ? null : incident;
  };
  return waitFor(`the diagnosis of #${found.number}`, DIAGNOSED_WITHIN_MS, diagnosed, { everyMs: 1_000 });
}

/** Waits until `isSettled` accepts the incidents of a source and no more can be expected. @returns them, whether or not it does. */
export async function settledIncidents(
  product: Product,
  source: Source,
  isSettled: (incidents: readonly Incident[]) => boolean,
  withinMs: number,
): Promise<Incident[]> {
  const read = async () => {
    const summaries = await product.incidents(source.id);
    return Promise.all(summaries.map(({ id }) => product.incident(id)));
  };
  await waitFor("the incidents", withinMs, async () => (isSettled(await read()) ? true : null), {
    everyMs: 3_000,
  }).catch(() => null);
  await sleep(QUIET_MS);
  return read();
}

/** When the last failed task of a run ended, by Airflow's own clock; null if none did. */
export async function failedAt(admin: AirflowClient, dag: string, run: string): Promise<string | null> {
  const tasks = await admin.listTaskInstances(dag, run);
  const ends = tasks.flatMap(({ state, endedAt }) => (state === "failed" && endedAt ? [endedAt] : []));
  return ends.toSorted().at(-1) ?? null;
}
