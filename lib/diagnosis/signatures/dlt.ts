import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** dlt (data load tool): pipelines, schema contracts, configuration and load jobs. */
export const dltSignatures: Signature[] = [
  {
    id: "dlt/config-missing",
    title: "dlt configuration value missing",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ConfigFieldMissingException: (?:Following fields are missing: \['?(?<fields>[^\]\n]{1,160}?)'?\] in configuration with spec (?<spec>\w{1,100})|Missing \d{1,3} fields? in configuration `(?<config>\w{1,100})`: (?<names>`[^\n]{1,160}`))/,
        /Following fields are missing: \['?(?<fields>[^\]\n]{1,160}?)'?\] in configuration with spec (?<spec>\w{1,100})/,
      ],
    },
    rootCause: "dlt found no value for[[ `{fields}` of {spec}]][[ {names} of {config}]]",
    explanation:
      "dlt looks for settings in environment variables, `secrets.toml`, `config.toml` and vaults, under several keys; none of them has this value where the pipeline runs.",
    checks: [
      "The list of keys that dlt tried, in the message",
      "Whether `.dlt/secrets.toml` is deployed and the working directory is right",
    ],
    fixes: [
      "Set the value as environment variable (section and field in upper case with double underscores, as in `DESTINATION__POSTGRES__CREDENTIALS__PASSWORD`); the message lists the keys that dlt tried",
      "Or deploy `.dlt/secrets.toml` and run in its folder, or configure a vault provider",
    ],
    docs: ["https://dlthub.com/docs/general-usage/credentials/setup"],
  },
  {
    id: "dlt/contract-violated",
    title: "dlt schema contract violated",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Contract on `?(?<entity>tables|columns|data_type)`? with (?:contract_)?`?mode=?(?:freeze|`?freeze`?)? ?(?:=?freeze)?`? is violated\.(?: (?:Can't add table|Trying to add|Can't add)[\w ]{0,20} column `?(?<column>[\w.]{1,160})`? to table `?(?<table>[\w.]{1,160})`?)?/,
        /(?:Can't add table column|Trying to add column|Trying to create new variant column) `?(?<column>[\w.]{1,160})`? to table `?(?<table>[\w.]{1,160})`?/,
        /Contract on (?<entity>tables|columns|data_type)/,
      ],
      also: [/[Cc]ontract|frozen/],
      names: [
        /[Cc]olumn `?(?<column>[\w.]{1,160})`? to table `?(?<table>[\w.]{1,160})`?/,
        /In Table: (?<table>[\w.]{1,160}) Column: (?<column>\([^)\n]{1,160}\)|[\w.]{1,160})/,
      ],
    },
    rootCause:
      "The data changed and the dlt schema contract forbids it[[ ({entity})]][[: `{column}`]][[ in `{table}`]]",
    explanation:
      "With `freeze` dlt stops when a table, a column or a type appears that the schema does not have. A changed timezone, precision or nullability of an existing column counts too.",
    checks: [
      "The new column or type in the source's data",
      "The contract of the resource or in `pipeline.run(schema_contract=...)`",
    ],
    fixes: [
      'Add the column to the schema if it is wanted (`schema_contract={"columns": "evolve"}` for one run)',
      "Use `discard_value` or `discard_row` to load without it",
      "Ask the source's owner whether the change was intended",
    ],
    docs: ["https://dlthub.com/docs/general-usage/schema-contracts"],
  },
  {
    id: "dlt/load-job-failed",
    title: "dlt load job rejected by the destination",
    category: "data_quality",
    alternatives: ["schema_change", "auth_permission", "configuration", "warehouse_sql"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Job with `job_id=(?<job>[^`\n]{1,200})`[^\n]{0,80} failed terminally with message:? (?<reason>[^\n]{3,240})/,
        /Job for (?<job>[^\s]{1,200}) failed terminally in load [\d.]{1,30} with message (?<reason>[^\n]{3,240})/,
      ],
      names: [
        /`?job_id=(?<table>\w{1,120}?)\.[0-9a-f]{6,20}\./,
        /Job for (?<table>\w{1,120}?)\.[0-9a-f]{6,20}\./,
      ],
    },
    rootCause:
      "The destination rejected the rows[[ of the table `{table}`]] in the load job `{job}`: {reason}",
    explanation:
      "A terminal error: dlt does not retry it. The table's name is the first part of the job's id; the destination's message says why.",
    checks: ["The destination's message, and the failed job's file (`dlt pipeline NAME failed-jobs`)"],
    fixes: [
      "Fix the value, type or permission that the destination names[[ for `{table}`]]",
      "Then drop the aborted package and run again: `dlt pipeline NAME drop-pending-packages`",
    ],
    docs: ["https://dlthub.com/docs/running-in-production/running"],
  },
  {
    id: "dlt/cursor-missing",
    title: "dlt incremental cursor missing in the data",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cursor element with JSON path `?(?<column>[^`\s]{1,160})`? was not found in extracted data item/,
        /IncrementalCursorPath(?:Missing|HasValueNone): (?<reason>[^\n]{3,160})/,
        /IncrementalPrimaryKeyMissing: (?<reason>[^\n]{3,160})/,
        /IncrementalCursorInvalidCoercion: (?<reason>[^\n]{3,160})/,
      ],
      names: [
        /JSON path `?(?<column>[^`\s]{1,160})`? (?:was not found|has the value)/,
        /In processing pipe `?(?<resource>[\w.-]{1,120})/,
        /(?<none>has the value `None`)/,
      ],
    },
    rootCause:
      "The cursor column[[ `{column}`]] of the incremental load is missing or null in the data[[ of `{resource}`]]",
    explanation:
      "`dlt.sources.incremental` reads this field from every item. The source renamed it, sends nulls, or changed its type.",
    checks: ["The field in a current item of the source"],
    fixes: [
      "Use the field's current name in `dlt.sources.incremental(…)`[[ instead of `{column}`]]",
      'For nulls set `on_cursor_value_missing="include"` or `"exclude"`',
    ],
    docs: ["https://dlthub.com/docs/general-usage/incremental-loading"],
  },
  {
    id: "dlt/required-column-empty",
    title: "Required column received no data (dlt)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot coerce NULL in table (?<table>[\w.]{1,160}) column (?<column>[\w.]{1,160})/,
        /(?:UnboundColumnException|[Tt]he column `?(?<column>[\w.]{1,160})`? in table `?(?<table>[\w.]{1,160})`?[^\n]{0,160}did not receive any data)/,
        /CannotCoerceNullException: (?<reason>[^\n]{3,160})/,
      ],
      names: [/[Tt]he column `?(?<column>[\w.]{1,160})`? in table `?(?<table>[\w.]{1,160})`?/],
    },
    rootCause: "The required column[[ `{column}`]][[ of `{table}`]] has no value in the loaded data",
    explanation: "The column is a primary key or not nullable in the dlt schema, but no item contained it.",
    checks: ["The key columns of the resource against a current item"],
    fixes: ["Correct `primary_key` or the column's hint", "Reject items without the key"],
    docs: ["https://dlthub.com/docs/general-usage/schema"],
  },
  {
    id: "dlt/schema-corrupted",
    title: "dlt schema is not valid",
    category: "schema_change",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SchemaCorruptedException: (?<reason>[^\n]{3,200})/,
        /SchemaEngineNoUpgradePathException: (?<reason>[^\n]{3,200})/,
        /SchemaIdentifierNormalizationCollision: (?<reason>[^\n]{3,200})/,
      ],
    },
    rootCause: "dlt rejected the pipeline's schema: {reason}",
    explanation:
      "The stored or imported schema contradicts itself, was written by a newer dlt, or two column names become the same after normalization.",
    checks: [
      "The schema in `schemas/import` and `dlt pipeline NAME schema`",
      "The dlt versions that wrote and read it",
    ],
    fixes: [
      "Correct the imported schema, or remove it and let dlt infer it again",
      "Use at least the dlt version that wrote the schema",
    ],
    docs: ["https://dlthub.com/docs/general-usage/schema"],
  },
  {
    id: "dlt/missing-extra",
    title: "dlt destination package not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/You must install additional dependencies to run (?<what>[^\n.]{1,100})\. If you use pip/],
      names: [/pip install "?(?<install>dlt\[[\w,-]{1,80}\][^"\s]{0,40})/],
    },
    rootCause: "The packages that dlt needs for {what} are not installed",
    explanation: "Destinations and sources come as extras of the package.",
    checks: ["The `pip install` line in the message"],
    fixes: [
      "Add the extra to the image's requirements[[: `{install}`]], such as `dlt[postgres]` or `dlt[bigquery]`, and rebuild it",
    ],
    docs: ["https://dlthub.com/docs/reference/installation"],
  },
  {
    id: "dlt/restore-failed",
    title: "dlt cannot restore the pipeline",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /CannotRestorePipelineException: (?<reason>[^\n]{3,200})/,
        /PipelineNeverRan: (?<reason>[^\n]{0,200})/,
        /PipelineHasPendingDataException/,
      ],
      names: [/[Pp]ipeline (?:with `pipeline_name=)?(?<pipeline>[\w-]{1,120})/],
    },
    rootCause: "dlt could not use the pipeline's earlier state[[: {reason}]]",
    explanation:
      "The working directory belongs to another pipeline or version, is gone, or holds a package of an earlier run that was not loaded.",
    checks: ["`~/.dlt/pipelines/NAME` where the pipeline runs"],
    fixes: [
      "Look at it: `dlt pipeline[[ {pipeline}]] info`; drop a pending package with `dlt pipeline[[ {pipeline}]] drop-pending-packages`",
      "Restore the state from the destination: `dlt pipeline[[ {pipeline}]] sync`",
    ],
    docs: ["https://dlthub.com/docs/general-usage/state"],
  },
  {
    id: "dlt/extraction-failed",
    title: "dlt resource failed during extraction",
    category: "code_bug",
    alternatives: ["network_timeout", "auth_permission", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /extraction of resource (?<resource>[\w.-]{1,160}) in (?<part>`?\w{1,40}`?)(?: (?<generator>[\w.<>-]{1,160}))? caused an exception: (?<reason>[^\n]{3,200})/,
      ],
    },
    rootCause: "Reading the resource `{resource}` failed: {reason}",
    explanation: "The exception came from the resource's own code or the API it calls.",
    checks: ["The nested exception and its traceback"],
    fixes: [
      "Fix the nested exception of the resource `{resource}`: its API, login or code",
      'Run only it to try: `pipeline.run(source.with_resources("{resource}"))`',
    ],
    docs: ["https://dlthub.com/docs/running-in-production/running"],
  },
  {
    id: "dlt/step-failed",
    title: "dlt pipeline step failed",
    category: "code_bug",
    alternatives: ["configuration", "data_quality", "network_timeout", "auth_permission"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Pipeline execution failed at (?:stage |`step=)(?<step>\w{2,20})`?[^\n]{0,160}with exception:\s{1,4}<class '(?<type>[\w.]{1,160})'>\s{1,4}(?<reason>[^\n]{1,200})/,
        /Pipeline execution failed at (?:stage |`step=)(?<step>\w{2,20})/,
      ],
    },
    rootCause: "The dlt pipeline failed in the step {step}[[: {reason}]]",
    explanation:
      "dlt wraps the exception of the step (`extract`, `normalize`, `load` or `sync`); the nested one is the cause.",
    checks: ["The nested exception (`<class ...>`) and its message"],
    fixes: ["Fix the nested error; a failed load can be repeated with `pipeline.run()` without new data"],
    docs: ["https://dlthub.com/docs/running-in-production/running"],
  },
];
