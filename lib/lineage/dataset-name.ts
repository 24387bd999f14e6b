/** A dataset as OpenLineage names it: a namespace such as `postgres://host:5432` and a name such as `db.schema.table`. */
export interface DatasetName {
  namespace: string;
  name: string;
}

const DEFAULT_PORTS: Record<string, string> = {
  postgres: "5432",
  mysql: "3306",
  redshift: "5439",
  mssql: "1433",
  oracle: "1521",
  trino: "8080",
  clickhouse: "8123",
};

/** Other spellings of a scheme. */
const SCHEMES: Record<string, string> = {
  postgresql: "postgres",
  s3a: "s3",
  s3n: "s3",
  gcs: "gs",
  abfs: "abfss",
  wasb: "wasbs",
  sqlserver: "mssql",
};

/** Schemes of databases, whose addresses have the database and the table as path: `postgres://host/db/schema/table`. */
const DATABASES = new Set(Object.keys(DEFAULT_PORTS));

const ADDRESS = /^([a-z][a-z0-9+.-]{0,40}):\/\/([^/?#]{0,500})([^?#]{0,2000})/i;

/**
 * The one spelling of a namespace: `postgresql://DB` and `postgres://db:5432/` are the same. User names and passwords are
 * left out. Pure.
 */
export function canonicalNamespace(namespace: string): string {
  const match = ADDRESS.exec(namespace.trim());
  if (!match) return namespace.trim().replace(/\/{1,20}$/, "");
  const [, given = "", authority = "", path = ""] = match;
  const scheme = canonicalScheme(given);
  const host = authority.slice(authority.lastIndexOf("@") + 1).toLowerCase();
  const port = DEFAULT_PORTS[scheme];
  const place = port && host !== "" && !host.includes(":") ? `${host}:${port}` : host;
  return `${scheme}://${place}${path.replace(/\/{1,20}$/, "")}`;
}

/**
 * The dataset an address names, such as the URI of an Airflow asset: `s3://lake/raw/orders` is `raw/orders` in `s3://lake`,
 * `postgres://host/db/schema/table` is `db.schema.table` in `postgres://host:5432`. A text that is no address names a dataset
 * in the namespace `fallback`. Pure.
 */
export function datasetOfUri(uri: string, fallback: string): DatasetName {
  const match = ADDRESS.exec(uri.trim());
  if (!match) return { namespace: fallback, name: uri.trim() };
  const [, given = "", authority = "", path = ""] = match;
  const scheme = canonicalScheme(given);
  const name = path.replace(/^\/{1,20}/, "").replace(/\/{1,20}$/, "");
  if (name === "") return { namespace: `${scheme}:`, name: authority || uri.trim() };
  if (scheme === "file") return { namespace: "file", name: `/${name}` };
  const namespace = canonicalNamespace(`${scheme}://${authority}`);
  return { namespace, name: DATABASES.has(scheme) ? name.replaceAll("/", ".") : name };
}

function canonicalScheme(scheme: string): string {
  const lower = scheme.toLowerCase();
  return SCHEMES[lower] ?? lower;
}

/**
 * The parts of a name, lower case and without quotes: `"Shop"."Main".orders` → shop, main, orders. A dot inside quotes
 * belongs to its part. Names with slashes (files) are split at those. Pure, linear.
 */
export function nameParts(name: string): string[] {
  const parts: string[] = [];
  let part = "";
  let closing = "";
  const separator = name.includes("/") ? "/" : ".";
  for (const char of name.trim()) {
    if (closing !== "") {
      if (char === closing) closing = "";
      else part += char;
    } else if (char in CLOSING) closing = CLOSING[char] ?? "";
    else if (char === separator) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  return [...parts, part].map((text) => text.trim().toLowerCase()).filter((text) => text !== "");
}

const CLOSING: Record<string, string> = { '"': '"', "`": "`", "[": "]", "'": "'" };
