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
  } | null;
}

/** Categories that are both defensible: a dropped column is a schema change that surfaces as an SQL error. */
const SQL = ["schema_change", "warehouse_sql"];
const FILE = ["upstream_missing_data", "configuration"];
const KILLED = ["resource_exhausted", "infrastructure"];

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
    },
  },
];

/** The flows in `flows/`. */
export const PREFECT_EXPECTATIONS: readonly Expectation[] = [
  {
    pipeline: "customers-daily",
    failure: "Python exception (hook too)",
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Beginning flow run",
      categories: ["code_bug", "schema_change", "data_quality"],
      citationHolds: /customer_id|another shape/,
    },
  },
  {
    pipeline: "invoices-mart",
    failure: "SQL error",
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Beginning flow run",
      categories: SQL,
      citationHolds: /no such column: customer_id/,
    },
  },
  {
    pipeline: "forecast-train",
    failure: "import error (crash)",
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Unexpected exception encountered when trying to load flow",
      categories: ["missing_dependency"],
      citationHolds: /No module named 'lightgbm_for_forecasts'/,
    },
  },
  {
    pipeline: "stock-extract",
    failure: "missing file (subflow)",
    affects: ["stock-daily"],
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Beginning subflow run",
      categories: FILE,
      citationHolds: /No such file or directory/,
    },
  },
  {
    pipeline: "ledger-daily",
    failure: "subflow of a subflow (hook too)",
    affects: ["ledger-monthly", "ledger-yearly"],
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Beginning subflow run",
      categories: ["code_bug", "data_quality"],
      citationHolds: /ZeroDivisionError/,
    },
  },
  {
    pipeline: "catalog-fetch",
    failure: "subflow that its parent gets over",
    affects: [],
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Beginning subflow run",
      categories: ["network_timeout", "infrastructure"],
      citationHolds: /catalog\.internal:5432 was refused/,
    },
  },
  {
    pipeline: "catalog-publish",
    failure: "an error of its own afterwards",
    affects: [],
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "Beginning flow run",
      categories: ["code_bug", "schema_change", "data_quality"],
      citationHolds: /KeyError: 'price'/,
    },
  },
  { pipeline: "prices-hourly", failure: "retry, then success", incident: null },
  {
    pipeline: "events-hourly",
    failure: "retry, then failure",
    incident: {
      task: null,
      tryNumber: 2,
      logHolds: "Beginning flow run",
      categories: ["auth_permission"],
      citationHolds: /access denied to bucket raw-events/,
    },
  },
  {
    pipeline: "images-resize",
    failure: "SIGKILL",
    incident: {
      task: null,
      tryNumber: 1,
      logHolds: "resizing 40,000 images in memory",
      categories: KILLED,
      citationHolds: /-9|SIGKILL/,
    },
  },
];
