import type { Signature } from "@/lib/diagnosis/signatures/signature";

const PROFILES = "https://docs.getdbt.com/docs/core/connect-data-platform/connection-profiles";
const TESTS = "https://docs.getdbt.com/docs/build/data-tests";

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
    rootCause: "`{model}` uses the source `{source}`, which no YAML file of the dbt project declares",
    explanation:
      "dbt resolves `source()` from the `sources:` of the project's YAML files while it parses; nothing was run.",
    checks: ["Spelling of source and table in the model and in `sources.yml`"],
    fixes: ["Declare the source, or correct its name in the model"],
    docs: ["https://docs.getdbt.com/docs/build/sources"],
    examples: [
      {
        text: "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a source named 'raw.orders' which was not found",
        captures: { source: "raw.orders", model: "model.shop.orders" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'stg_orders' which was not found",
      },
    ],
  },
  {
    id: "dbt/missing-node",
    title: "dbt model or seed that does not exist",
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
    rootCause: "[[`{model}` refers to]] `{node}`, which is not a model, seed or snapshot of the dbt project",
    explanation:
      "dbt resolves `ref()` while it parses; the name is misspelt, the file was removed or lies outside of `model-paths`, or the model is disabled.",
    checks: ["Whether a file `{node}.sql` exists under the model paths and is enabled"],
    fixes: ["Correct the name in `ref()`, or add the missing model"],
    docs: ["https://docs.getdbt.com/reference/dbt-jinja-functions/ref"],
    examples: [
      {
        text: "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'stg_orders' which was not found",
        captures: { node: "stg_orders" },
      },
    ],
    nearMisses: [
      {
        text: "Model 'model.shop.orders' (models/orders.sql) depends on a source named 'raw.orders' which was not found",
      },
    ],
  },
  {
    id: "dbt/cycle",
    title: "dbt models refer to each other in a circle",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Found a cycle: (?<path>[^\n]{1,300})/] },
    rootCause: "dbt models depend on each other in a circle: {path}",
    explanation: "The `ref()` calls form a loop, or a model refers to itself.",
    checks: ["The `ref()` calls of the models named"],
    fixes: ["Break the loop; use `{{ this }}` where a model means its own table"],
    examples: [
      {
        text: "RuntimeError: Found a cycle: model.shop.orders --> model.shop.customers",
        captures: { path: "model.shop.orders --> model.shop.customers" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowDagCycleException: Cycle detected in DAG: orders_daily. Faulty task: load",
      },
    ],
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
      "Names of models, seeds and their documentation must be unique in a project and its packages.",
    checks: ["The two files that dbt lists after this line"],
    fixes: ["Remove or rename one of them"],
    examples: [
      {
        text: "dbt found two schema.yml entries for the same resource named orders_summary. Resources and their associated columns may only be described a single time.",
        captures: { name: "orders_summary" },
      },
      { text: 'dbt found two models with the name "orders".' },
    ],
    nearMisses: [{ text: "Found 12 models, 4 data tests, 3 sources" }],
  },
  {
    id: "dbt/project-file-missing",
    title: "dbt_project.yml not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No dbt_project\.yml found at expected path (?<path>[^\s]{1,300})/,
        /not a dbt project \(or any of the parent directories\)[^\n]{0,40}/i,
        /Missing dbt_project\.yml/,
      ],
    },
    rootCause: "dbt was started in a folder without `dbt_project.yml`[[: {path}]]",
    explanation:
      "The command ran in another folder than the project's, or the project is not mounted or copied there.",
    checks: ["The working directory, `--project-dir` and mounts of the task"],
    fixes: ["Run dbt in the project's folder or pass `--project-dir`"],
    examples: [
      {
        text: "Runtime Error\n  No dbt_project.yml found at expected path /opt/dbt/dbt_project.yml",
        captures: { path: "/opt/dbt/dbt_project.yml" },
      },
    ],
    nearMisses: [{ text: "dbt_project.yml does not parse to a dictionary" }],
  },
  {
    id: "dbt/project-file-invalid",
    title: "dbt project file is empty or invalid",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<file>dbt_project\.yml|profiles\.yml|packages\.yml) does not parse to a dictionary/,
        /at path \[[^\]\n]{0,100}\]: [^\n]{1,160} is not valid under any of the given schemas/,
        /Error reading (?<project>[^\s:]{1,80}): (?<file>[\w./-]{1,160}\.ya?ml)/,
        /Syntax error near line \d+/,
      ],
    },
    rootCause: "A YAML file of the dbt project is empty or invalid[[: `{file}`]]",
    explanation: "dbt could not read the file as the YAML it expects.",
    checks: ["The file as it is where the task runs (a mount may have made it empty)"],
    fixes: ["Correct the YAML; check it in CI with `dbt parse`"],
    examples: [
      {
        text: "Runtime Error\n  dbt_project.yml does not parse to a dictionary",
        captures: { file: "dbt_project.yml" },
      },
      {
        text: "Parsing Error\n  Error reading shop: staging/schema.yml - Runtime Error\n    Syntax error near line 12",
        captures: { file: "staging/schema.yml" },
      },
    ],
    nearMisses: [{ text: "No dbt_project.yml found at expected path /opt/dbt/dbt_project.yml" }],
  },
  {
    id: "dbt/profile-missing",
    title: "dbt profile not found",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find profile named '(?<profile>[^'\n]+)'/,
        /no profile was specified for this dbt project/,
        /Profile should not be None if loading profile completed/,
        /The profile '(?<profile>[^'\n]+)' does not have a target named '(?<target>[^'\n]+)'/,
        /Could not find a? ?profiles\.yml|profiles\.yml file(?: was)? not found/i,
        /Invalid value for '--profiles-dir': Path '(?<path>[^'\n]+)' does not exist/,
      ],
    },
    rootCause:
      "dbt finds no usable profile[[ `{profile}`]][[, target `{target}`]][[: {path} does not exist]]",
    explanation:
      "The profile holds the connection to the database. dbt looks for it in `profiles.yml` of the folder given by `--profiles-dir`, the working directory or `~/.dbt` of the user who runs it.",
    checks: [
      "`dbt debug` as the user and in the folder of the task",
      "The profile's name in `dbt_project.yml` against `profiles.yml`",
    ],
    fixes: ["Put `profiles.yml` where the task looks, or pass `--profiles-dir`"],
    docs: [PROFILES],
    examples: [
      { text: "Runtime Error\n  Could not find profile named 'shop'", captures: { profile: "shop" } },
      { text: "dbt cannot run because no profile was specified for this dbt project." },
      {
        text: "Error: Invalid value for '--profiles-dir': Path '/home/airflow/.dbt' does not exist.",
        captures: { path: "/home/airflow/.dbt" },
      },
    ],
    nearMisses: [{ text: "Using profiles.yml file at /opt/dbt/profiles.yml" }],
  },
  {
    id: "dbt/profile-invalid",
    title: "dbt profile has invalid credentials fields",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Credentials in profile "(?<profile>[^"\n]+)", target "(?<target>[^"\n]+)" invalid: (?<reason>[^\n]{1,200})/,
      ],
      not: [/Could not find adapter type/],
    },
    rootCause: "The dbt profile is not valid[[: `{profile}`, target `{target}`: {reason}]]",
    explanation:
      "A field of the profile is missing or has the wrong type, often because an environment variable was not rendered (`env_var` is needed, shell syntax is not read).",
    checks: ["The target's fields against the adapter's documentation"],
    fixes: [
      "Correct the field; read variables with `env_var()` and `as_number`",
      "Run `dbt debug` with the same environment",
    ],
    docs: [PROFILES],
    examples: [
      {
        text: "Runtime Error\n  Credentials in profile \"shop\", target \"dev\" invalid: '${DB_PORT}' is not of type 'integer'",
        captures: { profile: "shop", reason: "'${DB_PORT}' is not of type 'integer'" },
      },
    ],
    nearMisses: [{ text: "Could not find profile named 'shop'" }],
  },
  {
    id: "dbt/env-var-missing",
    title: "dbt needs an environment variable",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Env var required but not provided: '(?<variable>[^'\n]+)'/] },
    rootCause: "dbt needs the environment variable `{variable}`, which is not set",
    explanation: "`env_var('{variable}')` without a default fails while the project or profile is read.",
    checks: ["The environment of the process that runs dbt"],
    fixes: [
      "Set `{variable}` for the task (operators' `env` replaces the whole environment unless `append_env` is on)",
    ],
    docs: ["https://docs.getdbt.com/reference/dbt-jinja-functions/env_var"],
    examples: [
      {
        text: "Parsing Error\n  Env var required but not provided: 'SNOWFLAKE_ACCOUNT'",
        captures: { variable: "SNOWFLAKE_ACCOUNT" },
      },
    ],
    nearMisses: [{ text: "Required var 'start_date' not found in config:" }],
  },
  {
    id: "dbt/var-missing",
    title: "dbt variable not given",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Required var '(?<variable>[^'\n]+)' not found in config/] },
    rootCause: "The dbt variable `{variable}` is not given",
    explanation: "`var('{variable}')` has no default and neither `--vars` nor `dbt_project.yml` sets it.",
    checks: ["The `--vars` of the command as it ran"],
    fixes: ["Pass the variable, or give it a default in `dbt_project.yml`"],
    docs: ["https://docs.getdbt.com/docs/build/project-variables"],
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  Required var 'start_date' not found in config:\n  Vars supplied to orders = {}",
        captures: { variable: "start_date" },
      },
    ],
    nearMisses: [{ text: "Env var required but not provided: 'START_DATE'" }],
  },
  {
    id: "dbt/invalid-option",
    title: "dbt command line not valid",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error: Invalid value for '(?<option>--[\w-]+)': (?<reason>[^\n]{1,200})/,
        /Error: No such option:? (?<option>--?[\w-]+)/,
        /Error: No such command '(?<option>[\w-]+)'/,
        /error: unrecognized arguments: (?<option>[^\n]{1,120})/,
      ],
      not: [/--profiles-dir/],
    },
    rootCause: "A command was started with an option or path that is not valid: `{option}`[[: {reason}]]",
    explanation: "The command line tool refused its arguments before it did anything.",
    checks: ["The command as it ran, and whether the path exists where it ran"],
    fixes: ["Correct the option or path"],
    examples: [
      {
        text: "Error: Invalid value for '--project-dir': Path '/opt/airflow/dbt' does not exist.",
        captures: { option: "--project-dir" },
      },
      { text: "Error: No such option: --fail-fastt", captures: { option: "--fail-fastt" } },
    ],
    nearMisses: [{ text: "ERROR - invalid value in row 3" }],
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
    },
    rootCause: "A dbt data test failed[[: `{test}`]][[: {count} rows do not hold]]",
    explanation:
      "The test's query returned rows that break the rule; dbt then fails the test and skips what depends on it.",
    checks: ["The rows: run the compiled query that dbt names, or `dbt test --store-failures`"],
    fixes: ["Correct the data at its source, or the test if the rule changed"],
    docs: [TESTS],
    examples: [
      { text: "Got 1 result, configured to fail if != 0", captures: { count: "1" } },
      {
        text: "Failure in test unique_orders_id (models/schema.yml)",
        captures: { test: "unique_orders_id" },
      },
    ],
    nearMisses: [{ text: "Got 3 results, configured to warn if != 0" }],
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
      "The newest row is older than the source's `error_after`; the load before dbt did not run or is late.",
    checks: ["When the source's loader last ran and what it wrote"],
    fixes: ["Repair the load, then run dbt again"],
    docs: ["https://docs.getdbt.com/docs/deploy/source-freshness"],
    examples: [
      {
        text: "10:02:11  1 of 3 ERROR STALE freshness of raw.orders .......... [ERROR STALE in 0.41s]",
        captures: { source: "raw.orders" },
      },
    ],
    nearMisses: [{ text: "10:02:11  1 of 3 PASS freshness of raw.orders .......... [PASS in 0.41s]" }],
  },
  {
    id: "dbt/contract",
    title: "dbt model breaks its contract",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/This model has an enforced contract that failed/] },
    rootCause: "A dbt model does not deliver the columns that its contract promises",
    explanation:
      "Columns or their types in the model's SQL differ from the YAML contract; dbt lists the differences in a table.",
    checks: ["The table of differences that follows this line"],
    fixes: ["Cast or rename in the model, or change the contract on purpose"],
    docs: ["https://docs.getdbt.com/docs/collaborate/govern/model-contracts"],
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.",
      },
    ],
    nearMisses: [{ text: "Compilation Error in model orders (models/orders.sql)\n  unexpected '}'" }],
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
    },
    rootCause: "The columns of an incremental dbt model changed[[: `{column}`]]",
    explanation:
      "The table from earlier runs and the model's SQL now have different columns; `on_schema_change` says what dbt does then.",
    checks: ["Columns of the existing table against the model's SQL"],
    fixes: ["Run the model with `--full-refresh`, or set `on_schema_change: append_new_columns`"],
    docs: ["https://docs.getdbt.com/docs/build/incremental-models"],
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  The source and target schemas on this incremental model are out of sync!",
      },
      { text: 'column "discount" does not exist in orders__dbt_tmp093211', captures: { column: "discount" } },
    ],
    nearMisses: [{ text: 'column "discount" does not exist' }],
  },
  {
    id: "dbt/undefined-macro",
    title: "dbt macro or name undefined",
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
    },
    rootCause: "A dbt model uses a macro or name that does not exist[[: `{name}`]]",
    explanation: "The macro is misspelt or comes from a package that is not installed (`dbt deps`).",
    checks: ["`packages.yml` and whether `dbt deps` ran"],
    fixes: ["Install the package with `dbt deps`, or correct the name"],
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  'dbt_utils' is undefined. This can happen when calling a macro that does not exist. Check for typos and/or install package dependencies with \"dbt deps\".",
        captures: { name: "dbt_utils" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'rows' is undefined" }],
  },
  {
    id: "dbt/packages-missing",
    title: "dbt packages not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /dbt found \d+ package\(s\) specified in packages\.yml, but only \d+ package\(s\) installed/,
        /Run "dbt deps" to install package dependencies/,
      ],
    },
    rootCause: "The dbt packages of `packages.yml` are not installed",
    explanation: "The folder `dbt_packages` is missing or older than `packages.yml`.",
    checks: ["Whether the image or the task runs `dbt deps`"],
    fixes: ["Run `dbt deps` before the command, best when the image is built"],
    docs: ["https://docs.getdbt.com/docs/build/packages"],
    examples: [
      {
        text: 'Compilation Error\n  dbt found 2 package(s) specified in packages.yml, but only 0 package(s) installed in dbt_packages. Run "dbt deps" to install package dependencies.',
      },
    ],
    nearMisses: [{ text: "Installing dbt-labs/dbt_utils" }],
  },
  {
    id: "dbt/git-missing",
    title: "dbt cannot find a program",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error from (?<program>\w+) --help: Could not find command, ensure it is in the user's PATH/,
        /Could not find command, ensure it is in the user's PATH/,
      ],
    },
    rootCause: "A program that dbt calls is not installed[[: `{program}`]]",
    explanation: "dbt uses git to fetch packages and for `dbt debug`.",
    checks: ["Whether the image has the program on PATH"],
    fixes: ["Install it in the image"],
    examples: [
      {
        text: 'Error from git --help: Could not find command, ensure it is in the user\'s PATH and that the user has permissions to run it: "git"',
        captures: { program: "git" },
      },
    ],
    nearMisses: [{ text: "git version 2.43.0" }],
  },
  {
    id: "dbt/version-required",
    title: "dbt version does not fit the project",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This version of dbt is not supported with the '(?<package>[^'\n]+)' package/,
        /requires? dbt version/i,
      ],
    },
    rootCause: "The installed dbt does not fit what the project or package requires[[: `{package}`]]",
    explanation: "`require-dbt-version` of the project or of a package excludes the installed version.",
    checks: ["`dbt --version` in the image against `require-dbt-version`"],
    fixes: ["Pin dbt, or upgrade the package"],
    examples: [
      {
        text: "Runtime Error\n  This version of dbt is not supported with the 'dbt_utils' package.\n    Installed version of dbt: =1.4.0\n    Required version of dbt for 'dbt_utils': ['>=1.6.0', '<2.0.0']",
        captures: { package: "dbt_utils" },
      },
    ],
    nearMisses: [{ text: "Running with dbt=1.8.3" }],
  },
  {
    id: "dbt/internal-error",
    title: "dbt itself failed",
    category: "code_bug",
    alternatives: ["missing_dependency", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/dbt internally failed to execute (?<node>[\w.]{3,200})(?:: (?<reason>[^\n]{3,160}))?/],
    },
    rootCause: "dbt or its adapter failed in its own code[[ at `{node}`]][[: {reason}]]",
    explanation:
      "The error is none of the model's: dbt's code met what it does not expect, most often because dbt and the adapter are of versions that do not fit.",
    checks: ["The versions of dbt-core and the adapter, and what changed since the last good run"],
    fixes: ["Pin versions of dbt-core and the adapter that belong together"],
    docs: ["https://docs.getdbt.com/docs/dbt-versions/core"],
    examples: [
      {
        text: "Internal Error\n  dbt internally failed to execute test.harbour.not_null_crates_id.5fb22c2710: Returned 0 rows, but expected 1 row",
        captures: { node: "test.harbour.not_null_crates_id.5fb22c2710" },
      },
    ],
    nearMisses: [{ text: "Got 3 results, configured to fail if != 0" }],
  },
  {
    id: "dbt/invalid-test",
    title: "A dbt test is written wrongly in its YAML",
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
    rootCause: "A definition in the project's YAML is not as dbt takes it[[: `{file}`]]",
    explanation:
      "dbt read the file, but an entry has other keys or another shape than its kind allows; often the indentation is wrong.",
    checks: ["The entry that the message quotes: its keys and their indentation"],
    fixes: ["Correct the entry; check it in CI with `dbt parse`"],
    docs: ["https://docs.getdbt.com/reference/resource-properties/data-tests"],
    examples: [
      {
        text: "Parsing Error\n  Invalid test config given in models/staging/crates.yml:\n    test definition dictionary must have exactly one key, got [('unique', None), ('quote', False)] instead (2 keys)",
        captures: { file: "models/staging/crates.yml" },
      },
    ],
    nearMisses: [{ text: "Failure in test unique_crates_id (models/crates.yml)" }],
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
    },
    rootCause: "The dbt {kind} `{name}` does not compile",
    explanation: "The Jinja or the references of the file are wrong; no SQL was sent to the database.",
    checks: ["The line that dbt prints below, and the file's last change"],
    fixes: ["Correct the Jinja expression; run `dbt compile` in CI"],
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  unexpected '}'\n    line 4\n      select {{ id }}}",
        captures: { name: "orders" },
      },
    ],
    nearMisses: [{ text: 'Database Error in model orders (models/orders.sql)\n  column "x" does not exist' }],
  },
  {
    id: "dbt/database-error",
    title: "Database refused a dbt model's SQL",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/Database Error in (?<kind>(?:sql )?[a-z]+) (?<name>[\w.-]+)/],
    },
    rootCause: "The database refused the SQL of the dbt {kind} `{name}`",
    explanation: "The model compiled, but the database answered with an error; its own message stands below.",
    checks: ["The database's message in the next lines, and the compiled SQL under `target/`"],
    fixes: ["Correct the SQL, or the object it needs"],
    examples: [{ text: "Database Error in model orders (models/orders.sql)", captures: { name: "orders" } }],
    nearMisses: [{ text: "Compilation Error in model orders (models/orders.sql)" }],
  },
  {
    id: "dbt/adapter-not-installed",
    title: "dbt adapter not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find adapter type (?<adapter>[\w-]+)!/,
        /No module named 'dbt\.adapters\.(?<adapter>\w+)'/,
      ],
    },
    rootCause: "The dbt adapter `{adapter}` is not installed",
    explanation:
      "Since dbt 1.0 each database has its own package (`dbt-{adapter}`), installed beside dbt-core.",
    checks: ["`dbt --version` lists the installed adapters"],
    fixes: ["Install `dbt-{adapter}` in the image"],
    examples: [
      {
        text: 'Runtime Error\n  Credentials in profile "shop", target "dev" invalid: Runtime Error\n    Could not find adapter type snowflake!',
        captures: { adapter: "snowflake" },
      },
    ],
    nearMisses: [{ text: "Registered adapter: snowflake=1.8.3" }],
  },
];
