import type { Signature } from "@/lib/diagnosis/signatures/signature";

const TESTS = "https://docs.getdbt.com/docs/build/data-tests";

/** dbt's models, sources and tests. */
export const dbtSignatures: Signature[] = [
  {
    id: "dbt/missing-source",
    title: "dbt source not declared",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'(?<model>[\w.-]+)' \([^)\n]{1,200}\) depends on a source named '(?<source>[^'\n]+)' which was not found/,
      ],
    },
    rootCause: "`{model}` uses the source `{source}`, which no YAML file in the dbt project declares",
    explanation:
      "dbt resolves `source()` at parse time from the `sources:` in the project's YAML files; nothing ran.",
    checks: ["The spelling of source and table in the model and in `sources.yml`"],
    fixes: [
      "Declare `{source}` in a `sources.yml` of the project, or correct the name in `source()` of `{model}`",
    ],
    docs: ["https://docs.getdbt.com/docs/build/sources"],
  },
  {
    id: "dbt/missing-node",
    title: "dbt model or seed not found",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'(?<model>[\w.-]+)' \([^)\n]{1,200}\) depends on a node named '(?<node>[^'\n]+)'[^\n]{0,80} which (?:was not found|is disabled)/,
        /depends on a node named '(?<node>[^'\n]+)'/,
      ],
    },
    rootCause: "[[`{model}` refers to]] `{node}`, which is not a model, seed or snapshot in the dbt project",
    explanation:
      "dbt resolves `ref()` at parse time; the name is misspelled, the file was removed or is outside `model-paths`, or the model is disabled.",
    checks: ["Whether a file `{node}.sql` exists under the model paths and is enabled"],
    fixes: [
      "Correct the name in `ref('{node}')`, or add the model (`{node}.sql`) and enable it",
      "Run `dbt deps` if it comes from a package",
    ],
    docs: ["https://docs.getdbt.com/reference/dbt-jinja-functions/ref"],
  },
  {
    id: "dbt/cycle",
    title: "dbt models have a circular dependency",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Found a cycle: (?<path>[^\n]{1,300})/] },
    rootCause: "dbt models have a circular dependency: {path}",
    explanation: "The `ref()` calls form a cycle, or a model refers to itself.",
    checks: ["The `ref()` calls in those models"],
    fixes: ["Break the cycle; use `{{ this }}` when a model means its own table"],
  },
  {
    id: "dbt/duplicate-resource",
    title: "dbt resource defined twice",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /dbt found two (?<what>[\w.]+(?: [\w.]+){0,3}?) (?:entries )?(?:for the same resource named|with the (?:same )?(?:name|database representation)) ['"]?(?<name>[\w."`-]+[\w"`-])/,
      ],
    },
    rootCause: "dbt found two {what} for `{name}`",
    explanation:
      "Names of models, seeds and their documentation must be unique across a project and its packages.",
    checks: ["The two files that dbt lists below this line"],
    fixes: ["Remove or rename one of them"],
  },
  {
    id: "dbt/test-failed",
    title: "dbt data test failed",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Got (?<count>\d+) results?, configured to (?:fail|error) if (?<condition>[^\n]{1,40})/,
        /Failure in (?:data )?test (?<test>[\w.-]+)/,
      ],
      names: [/(?:in test|FAIL \d{1,9}) (?<test>[\w.-]{3,200})/, /compiled [Cc]ode at (?<path>[^\s]{3,300})/],
      namesAnywhere: [
        /Failure in (?:data )?test (?<test>[\w.-]{1,200})/,
        /Got (?<count>\d{1,12}) results?, configured to (?:fail|error)/,
      ],
    },
    rootCause: "The dbt data test[[ `{test}`]] failed[[: {count row breaks|rows break} the rule]]",
    explanation:
      "The test's query returned rows that violate the rule; dbt fails the test and skips everything downstream.",
    checks: ["The failing rows: run the compiled query named by dbt, or `dbt test --store-failures`"],
    fixes: [
      "Look at the failing rows[[ (`dbt test --select {test} --store-failures`)]] and correct the data at its source",
      "If the rows are acceptable, set a threshold (`error_if`, `warn_if`) or change the test",
    ],
    docs: [TESTS],
  },
  {
    id: "dbt/source-freshness",
    title: "dbt source is stale",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "intermittent",
    match: { message: [/ERROR STALE freshness of (?<source>[\w.-]+)/, /ERROR STALE (?<source>[\w.-]+)/] },
    rootCause: "The source `{source}` has no recent data",
    explanation:
      "The newest row is older than the source's `error_after`; the load before dbt is late or did not run.",
    checks: ["When the source's loader last ran, and what it wrote"],
    fixes: [
      "Look at the loader of `{source}`: when it last ran and what it wrote; run it again, then dbt",
      "Correct `loaded_at_field` or `error_after` if the source is loaded less often",
    ],
    docs: ["https://docs.getdbt.com/docs/deploy/source-freshness"],
  },
  {
    id: "dbt/contract",
    title: "dbt model violates its contract",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/This model has an enforced contract that failed/],
      names: [/in model (?<model>[\w.-]{1,160})/],
    },
    rootCause: "The dbt model[[ `{model}`]] does not return the columns that its contract (YAML) defines",
    explanation:
      "Columns or types in the model's SQL differ from the YAML contract; dbt lists the differences in a table.",
    checks: ["The table of differences below this line"],
    fixes: [
      "Cast or rename the columns in the model's SELECT as the table of differences shows",
      "Or change `columns:` of its YAML if the new columns are intended",
    ],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
  },
  {
    id: "dbt/on-schema-change",
    title: "Incremental model's columns changed",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The source and target schemas on this incremental model are out of sync/,
        /column "(?<column>[^"\n]+)" does not exist in (?<table>[\w.]+__dbt_tmp\d*)/,
      ],
      names: [/in model (?<model>[\w.-]{1,160})/],
    },
    rootCause:
      "The columns of the incremental model[[ `{model}`]] no longer match its table[[: `{column}` is new or gone in `{table}`]]",
    explanation:
      "The table from earlier runs and the model's SQL now have different columns; `on_schema_change` controls what dbt does about it.",
    checks: ["Columns of the existing table against the model's SQL"],
    fixes: [
      "Rebuild the table if that is affordable: `dbt run --full-refresh --select` the model[[ `{model}`]]",
      "Or set `on_schema_change: append_new_columns` (or `sync_all_columns`) and run again",
    ],
    docs: ["https://docs.getdbt.com/docs/build/incremental-models"],
  },
  {
    id: "dbt/undefined-macro",
    title: "Undefined dbt macro or name",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'(?<name>[\w.]+)' is undefined\. This can happen when calling a macro that does not exist/,
        /dbt was unable to infer all dependencies|No macro named '(?<name>[\w.]+)' found/,
        /In dispatch: No macro named '(?<name>[\w.]+)' found/,
      ],
      names: [/in (?:model|test|macro|snapshot) (?<model>[\w.-]{1,160})/],
    },
    rootCause: "The dbt model[[ `{model}`]] uses a macro or name that does not exist[[: `{name}`]]",
    explanation: "The macro is misspelled or comes from a package that is not installed (`dbt deps`).",
    checks: ["`packages.yml`, and whether `dbt deps` ran"],
    fixes: [
      "Run `dbt deps` if the name[[ (`{name}`)]] comes from a package, and list the package in `packages.yml`",
      "Correct the name in the model[[ `{model}`]]",
    ],
  },
  {
    id: "dbt/internal-error",
    title: "dbt internal error",
    category: "code_bug",
    alternatives: ["missing_dependency", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/dbt internally failed to execute (?<node>[\w.]{3,200})(?:: (?<reason>[^\n]{3,160}))?/],
    },
    rootCause: "dbt or its adapter crashed in its own code[[ at `{node}`]][[: {reason}]]",
    explanation:
      "The error is not in the model: dbt's own code hit something unexpected, most often because the versions of dbt and the adapter do not match.",
    checks: ["The versions of dbt-core and the adapter, and what changed since the last good run"],
    fixes: ["Pin matching versions of dbt-core and the adapter"],
    docs: ["https://docs.getdbt.com/docs/dbt-versions/core"],
  },
  {
    id: "dbt/invalid-test",
    title: "Invalid dbt YAML definition",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid test config given in (?<file>[^\s:]{3,200})/,
        /test definition dictionary must have exactly one key/,
        /Invalid (?<file>models|sources|seeds|snapshots|macros) config given in/,
      ],
    },
    rootCause: "A definition in the project's YAML is invalid[[: `{file}`]]",
    explanation:
      "dbt read the file, but an entry has keys or a structure that its type does not allow; often the indentation is wrong.",
    checks: ["The entry quoted in the message: its keys and their indentation"],
    fixes: ["Fix the entry; check it in CI with `dbt parse`"],
    docs: ["https://docs.getdbt.com/reference/resource-properties/data-tests"],
  },
  {
    id: "dbt/compilation-jinja",
    title: "dbt model does not compile",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Compilation Error in (?<kind>model|test|macro|snapshot|analysis|seed|operation) (?<name>[\w.-]+)/,
      ],
      not: [/enforced contract|out of sync|not found in config/],
      names: [
        /Compilation Error in \w{3,12} [\w.-]{1,160}[^\n]{0,200}\n\s{0,12}(?<reason>[^\n]{3,160})(?:\n\s{1,20}line (?<line>\d{1,6}))?/,
      ],
    },
    rootCause: "The dbt {kind} `{name}` does not compile[[: {reason}]][[, line {line}]]",
    explanation: "The Jinja or the references in the file are wrong; no SQL was sent to the database.",
    checks: ["The line that dbt prints below, and the file's latest change"],
    fixes: [
      "Correct the Jinja of `{name}`[[ at line {line}]]; `dbt compile --select {name}` shows the result",
      "Run `dbt parse` in CI",
    ],
  },
  {
    id: "dbt/database-error",
    title: "Database rejected a dbt model's SQL",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/Database Error in (?<kind>(?:sql )?[a-z]+) (?<name>[\w.-]+)/],
      names: [/Database Error in (?:sql )?[a-z]+ [\w.-]{1,160}[^\n]{0,200}\n\s{0,12}(?<reason>[^\n]{3,160})/],
    },
    rootCause: "The database rejected the SQL of the dbt {kind} `{name}`[[: {reason}]]",
    explanation: "The model compiled, but the database returned an error; its own message is below.",
    checks: ["The database's message on the next lines, and the compiled SQL under `target/`"],
    fixes: [
      "Correct the SQL of `{name}`, or the object it needs; the compiled statement is under `target/compiled`",
      "Run it alone afterwards: `dbt build --select {name}`",
    ],
  },
];
