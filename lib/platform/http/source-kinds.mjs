// Which webhooks there are. JavaScript, because the HTTP server (bin/start) checks the kind before it reads anything.

/** Kinds of sources that the webhook route knows. */
export const SOURCE_KINDS = /** @type {const} */ ([
  "airflow",
  "prefect",
  "openlineage",
  "dbt",
  "dagster",
  "databricks",
  "github",
  "alertmanager",
  "grafana",
  "sns",
  "kubernetes",
  "generic",
  "app-error",
]);

const KNOWN = new Set(/** @type {readonly string[]} */ (SOURCE_KINDS));

/**
 * The kind that a request's address names, when there are no webhooks of it; null for any other address.
 * @param {string} url path and query as sent
 */
export function unknownWebhookKind(url) {
  const [, area, first, kind] = (url.split("?", 1)[0] ?? "").split("/");
  if (area !== "api" || first !== "webhooks" || kind === undefined || kind === "") return null;
  return KNOWN.has(kind) ? null : kind;
}

/** What is answered then. @param {string} kind */
export function noSuchWebhook(kind) {
  return `There is no webhook for "${kind.slice(0, 40)}".`;
}
