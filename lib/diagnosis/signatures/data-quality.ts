import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Data checks: Great Expectations, Pandera, Soda, Airflow's check operators, Pydantic, row counts. */
export const dataQualitySignatures: Signature[] = [
  {
    id: "great-expectations/failed",
    title: "Great Expectations validation failed",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Validation with Great Expectations failed/,
        /\bexpect_(?<expectation>(?:column|table|multicolumn|select)_\w{3,100})[^\n]{0,80}(?:failed|"success": false)/,
        /Checkpoint[^\n]{0,80}(?:validation failed|failed validation)/i,
        /Checkpoint (?<checkpoint>[\w.-]{1,120}) failed: \d{1,6} of \d{1,6} expectations not met/,
        /Validation(?: failed|Error): expect_(?<expectation>(?:column|table_row|multicolumn|select)_\w{3,100})/,
      ],
      names: [
        /\bexpect_[\w]{3,110}\((?:column=)?["']?(?<column>[\w.]{1,120})/,
        /"column": ?"(?<column>[^"\n]{1,120})"/,
        /\bexpect_\w{3,110} on column (?<column>[\w.]{1,120})/,
        /"unexpected_count": ?(?<rows>\d{1,12})/,
        /(?:suite|expectation_suite_name)["']?[:=] ?["']?(?<suite>[\w.-]{2,120})/,
      ],
    },
    rootCause:
      "The data failed its expectations[[: `expect_{expectation}`]][[ on `{column}`]][[, {rows row|rows}]]",
    explanation: "A Great Expectations suite ran on the data and at least one expectation failed.",
    checks: ["The validation result: which expectation, how many rows, sample values"],
    fixes: [
      "Look at the unexpected rows in the validation result[[ (column `{column}`)]] and correct them at their source",
      "Change the expectation or its `mostly` if the rule has changed",
    ],
    docs: ["https://docs.greatexpectations.io/docs/"],
  },
  {
    id: "pandera/schema-error",
    title: "Pandera schema validation failed",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["SchemaError", "SchemaErrors"],
      message: [/pandera\.errors\.SchemaErrors?: ?(?<message>[^\n]{0,200})/],
      not: [/not in dataframe|to have type/],
      names: [/column '(?<column>[^'\n]{1,120})'/],
    },
    rootCause: "The data failed its Pandera schema[[: {message}]]",
    explanation: "A column is missing, has the wrong type, or contains values that a check rejects.",
    checks: ["The failure cases listed by Pandera"],
    fixes: [
      "Correct the rows or the column[[ `{column}`]] at the source; `err.failure_cases` lists each of them",
      "Change the schema if the change is intended (`required=False`, `coerce=True`, `nullable=True`)",
    ],
    docs: ["https://pandera.readthedocs.io/"],
  },
  {
    id: "soda/check-failed",
    title: "Soda checks failed",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Oops! (?<count>\d+) failures?/,
        /\b(?<count>\d{1,9})\/\d{1,9} checks? FAILED/,
        /Soda Scan found failures? in your data/,
      ],
      namesAnywhere: [/\n\s{2,12}(?<check>[^\n[]{3,120}) \[FAILED\]/],
    },
    rootCause: "Soda checks on the data failed[[: {count failure|failures}]][[, first `{check}`]]",
    explanation: "The scan ran its checks against the data and some failed.",
    checks: ["The list of failed checks above the summary"],
    fixes: [
      "Look at the failed checks above the summary[[ (`{check}`)]] and correct the data at its source",
      "Change the check's threshold if the rule has changed",
    ],
    docs: ["https://docs.soda.io/"],
  },
  {
    id: "airflow/sql-check-failed",
    title: "SQL data check failed",
    category: "data_quality",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Test failed\.\s*Query:/,
        /The following tests have failed:/,
        /Test \(the following tests have failed\)/i,
        /Check failed\.? (?:The query returned|Query:)/i,
      ],
      names: [
        /\bFROM (?<table>[\w."`]{2,200})/i,
        /\bCheck: (?<check>[\w.-]{1,120})/,
        /Results:\s{1,4}(?<result>[[(][^\n]{0,80})/,
      ],
    },
    rootCause: "A SQL check on the data failed[[: `{check}`]][[ on `{table}`]][[, with the result {result}]]",
    explanation:
      "Airflow's check operators run a query and fail if the first row has a false or zero value, or a metric is out of bounds.",
    checks: ["The query and its result, printed in the message"],
    fixes: [
      "Run the query of the message and correct the data[[ in `{table}`]] or the load that filled it",
      "Change the check's bounds if the rule has changed",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-common-sql/stable/operators.html"],
  },
  {
    id: "airflow/sql-check-empty",
    title: "SQL check returned no rows",
    category: "upstream_missing_data",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The (?:following )?query returned (?:None|no rows|zero rows)/i,
        /No rows returned from: ?(?<query>[^\n]{0,160})/,
      ],
      names: [/\bFROM (?<table>[\w."`]{2,200})/i],
    },
    rootCause: "The check's query returned no rows[[ from `{table}`]]: the data is missing",
    explanation: "The check needs at least one row and got none, because the table or the period is empty.",
    checks: ["Whether the preceding load filled the table for this period"],
    fixes: [
      "Run the load that fills the table[[ `{table}`]] for this period, then clear the check",
      "Correct the check's WHERE clause if the period is empty on purpose",
    ],
  },
  {
    id: "pydantic/validation",
    title: "Pydantic validation failed",
    category: "data_quality",
    alternatives: ["configuration", "code_bug", "schema_change"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["ValidationError"],
      message: [/\b(?<count>\d{1,9}) validation errors? for (?<model>[\w.[\]]{1,100})/],
      not: [/Settings|Config\b/],
      names: [
        /validation errors? for [\w.[\]]{1,100}\n(?<field>[\w.[\]]{1,100})\n\s{1,4}(?<problem>[^\n[]{3,120})/,
      ],
    },
    rootCause:
      "The record does not match the model `{model}`[[: `{field}`: {problem}]][[ ({count error|errors} in all)]]",
    explanation:
      "Pydantic checks input against declared types; the lines below name each field and its problem.",
    checks: ["The fields named below, in this run's record"],
    fixes: [
      "Correct the field[[ `{field}`]] at the source, or set such records aside",
      "Make it optional or widen its type in `{model}` if the source may send this",
    ],
    docs: ["https://docs.pydantic.dev/latest/errors/validation_errors/"],
  },
  {
    id: "pydantic/settings",
    title: "Settings missing or invalid",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ValidationError"],
      message: [
        /\b(?<count>\d{1,9}) validation errors? for (?<model>\w{0,60}(?:Settings|Config)\w{0,60})\s+(?<field>[\w.]{1,80})/,
      ],
    },
    rootCause: "The setting `{field}` is missing or invalid ({model})",
    explanation:
      "The program validates its settings at startup; most of them come from environment variables.",
    checks: ["The environment variable by that name where the task runs"],
    fixes: [
      "Set the environment variable for `{field}` (upper case, with the model's `env_prefix`) where the task runs",
      "Give the field a default in `{model}`",
    ],
    docs: ["https://docs.pydantic.dev/latest/concepts/pydantic_settings/"],
  },
  {
    id: "quality/row-count",
    title: "Too few rows",
    category: "data_quality",
    alternatives: ["upstream_missing_data"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /(?:row count|Row count|rowcount|number of rows)[^\n]{0,60}(?:below|less than|lower than|does not match|mismatch|outside|dropped)/,
        /(?:[Ee]xpected|at least) \d+ rows?,? (?:but )?(?:got|found) (?<found>\d+)/,
      ],
      names: [
        /\b(?:count|rows?)\b[^\n\d]{0,20}(?<found>\d{1,12})[^\n\d]{1,40}(?:minimum|expected|least|threshold|average)[^\n\d]{0,20}(?<expected>\d{1,12})/,
        /[Ee]xpected (?<expected>\d{1,12}) rows?/,
      ],
    },
    rootCause: "A check found fewer rows than expected[[: {found}]][[ instead of {expected}]]",
    explanation:
      "A check in the pipeline compares the row count with the usual number and fails when it is off.",
    checks: ["Rows per day at the source, and whether the extract was complete"],
    fixes: [
      "Run the extract again if it was incomplete; compare with the source's own count for the period",
      "Adjust the bound[[ of {expected}]] if the source really shrank",
    ],
  },
  {
    id: "quality/duplicates",
    title: "Duplicates in the data",
    category: "data_quality",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:found|Found|contains?|has|have) (?:\d+ )?duplicated? (?:\w+ )?(?:rows?|keys?|ids?|records?|values?|entries)/,
        /[Dd]uplicates? (?:found|detected) in/,
      ],
      names: [
        /(?<count>\d{1,12}) duplicated? /,
        /duplicated? (?:\w+ )?(?:rows?|keys?|ids?|records?|values?|entries) in (?:column |table )?(?<object>[\w."`]{2,120})/,
        /[Dd]uplicates? (?:found|detected) in (?<object>[\w."`]{2,120})/,
      ],
    },
    rootCause: "The data has[[ {count}]] duplicate keys[[ in `{object}`]]",
    explanation: "A check in the pipeline found keys that occur more than once.",
    checks: ["The duplicate keys, and whether a load ran twice"],
    fixes: [
      "Find them (`SELECT key, COUNT(*) … GROUP BY key HAVING COUNT(*) > 1`) and delete the copies[[ in `{object}`]]",
      "Make the load safe to run twice: MERGE, or delete the period before inserting",
    ],
  },
  {
    id: "pandera/columns",
    title: "Data frame has other columns or types than its Pandera schema",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column '(?<column>[^'\n]{1,120})' not in dataframe/,
        /expected series '(?<column>[^'\n]{1,120})' to have type (?<wanted>[\w[\]]{2,40}), got (?<found>[\w[\]]{2,40})/,
      ],
    },
    rootCause:
      "The data has another shape than its Pandera schema: column `{column}`[[ is {found}, not {wanted}]]",
    explanation:
      "A column that the schema requires is missing or has another type: it was renamed, dropped or read differently.",
    checks: ["The columns of the data now, and of an earlier run", "Which step reads or renames `{column}`"],
    fixes: [
      "Use the column's new name, or restore it at the source",
      "If the change is intended, change the schema (`required=False`, `coerce=True`)",
    ],
  },
];
