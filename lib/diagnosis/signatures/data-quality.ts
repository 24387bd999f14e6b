import type { Signature } from "@/lib/diagnosis/signatures/signature";

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
    rootCause: "The data did not meet its expectations[[: `expect_{expectation}`]]",
    explanation: "A suite of Great Expectations ran over the data and at least one expectation did not hold.",
    checks: ["The validation result: which expectation, how many rows, examples of values"],
    fixes: ["Correct the data at its source, or the expectation if the world changed"],
    docs: ["https://docs.greatexpectations.io/docs/"],
    examples: [
      { text: "airflow.exceptions.AirflowException: Validation with Great Expectations failed." },
      {
        text: "expect_column_values_to_not_be_null(customer_id) failed",
        captures: { expectation: "column_values_to_not_be_null" },
      },
    ],
    nearMisses: [{ text: "Validation with Great Expectations successful." }],
  },
  {
    id: "pandera/schema-error",
    title: "Pandera schema check failed",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["SchemaError", "SchemaErrors"],
      message: [/pandera\.errors\.SchemaErrors?: ?(?<message>[^\n]{0,200})/],
    },
    rootCause: "The data does not fit its Pandera schema[[: {message}]]",
    explanation: "A column is missing, has another type, or holds values that a check forbids.",
    checks: ["The failure cases that Pandera lists"],
    fixes: ["Correct the data, or the schema if the change is wanted"],
    docs: ["https://pandera.readthedocs.io/"],
    examples: [
      {
        text: "pandera.errors.SchemaError: column 'amount' not in dataframe",
        captures: { message: "column 'amount' not in dataframe" },
      },
    ],
    nearMisses: [
      { text: "polars.exceptions.SchemaError: type Int64 is incompatible with expected type String" },
    ],
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
    rootCause: "Soda checks of the data failed[[ ({count})]]",
    explanation: "The scan measured the data against its checks and some did not hold.",
    checks: ["The list of failed checks above the summary"],
    fixes: ["Correct the data at its source, or the threshold"],
    docs: ["https://docs.soda.io/"],
    examples: [
      { text: "Oops! 2 failures. 0 warnings. 0 errors. 5 pass.", captures: { count: "2" } },
      { text: "2/7 checks FAILED:", captures: { count: "2" } },
    ],
    nearMisses: [{ text: "All is good. No failures. No warnings. No errors." }],
  },
  {
    id: "airflow/sql-check-failed",
    title: "SQL check of the data failed",
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
    rootCause: "A SQL check of the data did not hold",
    explanation:
      "Airflow's check operators run a query and fail when the first row has a false or zero value, or a metric leaves its bounds.",
    checks: ["The query and its result, printed in the message"],
    fixes: ["Correct the data, or the check's bounds"],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers-common-sql/stable/operators.html"],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Test failed.\nQuery:\nSELECT count(*) FROM raw.orders\nResults:\n(0,)",
      },
      {
        text: "airflow.exceptions.AirflowException: Test failed.\nQuery:\nSELECT 1\nResults:\n[]\nThe following tests have failed:\n\tCheck: row_count_check",
      },
    ],
    nearMisses: [{ text: "All tests have passed" }],
  },
  {
    id: "airflow/sql-check-empty",
    title: "SQL check found no rows",
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
    rootCause: "A check's query returned no rows: the data is not there",
    explanation: "The check needs at least one row and got none, because the table or the period is empty.",
    checks: ["Whether the load before filled the table for this period"],
    fixes: ["Rerun the load, then the check"],
    examples: [
      { text: "airflow.exceptions.AirflowException: The query returned None" },
      {
        text: "airflow.exceptions.AirflowException: No rows returned from: SELECT * FROM raw.orders WHERE ds = '2024-05-01'",
      },
    ],
    nearMisses: [{ text: "Query returned 12 rows" }],
  },
  {
    id: "pydantic/validation",
    title: "Values do not fit their model",
    category: "data_quality",
    alternatives: ["configuration", "code_bug", "schema_change"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["ValidationError"],
      message: [/\b(?<count>\d{1,9}) validation errors? for (?<model>[\w.[\]]{1,100})/],
      not: [/Settings|Config\b/],
    },
    rootCause: "{count} values do not fit the model `{model}`",
    explanation:
      "Pydantic checks input against declared types; the lines below name each field and what is wrong with it.",
    checks: ["The fields named below, in the record of this run"],
    fixes: ["Correct the input, or make the field optional if the source may leave it out"],
    docs: ["https://docs.pydantic.dev/latest/errors/validation_errors/"],
    examples: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 2 validation errors for Order\namount\n  Field required [type=missing, input_value={'id': 1}, input_type=dict]",
        captures: { count: "2", model: "Order" },
      },
    ],
    nearMisses: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\ndatabase_url\n  Field required [type=missing]",
      },
    ],
  },
  {
    id: "pydantic/settings",
    title: "Settings are missing or invalid",
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
      "The program reads its settings through a checked model when it starts, mostly from environment variables.",
    checks: ["The environment variable of that name where the task runs"],
    fixes: ["Set it, or give the field a default"],
    docs: ["https://docs.pydantic.dev/latest/concepts/pydantic_settings/"],
    examples: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\ndatabase_url\n  Field required [type=missing, input_value={}, input_type=dict]",
        captures: { field: "database_url" },
      },
    ],
    nearMisses: [
      {
        text: "pydantic_core._pydantic_core.ValidationError: 2 validation errors for Order\namount\n  Field required",
      },
    ],
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
      "A check of the pipeline compares the number of rows with what is usual and stops when it is off.",
    checks: ["Rows per day at the source, and whether the extract was complete"],
    fixes: ["Rerun the extract if it was incomplete; adapt the bound if the source really shrank"],
    examples: [
      { text: "ValueError: row count 12 is below the minimum of 1000" },
      { text: "RuntimeError: expected 1000 rows but got 12", captures: { found: "12" } },
    ],
    nearMisses: [{ text: "row count: 1000" }],
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
    rootCause: "The data has duplicates where each key should occur once",
    explanation: "The pipeline's check found keys that occur more than once.",
    checks: ["The duplicated keys, and whether a load ran twice"],
    fixes: ["Remove them by a rule, and make the load safe to run twice"],
    examples: [{ text: "ValueError: found 12 duplicate keys in orders" }],
    nearMisses: [{ text: "removed duplicates from orders" }],
  },
];
