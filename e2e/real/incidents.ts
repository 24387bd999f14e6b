import type { AirflowClient } from "@/lib/vendors/airflow/client";
import { waitFor } from "@/e2e/real/processes";
import type { Incident, Product, Source, Summary } from "@/e2e/real/product";

/** Waits for the incident of a source that `isIt` accepts. */
export async function waitForIncident(
  product: Product,
  source: Source,
  what: string,
  isIt: (incident: Summary) => boolean,
  withinMs: number,
): Promise<Incident> {
  const find = async () => (await product.incidents(source.id)).find(isIt) ?? null;
  const found = await waitFor(`an incident: ${what}`, withinMs, find, { everyMs: 2_000 });
  return product.incident(found.id);
}

/** When the last failed task of a run ended, by Airflow's own clock; null if none did. */
export async function failedAt(admin: AirflowClient, dag: string, run: string): Promise<string | null> {
  const tasks = await admin.listTaskInstances(dag, run);
  const ends = tasks.flatMap(({ state, endedAt }) => (state === "failed" && endedAt ? [endedAt] : []));
  return ends.toSorted().at(-1) ?? null;
}
