import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** dbt: unit tests, microbatch models, snapshots, freshness, Python models, hooks. */
export const dbtRunSignatures: Signature[] = [
  {
    id: "dbt/unit-test-failed",
    title: "dbt unit test failed",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Failure in unit_test (?<test>[\w.-]{1,160})/, /actual differs from expected:/],
      names: [/FAIL \d{1,6} (?<model>[\w.-]{1,160})::(?<test>[\w.-]{1,160})/],
    },
    rootCause: "The model's logic does not return what the unit test[[ `{test}`]] expects",
    explanation:
      "Unit tests run the model's SQL on the rows of the test, so the data in the warehouse has no part in it: the logic changed, or the expectation is out of date.",
    checks: [
      "The rows marked `→`, `+++` and `---` in the difference",
      "The last commits to the model and to the test",
    ],
    fixes: ["Correct the model's logic", "Update the expected rows if the new result is intended"],
    docs: ["https://docs.getdbt.com/docs/build/unit-tests"],
  },
  {
    id: "dbt/unit-test-invalid",
    title: "dbt unit test is not valid",
    category: "code_bug",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid column name: '(?<column>[^'\n]{1,160})' in unit test fixture for '(?<input>[^'\n]{1,160})'/,
        /Unable to find model '(?<model>[^'\n]{1,160})' for unit test '(?<test>[^'\n]{1,160})'/,
        /Not able to get columns for unit test '(?<test>[^'\n]{1,160})' from relation (?<input>[^\s]{1,200})/,
        /An error occurred during execution of unit test '(?<test>[^'\n]{1,160})'/,
      ],
      names: [/in unit_test (?<test>[\w.-]{1,160})/],
    },
    rootCause:
      "The unit test[[ `{test}`]] does not fit the project[[: its rows for `{input}` have an unknown column `{column}`]][[: there is no model `{model}`]]",
    explanation:
      "A unit test's rows must use the columns of its inputs, and dbt reads those columns from existing relations. The input's columns changed, the relation was not built yet, or a value's type does not fit.",
    checks: [
      "The input's columns against the rows of the test",
      "Whether the inputs exist in this target (`dbt run --empty --select` them)",
    ],
    fixes: [
      "Use the current column names and add a type with `format: sql` where needed",
      "Build the inputs before the unit tests (`dbt build`)",
    ],
    docs: ["https://docs.getdbt.com/docs/build/unit-tests"],
  },
  {
    id: "dbt/microbatch-settings",
    title: "Microbatch model lacks a setting",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Mm]icrobatch model '?(?<model>[\w.-]{1,160})'? must provide (?:an?|the) '?(?<setting>event_time|begin|batch_size)'?/,
        /The configured `(?<setting>event_time|begin|batch_size)` of the model '(?<model>[^'\n]{1,160})'/,
      ],
    },
    rootCause: "The microbatch model `{model}` needs `{setting}`",
    explanation:
      "A microbatch model needs `event_time` (the column), `begin` (the first date) and `batch_size`, and its inputs need `event_time` too if they should be filtered.",
    checks: ["The model's `config(...)` and the YAML of its direct inputs"],
    fixes: ["Set `{setting}` in the model's config"],
    docs: ["https://docs.getdbt.com/docs/build/incremental-microbatch"],
  },
  {
    id: "dbt/microbatch-partial",
    title: "Some batches of a microbatch model failed",
    category: "warehouse_sql",
    alternatives: ["data_quality", "resource_exhausted", "network_timeout"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /PARTIAL SUCCESS created sql microbatch model (?<model>[\w."`]{1,200})/,
        /PARTIAL SUCCESS \((?<done>\d{1,6})\/(?<total>\d{1,6})\)/,
      ],
      names: [/\(?PARTIAL SUCCESS \((?<done>\d{1,6})\/(?<total>\d{1,6})\)/],
      namesAnywhere: [
        /Batch \d{1,6} of \d{1,6} ERROR[^\n]{0,60}batch (?<batch>[\d-]{8,30}(?:T[\d:-]{2,10})?)/,
      ],
    },
    rootCause:
      "Some batches of the microbatch model[[ `{model}`]] failed[[: {done} of {total} succeeded]][[; the first failed is {batch}]]",
    explanation:
      "Each batch is a statement of its own; dbt keeps those that worked. The error of the failed batch stands next to its time range.",
    checks: ["The first `Batch … ERROR` line and its error"],
    fixes: [
      "Fix that error, then run `dbt retry`, which repeats only the failed batches",
      "Or rerun the range with `--event-time-start` and `--event-time-end`",
    ],
    docs: ["https://docs.getdbt.com/docs/build/incremental-microbatch"],
  },
  {
    id: "dbt/snapshot-target",
    title: "Snapshot table lacks dbt's columns",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Snapshot target is (?:not a snapshot table|missing configured columns) \(missing (?<columns>"[^()\n]{1,200}")\)/,
      ],
      names: [/in snapshot (?<snapshot>[\w.-]{1,160})/],
    },
    rootCause: "The existing table of the snapshot[[ `{snapshot}`]] lacks the columns {columns}",
    explanation:
      "dbt keeps a snapshot's history in these columns. The table was created by something else (a model of the same name, a restored copy, `materialized: table`), by another setting of `snapshot_meta_column_names`, or before that setting was changed.",
    checks: [
      "What created the table, and its columns",
      "The snapshot's `config`: `materialized`, `snapshot_meta_column_names`, target schema",
    ],
    fixes: [
      "Restore or rename the columns in the table",
      "Rename the table away and let `dbt snapshot` create it (its history starts anew)",
    ],
    docs: ["https://docs.getdbt.com/docs/build/snapshots"],
  },
  {
    id: "dbt/snapshot-settings",
    title: "Snapshot lacks a setting",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Snapshots must be configured with a 'strategy' and 'unique_key'/,
        /A snapshot configured with the (?<strategy>timestamp|check) strategy must specify an? `?(?<setting>updated_at|check_cols)`?/,
        /Invalid value for 'check_cols'/,
      ],
      names: [/snapshots?\/(?<file>[\w./-]{1,160}\.(?:sql|yml))/],
    },
    rootCause: "A snapshot is not fully configured[[: the {strategy} strategy needs `{setting}`]]",
    explanation:
      "A snapshot needs `unique_key` and `strategy`, and `updated_at` (timestamp) or `check_cols` (check).",
    checks: ["The snapshot's config in its SQL or YAML"],
    fixes: ["Add the missing setting"],
    docs: ["https://docs.getdbt.com/docs/build/snapshots"],
  },
  {
    id: "dbt/freshness-not-timestamp",
    title: "Freshness field is no timestamp",
    category: "configuration",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Expected a timestamp value when querying field '(?<field>[^'\n]{1,160})' of table (?<table>[^\s]{1,200}) but received value of type '(?<type>[^'\n]{1,60})'/,
      ],
    },
    rootCause: "`loaded_at_field: {field}` of {table} is {type}, not a timestamp",
    explanation: "Source freshness needs a timestamp. The column is a date or text, or changed its type.",
    checks: ["The type of `{field}` in {table}"],
    fixes: ['Set `loaded_at_field: "{field}::timestamp"` or use `loaded_at_query`', "Use another column"],
    docs: ["https://docs.getdbt.com/reference/resource-properties/freshness"],
  },
  {
    id: "dbt/freshness-query-failed",
    title: "Freshness query failed",
    category: "warehouse_sql",
    alternatives: ["auth_permission", "schema_change"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/\d ERROR freshness of (?<source>[\w.-]{1,200})/],
      namesAnywhere: [/Database Error in source [\w.-]{1,160}[^\n]{0,200}\n\s{0,20}(?<reason>[^\n]{3,160})/],
    },
    rootCause: "The freshness query of the source `{source}` failed, so its age is unknown[[: {reason}]]",
    explanation:
      "This is not stale data: the query for `max(loaded_at_field)` itself failed, because of a permission, a missing table or column, or the connection.",
    checks: ["The `Database Error in source` lines of the same run"],
    fixes: [
      "Fix what the query reports[[: {reason}]]; the role needs SELECT on `{source}`, and `loaded_at_field` must exist",
      "Then run `dbt source freshness --select source:{source}` again",
    ],
    docs: ["https://docs.getdbt.com/reference/resource-properties/freshness"],
  },
  {
    id: "dbt/incremental-strategy",
    title: "Incremental strategy not supported",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The incremental strategy '(?<strategy>[^'\n]{1,60})' is not valid for this adapter/,
        /Invalid incremental strategy provided: (?<strategy>[\w+]{1,60})/,
        /dbt could not find an incremental strategy macro with the name "get_incremental_(?<strategy>\w{1,60})_sql"/,
      ],
    },
    rootCause: "The adapter does not support the incremental strategy `{strategy}`",
    explanation:
      "Each adapter supports its own strategies, sometimes only for certain table formats or engines.",
    checks: ["The strategies that this adapter and file format support"],
    fixes: [
      "Choose a supported `incremental_strategy` (such as `delete+insert`, `merge` or `append`)",
      "Upgrade the adapter if the strategy is new",
    ],
    docs: ["https://docs.getdbt.com/docs/build/incremental-strategy"],
  },
  {
    id: "dbt/hook-failed",
    title: "dbt hook failed",
    category: "warehouse_sql",
    alternatives: ["auth_permission", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /(?<hook>on-run-start|on-run-end) failed, error:\s{1,4}(?<reason>[^\n]{1,200})/,
        /Database Error in operation (?<operation>[\w.-]{1,160})-(?<hook>on-run-start|on-run-end)-\d/,
      ],
      names: [/Database Error in operation [\w.-]{1,160}[^\n]{0,120}\n\s{0,20}(?<reason>[^\n]{3,160})/],
      namesAnywhere: [
        /Database Error in operation [\w.-]{1,160}[^\n]{0,120}\n\s{0,20}(?<error>[^\n]{3,160})/,
      ],
    },
    rootCause: "The project's `{hook}` hook failed[[: {reason}]]",
    explanation:
      "Hooks run SQL of the project before or after all models; after a failed `on-run-start` dbt runs no model.",
    checks: ["The hook's SQL in `dbt_project.yml` and the database's error"],
    fixes: [
      "Fix the hook's SQL (`{hook}` in `dbt_project.yml` or a package's), or grant the role what it needs",
      "If it was an `on-run-end` hook, the models are built: do not rebuild them, only repeat the hook (`dbt run-operation …`)",
    ],
    docs: ["https://docs.getdbt.com/reference/project-configs/on-run-start-on-run-end"],
  },
  {
    id: "dbt/python-model-failed",
    title: "dbt Python model failed",
    category: "code_bug",
    alternatives: ["missing_dependency", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Python model failed with traceback as:/,
        /Python model run ended in state (?<state>\w{1,30})(?: with state_message\s{1,4}(?<reason>[^\n]{1,160}))?/,
      ],
      names: [
        /in model (?<model>[\w.-]{1,160})/,
        /\n\s{0,12}(?<reason>(?:\w{1,40}\.){0,5}[A-Z]\w{2,60}(?:Error|Exception): [^\n]{2,160})/,
      ],
    },
    rootCause: "The Python code of the dbt model[[ `{model}`]] failed in the warehouse[[: {reason}]]",
    explanation:
      "dbt submits the model's Python to the platform and reports its traceback; the last line of that traceback is the error.",
    checks: [
      "The end of the traceback",
      "The packages that the model declares (`packages=[...]`) and the cluster has",
    ],
    fixes: ["Fix the error of the model's code", "Add the missing package to the model's config"],
    docs: ["https://docs.getdbt.com/docs/build/python-models"],
  },
  {
    id: "dbt/fusion-column",
    title: "dbt Fusion: no such column",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bdbt0227: No column (?<column>[^\n]{1,160}?) found(?:\. Available are (?<candidates>[^\n]{1,160}))?/,
      ],
    },
    rootCause: "dbt Fusion found no column {column} in the model's inputs[[; it knows {candidates}]]",
    explanation:
      "Fusion checks the SQL against the schemas of sources and models before running. The column was renamed or dropped, or Fusion's cached schema is out of date.",
    checks: ["The column in the source table now"],
    fixes: [
      "Use the column's current name",
      "Run `dbt clean` to drop cached schemas if the column does exist",
    ],
  },
  {
    id: "dbt/cloud-job-failed",
    title: "dbt Cloud job failed",
    category: "code_bug",
    alternatives: ["warehouse_sql", "data_quality", "configuration", "infrastructure"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /DbtCloudJobRunException: Job run (?<run>\d{1,15}) (?:has )?failed or (?:has been|was) cancelled/,
        /Job run (?<run>\d{1,15}) (?:has )?failed or has been cancelled/,
      ],
    },
    rootCause: "The dbt Cloud job run {run} failed or was cancelled; its own log has the reason",
    explanation: "Airflow started the run and only knows its end state.",
    checks: ["The run in dbt Cloud: the failing step and its error"],
    fixes: [
      "Fix what the run's log reports, then rerun (the operator's `retry_from_failure` repeats only failed nodes)",
    ],
  },
];
