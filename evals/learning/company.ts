/** The made-up company whose failures are replayed. */

export type LogStyle = "airflow" | "prefect" | "dbt" | "spark";

export interface CompanyPipeline {
  name: string;
  task: string;
  style: LogStyle;
  table: string;
}

const TASKS: Readonly<Record<LogStyle, readonly string[]>> = {
  airflow: ["load", "extract", "publish"],
  prefect: ["sync", "import", "enrich"],
  dbt: ["model.shop.fct", "model.shop.dim", "model.shop.stg"],
  spark: ["aggregate", "sessionize", "score"],
};
const STYLES: readonly LogStyle[] = ["airflow", "airflow", "prefect", "dbt", "spark"];
const NAMES = [
  "orders",
  "payments",
  "refunds",
  "stores",
  "stock",
  "suppliers",
  "prices",
  "loyalty",
  "campaigns",
  "clicks",
  "sessions",
  "tickets",
  "invoices",
  "ledger",
  "payroll",
  "fleet",
  "shipments",
  "returns",
  "customers",
  "leads",
  "budgets",
  "forecasts",
  "weather",
  "fraud",
  "vouchers",
  "reviews",
  "search",
  "energy",
  "audits",
  "claims",
];

/** The thirty pipelines. */
export const COMPANY_PIPELINES: readonly CompanyPipeline[] = NAMES.map((name, i) => {
  const style = STYLES[i % STYLES.length] ?? "airflow";
  const task = TASKS[style][i % 3] ?? "load";
  return {
    name: `${name}_daily`,
    task: style === "dbt" ? `${task}_${name}` : task,
    style,
    table: `raw.${name}`,
  };
});
