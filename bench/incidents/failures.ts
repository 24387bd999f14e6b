import { embedText } from "@/lib/knowledge/embed-text";

/** A failure mode: its exception, diagnosis and vector. */
export interface BenchFailure {
  type: string;
  message: string;
  category: string;
  rootCause: string;
  signature: string;
  /** In pgvector's notation. */
  vector: string;
}

/** Words that fill the message templates. */
const COLUMNS = words(
  "customer_id order_total shipped_at email currency tax_rate session_id region sku unit_price device_id campaign",
);
const TABLES = words(
  "raw.orders raw.payments stg.customers stg.sessions mart.revenue mart.churn ods.events ods.clicks dim.product dim.store",
);
const HOSTS = words(
  "warehouse.internal api.billing.internal kafka-3 s3.eu-central-1 redis-cache ldap.corp sftp.partner metrics.internal",
);
const PACKAGES = words("pandas pyarrow snowflake great_expectations dbt_utils boto3 sqlalchemy requests");

/** Returns signature, exception type, message, category and root cause for a column, table, host and package. */
type Template = (
  column: string,
  table: string,
  host: string,
  pkg: string,
) => [string, string, string, string, string];

const TEMPLATES: readonly Template[] = [
  (c, t) => [
    "postgres/undefined-column",
    "psycopg2.errors.UndefinedColumn",
    `column "${c}" of ${t} does not exist`,
    "schema_change",
    `Column ${c} was renamed or dropped in ${t}`,
  ],
  (c) => [
    "python/key-error",
    "builtins.KeyError",
    `'${c}'`,
    "code_bug",
    `The code expects a key ${c} that the input does not have`,
  ],
  (_c, _t, h) => [
    "network/read-timeout",
    "requests.exceptions.ReadTimeout",
    `Read timed out after 30 s while talking to ${h}`,
    "network_timeout",
    `${h} did not answer in time`,
  ],
  (_c, _t, h) => [
    "network/refused",
    "builtins.ConnectionRefusedError",
    `[Errno 111] Connection refused by ${h}`,
    "infrastructure",
    `Nothing listens on ${h}`,
  ],
  (_c, t) => [
    "postgres/permission",
    "psycopg2.errors.InsufficientPrivilege",
    `permission denied for table ${t}`,
    "auth_permission",
    `The role of the pipeline may not read ${t}`,
  ],
  (c, t) => [
    "quality/nulls",
    "great_expectations.ValidationError",
    `${t}.${c} has unexpected nulls`,
    "data_quality",
    `Rows without ${c} arrived in ${t}`,
  ],
  (_c, _t, _h, p) => [
    "python/module-not-found",
    "builtins.ModuleNotFoundError",
    `No module named '${p}'`,
    "missing_dependency",
    `The image lacks the package ${p}`,
  ],
  (_c, t, h) => [
    "kubernetes/oom-killed",
    "airflow.exceptions.AirflowException",
    `Pod was OOMKilled while loading ${t} on ${h}`,
    "resource_exhausted",
    `Loading ${t} needs more memory than the pod may use`,
  ],
  (_c, _t, h) => [
    "http/too-many-requests",
    "requests.exceptions.HTTPError",
    `429 Too Many Requests from ${h}`,
    "rate_limit",
    `${h} limits how often it may be called`,
  ],
  (_c, t) => [
    "upstream/empty",
    "builtins.ValueError",
    `no rows in ${t} for the logical date`,
    "upstream_missing_data",
    `${t} was not filled before the run began`,
  ],
  (c) => [
    "config/missing-variable",
    "builtins.RuntimeError",
    `environment variable ${c.toUpperCase()}_URL is not set`,
    "configuration",
    `${c.toUpperCase()}_URL is not configured`,
  ],
  (c, t) => [
    "snowflake/sql-compilation",
    "snowflake.connector.errors.ProgrammingError",
    `SQL compilation error: invalid identifier '${c}' in ${t}`,
    "warehouse_sql",
    `The query names ${c}, which ${t} does not have`,
  ],
];

const FAILURES = 600;

/** 600 failure modes, the same on every run. */
export function benchFailures(): BenchFailure[] {
  return Array.from({ length: FAILURES }, (_, n) => {
    const template = pick(TEMPLATES, n);
    const [signature, type, message, category, rootCause] = template(
      pick(COLUMNS, Math.floor(n / 12)),
      pick(TABLES, Math.floor(n / 5)),
      pick(HOSTS, Math.floor(n / 7)),
      pick(PACKAGES, Math.floor(n / 12)),
    );
    const line = `${type.slice(type.lastIndexOf(".") + 1)} ${message}`;
    const vector = `[${embedText(line)
      .map((value) => value.toFixed(6))
      .join(",")}]`;
    return { type, message, category, rootCause, signature, vector };
  });
}

function pick<T>(from: readonly T[], n: number): T {
  const value = from[n % from.length];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

function words(text: string): string[] {
  return text.split(" ");
}
