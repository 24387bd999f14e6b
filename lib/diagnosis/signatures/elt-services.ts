import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Fivetran, Sqoop, Luigi, Kestra and Mage. */
export const eltServiceSignatures: Signature[] = [
  {
    id: "fivetran/sync-failed",
    title: "Fivetran sync failed",
    category: "infrastructure",
    alternatives: ["auth_permission", "configuration", "schema_change"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Fivetran sync for connector "?(?<connector>[\w-]{3,80})"? failed/,
        /Fivetran sync[^\n]{0,60}failed; please see logs at (?<url>https:\/\/fivetran\.com\/[^\s]{1,160})/,
      ],
    },
    rootCause: "The Fivetran sync[[ of `{connector}`]] failed; its own log has the reason",
    explanation: "The operator only sees that `failed_at` changed.",
    checks: ["The connector's log and alerts in Fivetran"],
    fixes: ["Fix what the connector's alert says (usually credentials or permissions), then sync again"],
    docs: ["https://fivetran.com/docs/rest-api"],
  },
  {
    id: "fivetran/connector-broken",
    title: "Fivetran connector is not set up",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Fivetran connector "?(?<connector>[\w-]{3,80})"? not correctly configured, status: (?<status>\w{3,30})/,
      ],
    },
    rootCause: "The Fivetran connector `{connector}` is not set up correctly (status {status})",
    explanation:
      "Fivetran does not sync a connector whose setup tests fail, most often because its credentials were revoked.",
    checks: ["The connector's setup tests in Fivetran"],
    fixes: ["Repair the connector's authorization and run its setup tests"],
    docs: ["https://fivetran.com/docs/rest-api"],
  },
  {
    id: "sqoop/split-column",
    title: "Sqoop needs a split column",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No primary key could be found for table (?<table>[\w.$]{1,160})\. Please specify one with --split-by/,
      ],
    },
    rootCause: "Sqoop cannot split the import of `{table}`: it has no primary key",
    explanation: "Sqoop divides a table among its mappers by a column, by default the primary key.",
    checks: ["The table's columns: which is numeric and evenly spread"],
    fixes: ["Pass `--split-by COLUMN`", "Use one mapper: `-m 1` or `--autoreset-to-one-mapper`"],
    docs: ["https://sqoop.apache.org/docs/1.4.7/SqoopUserGuide.html"],
  },
  {
    id: "sqoop/driver-missing",
    title: "Sqoop finds no JDBC driver",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Could not load db driver class: (?<driver>[\w.$]{3,160})/],
    },
    rootCause: "Sqoop's classpath lacks the JDBC driver `{driver}`",
    explanation: "Sqoop ships without vendor drivers.",
    checks: ["The JAR files in `$SQOOP_HOME/lib` on the machine that runs Sqoop"],
    fixes: ["Copy the vendor's JDBC JAR to `$SQOOP_HOME/lib` (or `/var/lib/sqoop`)"],
    docs: ["https://sqoop.apache.org/docs/1.4.7/SqoopUserGuide.html"],
  },
  {
    id: "sqoop/export-failed",
    title: "Sqoop export failed",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /Error during export:\s{1,4}Export job failed!/,
        /Can't parse input data: '(?<value>[^'\n]{0,160})'/,
      ],
    },
    rootCause: "The Sqoop export was rejected[[: `{value}` does not fit its column]]",
    explanation:
      "The mappers failed while writing: a value does not parse as its column's type, a key exists already, or the columns differ. The real error is in a failed mapper's log.",
    checks: [
      "The log of a failed map task (`yarn logs -applicationId ...`)",
      "Field delimiter and order of columns against the table",
    ],
    fixes: [
      "Pass `--columns`, `--input-fields-terminated-by` and `--input-null-string` to match the files",
      "Use `--update-key` with `--update-mode allowinsert`, or a `--staging-table`",
    ],
    docs: ["https://sqoop.apache.org/docs/1.4.7/SqoopUserGuide.html"],
  },
  {
    id: "luigi/unfulfilled-dependency",
    title: "Luigi: input of a task is missing",
    category: "upstream_missing_data",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Unfulfilled dependenc(?:y|ies) at run time: (?<task>[^\n]{1,200})/],
    },
    rootCause: "The output of {task} did not exist when the dependent task started",
    explanation:
      "Luigi checks `complete()` of the requirements once more before running: an upstream task ran but its output is missing, was removed, or its `output()` path changes between calls (such as `now()`).",
    checks: ["Whether the upstream output exists, and that its path does not depend on the current time"],
    fixes: ["Rerun the upstream task", "Make `output()` deterministic (pass the date as a parameter)"],
    docs: ["https://luigi.readthedocs.io/en/stable/tasks.html"],
  },
  {
    id: "luigi/missing-parameter",
    title: "Luigi parameter missing",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MissingParameterException: (?<task>[\w.]{1,120})\[[^\n]{0,200}\]: requires the '(?<parameter>\w{1,80})' parameter to be set/,
      ],
    },
    rootCause: "The Luigi task {task} was started without its parameter `{parameter}`",
    explanation:
      "A parameter without default must be passed on the command line, in the configuration or by the task that requires it.",
    checks: ["The command line and `luigi.cfg`"],
    fixes: ["Pass `--{parameter}` or set it under `[{task}]` in `luigi.cfg`", "Give the parameter a default"],
    docs: ["https://luigi.readthedocs.io/en/stable/parameters.html"],
  },
  {
    id: "luigi/summary",
    title: "Luigi run had failed tasks",
    category: "code_bug",
    alternatives: ["upstream_missing_data", "infrastructure", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/This progress looks :\( because (?<reason>[^\n]{3,200})/],
    },
    rootCause: "Luigi did not finish: {reason}",
    explanation: "The summary counts what failed; the exception of the task stands further up in the log.",
    checks: ["The first `ERROR: [pid ...] Worker ... failed` above the summary"],
    fixes: ["Fix that task's error, then rerun: Luigi skips what is complete"],
    docs: ["https://luigi.readthedocs.io/en/stable/execution_model.html"],
  },
  {
    id: "kestra/variable",
    title: "Kestra expression cannot be rendered",
    category: "configuration",
    alternatives: ["code_bug", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /IllegalVariableEvaluationException: (?<reason>[^\n]{3,240})/,
        /Unable to find `(?<variable>[^`\n]{1,120})` used in the expression `(?<expression>[^`\n]{1,200})`/,
      ],
      also: [/kestra|used in the expression/],
    },
    rootCause:
      "Kestra could not render an expression[[: `{variable}` is not defined in `{expression}`]][[: {reason}]]",
    explanation:
      "The flow refers to an input, output, secret or variable that does not exist in this execution: misspelled, a skipped task, or a secret that is not set.",
    checks: ["The expression against the outputs of the execution (debug expression)"],
    fixes: ["Correct the name, or give it a default with `??`", "Set the missing secret or input"],
    docs: ["https://kestra.io/docs/concepts/pebble"],
  },
  {
    id: "kestra/command-failed",
    title: "Kestra script task failed",
    category: "code_bug",
    alternatives: ["configuration", "missing_dependency", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /io\.kestra\.core\.models\.tasks\.runners\.TaskException: Command failed with (?:exit )?code (?<code>\d{1,3})/,
      ],
    },
    rootCause: "The script of the Kestra task failed with exit code {code}",
    explanation:
      "Kestra reports the exit code of the script's container or process; the script's own output above has the error.",
    checks: ["The task's log lines before this one"],
    fixes: ["Fix what the script reports"],
    docs: ["https://kestra.io/docs"],
  },
  {
    id: "mage/block-test-failed",
    title: "Mage block test failed",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Failed to pass tests for block (?<block>[\w.-]{1,160})/],
    },
    rootCause: "The output of the Mage block `{block}` failed its own test",
    explanation: "A `@test` function of the block raised for the block's output.",
    checks: ["The assertion of the block's test and the output it saw"],
    fixes: ["Fix the block or its input", "Correct the test if the expectation changed"],
    docs: ["https://docs.mage.ai/"],
  },
];
