import { COMMON_DIALECTS, type SqlDialect } from "@/lib/vendors/syntax/parse-sql-files";

export interface DialectHints {
  /** `Type: message` of the failure. */
  failure: string;
  /** Engines of the connected warehouses. */
  warehouses: readonly string[];
  /** The text of dbt's `profiles.yml` in the repository, if there is one. */
  profiles: string | null;
}

/** What drivers and adapters write into exceptions and logs. */
const IN_FAILURE: readonly [SqlDialect, RegExp][] = [
  ["snowflake", /\bsnowflake\b/i],
  ["bigquery", /\bbigquery\b|google\.(?:api_core|cloud)/i],
  ["redshift", /\bredshift(?:_connector)?\b/i],
  ["databricks", /\bdatabricks\b|\bpyspark\b|AnalysisException/i],
  ["duckdb", /\bduckdb\b/i],
  ["mysql", /\b(?:pymysql|MySQLdb|mysql\.connector|mariadb)\b/i],
  ["tsql", /\bpyodbc\b|\bpymssql\b|SQL Server/i],
  ["trino", /\btrino\b|\bpresto\b|athena/i],
  ["clickhouse", /\bclickhouse/i],
  ["postgresql", /\b(?:psycopg2?|asyncpg|postgresql)\b/i],
];
const ADAPTERS: Readonly<Record<string, SqlDialect>> = {
  ...Object.fromEntries(COMMON_DIALECTS.map((dialect) => [dialect, dialect])),
  postgres: "postgresql",
  spark: "databricks",
  sqlserver: "tsql",
  athena: "trino",
  clickhouse: "clickhouse",
};

/**
 * The dialects of a pipeline's SQL: the one that the failure names, else those of the connected warehouses, else those of
 * dbt's profiles, else the common ones. Pure.
 */
export function sqlDialects({ failure, warehouses, profiles }: DialectHints): readonly SqlDialect[] {
  const named = IN_FAILURE.find(([, pattern]) => pattern.test(failure.slice(0, 4_000)));
  if (named) return [named[0]];
  const types = [...(profiles ?? "").slice(0, 100_000).matchAll(/^\s{1,40}type:\s{0,10}['"]?(\w{1,40})/gm)];
  const found = [...warehouses, ...types.map((match) => match[1] ?? "")].flatMap(
    (name) => ADAPTERS[name] ?? [],
  );
  return found.length > 0 ? [...new Set(found)] : COMMON_DIALECTS;
}
