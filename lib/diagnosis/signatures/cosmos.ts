import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** astronomer-cosmos: dbt projects as Airflow DAGs. */
export const cosmosSignatures: Signature[] = [
  {
    id: "cosmos/dbt-executable",
    title: "Cosmos finds no dbt executable",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Unable to find the dbt executable: (?<path>[^\s]{1,300})/],
    },
    rootCause: "There is no dbt executable `{path}` where Airflow parses the DAG",
    explanation:
      "Cosmos runs `dbt ls` while Airflow parses the DAG file, so dbt must exist on the scheduler and DAG processor, not only on the workers. dbt in a virtual environment must be named in `RenderConfig` too.",
    checks: [
      "Whether `{path}` exists on the DAG processor and the workers",
      "`dbt_executable_path` in both `ExecutionConfig` and `RenderConfig`",
    ],
    fixes: [
      "Set `dbt_executable_path` in `RenderConfig` and `ExecutionConfig`",
      "Install dbt (or its virtual environment) in the image",
      "Load from a manifest (`LoadMode.DBT_MANIFEST`) so that parsing needs no dbt",
    ],
    docs: ["https://astronomer.github.io/astronomer-cosmos/"],
  },
  {
    id: "cosmos/dbt-ls-failed",
    title: "dbt ls failed while Airflow parsed the DAG",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Unable to run (?:dbt ls command|\[[^\]\n]{1,600}\]) due to the error:\s{0,4}(?<reason>[^\n]{0,200})/,
        /Unable to run (?<reason>\[[^\]\n]{1,200}\]) /,
      ],
      not: [/missing dbt_packages/],
      namesAnywhere: [
        /(?:Error|Exception)\b[^\n]{0,40}\n[^\n]{0,40}?(?<cause>(?:Env var required|Could not find profile|dbt found \d|Compilation Error|Parsing Error|Could not find adapter)[^\n]{0,160})/,
      ],
    },
    rootCause: "`dbt ls` failed while Cosmos read the project, so the DAG could not be imported[[: {cause}]]",
    explanation:
      "Cosmos lists the project's models with `dbt ls` on every parse. dbt's own message follows: a broken profile, a missing environment variable or package, or a project that does not parse.",
    checks: [
      "dbt's message below this line",
      "`dbt ls` with the same profile and environment on the DAG processor",
    ],
    fixes: [
      "Fix what dbt reports",
      "Load from a manifest (`LoadMode.DBT_MANIFEST`) so that parsing does not need dbt or the warehouse",
    ],
    docs: ["https://astronomer.github.io/astronomer-cosmos/"],
  },
  {
    id: "cosmos/packages-missing",
    title: "dbt packages not installed for Cosmos",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Unable to run dbt ls command due to missing dbt_packages/],
    },
    rootCause: "The dbt packages are not installed where Airflow parses the DAG",
    explanation:
      "`dbt ls` needs the packages of `packages.yml`; Cosmos installs them only with `dbt_deps=True`.",
    checks: ["Whether `dbt_packages/` is in the image"],
    fixes: [
      "Run `dbt deps` while building the image",
      "Set `dbt_deps=True` in `RenderConfig` and `install_deps=True` for the operators",
    ],
    docs: ["https://astronomer.github.io/astronomer-cosmos/"],
  },
  {
    id: "cosmos/manifest-missing",
    title: "Cosmos finds no manifest",
    category: "configuration",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find manifest at (?<path>[^\s]{1,300})/,
        /Unable to load manifest using (?:None|(?<path>[^\s]{1,300}))/,
      ],
    },
    rootCause: "There is no dbt manifest[[ at `{path}`]]",
    explanation:
      "With `LoadMode.DBT_MANIFEST` Cosmos reads `manifest.json`, which a build step must create and ship with the DAGs.",
    checks: [
      "Whether the deployment contains the file, and when it was created",
      "`manifest_path` in `ProjectConfig`",
    ],
    fixes: ["Run `dbt parse` in the build and ship `target/manifest.json`", "Correct `manifest_path`"],
    docs: ["https://astronomer.github.io/astronomer-cosmos/"],
  },
  {
    id: "cosmos/profile-mapping",
    title: "No dbt profile for the Airflow connection",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not find a profile mapping for connection (?<connection>[^\s]{1,160})/,
        /Either profiles_yml_filepath or profile_mapping must be set to render a profile/,
        /Both profiles_yml_filepath and profile_mapping are defined and are mutually exclusive/,
        /(?<mapping>\w{3,80}ProfileMapping) (?:requires|is missing)[^\n]{0,160}/,
      ],
    },
    rootCause: "Cosmos cannot build dbt's profile[[ from the connection `{connection}`]]",
    explanation:
      "A profile comes from `profiles_yml_filepath` or from an Airflow connection through a `profile_mapping`; the mapping must fit the connection's type and needs its required fields (such as `schema` in `profile_args`).",
    checks: ["The connection's type and fields (`airflow connections get`)", "`ProfileConfig` in the DAG"],
    fixes: [
      "Use the mapping class for that connection type and pass missing fields in `profile_args`",
      "Point `profiles_yml_filepath` to a `profiles.yml`",
    ],
    docs: ["https://astronomer.github.io/astronomer-cosmos/"],
  },
  {
    id: "cosmos/dbt-command-failed",
    title: "dbt command failed in a Cosmos task",
    category: "warehouse_sql",
    alternatives: ["code_bug", "data_quality", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /dbt command failed\. The command returned a non-zero exit code (?<code>\d{1,3})(?:\. Details:\s{1,4}(?<reason>[^\n]{1,200}))?/,
        /dbt invocation (?:completed|did not complete) with (?:unhandled )?errors?: (?<reason>[^\n]{1,200})/,
      ],
      names: [/\b(?:Database|Compilation|Runtime) Error in (?<kind>\w{3,12}) (?<model>[\w.-]{1,160})/],
      namesAnywhere: [
        /\b(?:Database|Compilation|Runtime) Error in (?<kind>model|test|snapshot|seed) (?<model>[\w.-]{1,160})/,
      ],
    },
    rootCause: "dbt failed in this task[[ at the {kind} `{model}`]][[: {reason}]]",
    explanation: "Cosmos wraps dbt; the model's or test's own error is in dbt's output above.",
    checks: ["dbt's output in the task's log: the first `Error in model` or failed test"],
    fixes: ["Fix the first error that dbt reports above[[ (the {kind} `{model}`)]], then clear this task"],
    docs: ["https://astronomer.github.io/astronomer-cosmos/"],
  },
];
