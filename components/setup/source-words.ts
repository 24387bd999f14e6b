import type { Source } from "@/lib/sources/schemas";

type Observed = Pick<Source, "enabled" | "isReconciled" | "reconciliation" | "health" | "healthCheckedAt">;

/** The result of the last connection test: of the API, or of the repository if there is no API. */
export function healthLabel({ hasApi, isOk }: { hasApi: boolean; isOk: boolean }): string {
  if (!isOk) return "Connection failed";
  return hasApi ? "API connected" : "Repository connected";
}

/** What was last seen of the connection, by a test or by comparing: the newer observation wins. Null if nothing was. Pure. */
export function connectionLabel(
  source: Observed,
  hasApi: boolean,
): { text: string; tone: "ok" | "danger" } | null {
  const { health } = source;
  const compared = newerComparison(source);
  if (compared?.failingSince) return { text: "Cannot be compared", tone: "danger" };
  if (compared) return { text: healthLabel({ hasApi: true, isOk: true }), tone: "ok" };
  return health && { text: healthLabel({ hasApi, isOk: health.ok }), tone: health.ok ? "ok" : "danger" };
}

/** Whether the last comparison contradicts an older test of the connection. Pure. */
export function isTestOutdated(source: Observed): boolean {
  const compared = newerComparison(source);
  return compared !== null && source.health !== null && source.health.ok === (compared.failingSince !== null);
}

/** The last comparison, if it ended after the last test. */
function newerComparison({ enabled, isReconciled, reconciliation, healthCheckedAt }: Observed) {
  if (!enabled || !isReconciled || !reconciliation?.finishedAt) return null;
  return healthCheckedAt === null || reconciliation.finishedAt > healthCheckedAt ? reconciliation : null;
}
