import { pollAirflow } from "@/lib/reconcile/orchestrators/airflow";
import { pollPrefect } from "@/lib/reconcile/orchestrators/prefect";
import type { Poller } from "@/lib/reconcile/orchestrators/reading";
import type { SourceConnection } from "@/lib/sources/data";

const MAX_CACHED = 200;
const cache = new Map<string, Poller>();

/** Pollers by source kind. To add one, add a file and list it here. */
const POLLERS = new Map<string, (connection: SourceConnection) => Poller>([
  ["airflow", pollAirflow],
  ["prefect", pollPrefect],
]);

/** The kinds of sources that can be reconciled. */
export const RECONCILED_KINDS: readonly string[] = [...POLLERS.keys()];

/**
 * A poller for the source's API; null for a kind without one. Cached, so that it signs in only once; a new URL or new
 * credentials create a new one.
 */
export function openPoller(
  source: { id: string; kind: string },
  connection: SourceConnection,
): Poller | null {
  const create = POLLERS.get(source.kind);
  if (!create) return null;
  const key = JSON.stringify([source.id, source.kind, connection]);
  const known = cache.get(key);
  if (known) return known;
  const poller = create(connection);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, poller);
  return poller;
}
