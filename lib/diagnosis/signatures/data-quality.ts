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
      ],
    },
    rootCause: "The data failed its expectations[[: `expect_{expectation}`]]",
    explanation: "A Great Expectations suite ran on the data and at least one expectation failed.",
    checks: ["The validation result: which expectation, how many rows, sample values"],
    fixes: ["Fix the data at its source, or the expectation if the rule changed"],
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
    },
    rootCause: "The data failed its Pandera schema[[: {message}]]",
    explanation: "A column is missing, has the wrong type, or contains values that a check rejects.",
    checks: ["The failure cases listed by Pandera"],
    fixes: ["Fix the data, or the schema if the change is intended"],
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
    },
    rootCause: "Soda checks on the data failed[[: {count failure|failures}]]",
    explanation: "The scan ran its checks against the data and some failed.",
    checks: ["The list of failed checks above the summary"],
    fixes: ["Fix the data at its source, or the threshold"],
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
    },
    rootCause: "A SQL check on the data failed",
    explanation:
      "Airflow's check operators run a query and fail if the first row has a false or zero value, or a metric is out of bounds.",
    checks: ["The query and its result, printed in the message"],
    fixes: ["Fix the data, or the check's bounds"],
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
    },
    rootCause: "A check's query returned no rows: the data is missing",
    explanation: "The check needs at least one row and got none, because the table or the period is empty.",
    checks: ["Whether the preceding load filled the table for this period"],
    fixes: ["Rerun the load, then the check"],
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
    },
    rootCause: "{count value does|values do} not match the model `{model}`",
    explanation:
      "Pydantic checks input against declared types; the lines below name each field and its problem.",
    checks: ["The fields named below, in this run's record"],
    fixes: ["Fix the input, or make the field optional if the source may omit it"],
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
    fixes: ["Set it, or give the field a default"],
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
    },
    rootCause: "The data has fewer rows than expected[[: {found}]]",
    explanation:
      "A check in the pipeline compares the row count with the usual number and fails when it is off.",
    checks: ["Rows per day at the source, and whether the extract was complete"],
    fixes: ["Rerun the extract if it was incomplete; adjust the bound if the source really shrank"],
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
    },
    rootCause: "The data has duplicate keys",
    explanation: "A check in the pipeline found keys that occur more than once.",
    checks: ["The duplicate keys, and whether a load ran twice"],
    fixes: ["Deduplicate, and make the load safe to run twice"],
  },
];
