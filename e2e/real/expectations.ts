/** An example pipeline and its expected outcome. */
export interface Expectation {
  pipeline: string;
  /** Why it fails, for the table. */
  failure: string;
  /** Flows that run this one as a subflow and fail with it: their incidents must be part of this one's. */
  affects?: readonly string[];
  /** Null for a pipeline that must not open an incident. */
  incident: {
    task: string | null;
    tryNumber: number | null;
    mapIndex?: number;
    /** Text that occurs only in the orchestrator's log, which proves that it was read through the API. */
    logHolds: string;
    categories: readonly string[];
    /** Text that one of the diagnosis's citations must contain. */
    citationHolds: RegExp;
    /** What the root cause must say. */
    causeHolds: RegExp;
    /** The line of the example's code that the code evidence must mark; null if there is none to be had. */
    code: CodeLine | null;
  } | null;
}

/** A line of an example, by its file's name and a text that occurs in no other line of it. */
export interface CodeLine {
  file: string;
  holds: string;
}

/** Categories that are both defensible: a dropped column is a schema change that surfaces as an SQL error. */
export const SQL = ["schema_change", "warehouse_sql"];
export const FILE = ["upstream_missing_data", "configuration"];
export const KILLED = ["resource_exhausted", "infrastructure"];

/** The DAGs in `dags/`, for both Airflow versions. */
export const AIRFLOW_EXPECTATIONS: readonly Expectation[] = [
  {
    pipeline: "orders_daily",
    failure: "Python exception",
    incident: {
      task: "transform",
      tryNumber: 1,
      logHolds: "marker: transforming 3 orders",
      categories: ["code_bug"],
      citationHolds: /name 'order_count' is not defined/,
      causeHolds: /order_count/,
      code: { file: "orders_python_error.py", holds: "/ order_count" },
    },
  },
  {
    pipeline: "invoices_mart",
    failure: "SQL error",
    incident: {
      task: "build_mart",
      tryNumber: 1,
      logHolds: "marker: building the mart of invoices",
      categories: SQL,
      citationHolds: /no such column: customer_id/,
      causeHolds: /customer_id/,
      code: { file: "invoices_sql_error.py", holds: "execute(QUERY)" },
    },
  },
  {
    pipeline: "forecast_train",
    failure: "import error",
    incident: {
      task: "train",
      tryNumber: 1,
      logHolds: "marker: loading the model library",
      categories: ["missing_dependency"],
      citationHolds: /No module named 'lightgbm_for_forecasts'/,
      causeHolds: /lightgbm_for_forecasts/,
      code: { file: "forecast_missing_module.py", holds: "import lightgbm_for_forecasts" },
    },
  },
  {
    pipeline: "stock_import",
    failure: "missing file (mapped)",
    incident: {
      task: "load",
      tryNumber: 1,
      mapIndex: 2,
      logHolds: "marker: reading the stock of lyon",
      categories: FILE,
      citationHolds: /No such file or directory/,
      causeHolds: /lyon\.csv/,
      code: { file: "stock_missing_file.py", holds: "source.read_text()" },
    },
  },
  { pipeline: "prices_hourly", failure: "retry, then success", incident: null },
  {
    pipeline: "events_hourly",
    failure: "retry, then failure",
    incident: {
      task: "fetch",
      tryNumber: 2,
      logHolds: "marker: try 2",
      categories: ["network_timeout"],
      citationHolds: /Connection refused/,
      causeHolds: /127\.0\.0\.1|refused/i,
      code: { file: "events_retry_then_fail.py", holds: "urlopen(" },
    },
  },
  { pipeline: "thumbnails_hourly", failure: "SIGKILL, retry, then success", incident: null },
  {
    pipeline: "images_resize",
    failure: "SIGKILL",
    incident: {
      task: "resize",
      tryNumber: 1,
      logHolds: "marker: resizing 40,000 images",
      categories: KILLED,
      citationHolds: /terminated by signal|return code -9|SIGKILL|-9/i,
      causeHolds: /kill|SIGKILL/i,
      code: { file: "images_killed.py", holds: "def resize" },
    },
  },
];
