// The list of source kinds with a webhook. Everything else about a kind is in its folder, lib/intake/sources/<kind>.
// JavaScript, because the HTTP server (bin/start) checks kind and size before anything is built.

const MIB = 1_048_576;

/**
 * `maxBodyBytes` limits a delivery, both compressed and decompressed. The first start creates a source of each kind marked
 * `isMadeAtFirstRun`. A kind with a `sharedPath` also takes deliveries there; they name no source, their secret finds it.
 * The API of a kind marked `isReconciled` is compared with what was reported. A kind marked `isBulk` sends hundreds of deliveries a second, mostly routine facts, so other kinds are served first.
 */
export const SOURCE_KINDS = /** @type {const} */ ([
  { kind: "airflow", name: "Airflow", maxBodyBytes: MIB, isMadeAtFirstRun: true, isReconciled: true },
  { kind: "prefect", name: "Prefect", maxBodyBytes: MIB, isMadeAtFirstRun: true, isReconciled: true },
  {
    kind: "openlineage",
    name: "OpenLineage",
    maxBodyBytes: 8 * MIB,
    isMadeAtFirstRun: true,
    // The default endpoint of OpenLineage's clients.
    sharedPath: "/api/v1/lineage",
    isBulk: true,
  },
  { kind: "dbt", name: "dbt", maxBodyBytes: 8 * MIB, isMadeAtFirstRun: false },
  { kind: "dagster", name: "Dagster", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "databricks", name: "Databricks", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "github", name: "GitHub", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "alertmanager", name: "Alertmanager", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "grafana", name: "Grafana", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "sns", name: "Amazon SNS", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "kubernetes", name: "Kubernetes", maxBodyBytes: MIB, isMadeAtFirstRun: false },
  { kind: "generic", name: "Generic webhook", maxBodyBytes: MIB, isMadeAtFirstRun: true },
  { kind: "app-error", name: "Application errors", maxBodyBytes: MIB, isMadeAtFirstRun: false },
]);

/**
 * The kind of this name, or null.
 * @param {string} kind
 */
export function findSourceKind(kind) {
  return SOURCE_KINDS.find((known) => known.kind === kind) ?? null;
}

/** Whether deliveries of a kind may name no source and find it by its secret. @param {string} kind */
export function isFoundBySecret(kind) {
  const found = findSourceKind(kind);
  return found !== null && "sharedPath" in found;
}

/** Whether the API of a kind is compared with what was reported. @param {string} kind */
export function isReconciledKind(kind) {
  const found = findSourceKind(kind);
  return found !== null && "isReconciled" in found;
}

/** Whether deliveries of a kind wait while others arrive. @param {string} kind */
export function isBulk(kind) {
  const found = findSourceKind(kind);
  return found !== null && "isBulk" in found;
}

/**
 * The webhook at an address: the kind, which may be unknown, and the key of the source, null on a shared path. Null for any
 * other address, and for one that only a router reads (percent-encoded, with more or fewer segments).
 * @param {string} url path and query as sent
 * @returns {{ kind: string, sourceKey: string | null } | null}
 */
export function findWebhook(url) {
  const path = url.split("?", 1)[0] ?? "";
  const shared = SOURCE_KINDS.find((known) => "sharedPath" in known && known.sharedPath === path);
  if (shared) return { kind: shared.kind, sourceKey: null };
  const found = /^\/api\/webhooks\/([\w-]+)\/([\w-]+)$/.exec(path);
  return found?.[1] && found[2] ? { kind: found[1], sourceKey: found[2] } : null;
}

/**
 * The kind that a request's address names, when there are no webhooks of it; null for any other address.
 * @param {string} url path and query as sent
 */
export function unknownWebhookKind(url) {
  const [, area, first, kind] = (url.split("?", 1)[0] ?? "").split("/");
  if (area !== "api" || first !== "webhooks" || kind === undefined || kind === "") return null;
  return findSourceKind(kind) === null ? kind : null;
}

/** What is answered then. @param {string} kind */
export function noSuchWebhook(kind) {
  return `There is no webhook for "${kind.slice(0, 40)}".`;
}
