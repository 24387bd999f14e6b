import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dbtProjectExamples: SignatureExamples = {
  "dbt/project-file-missing": {
    examples: [
      {
        text: "Runtime Error\n  No dbt_project.yml found at expected path /opt/dbt/dbt_project.yml",
        captures: { path: "/opt/dbt/dbt_project.yml" },
      },
    ],
    nearMisses: [{ text: "dbt_project.yml does not parse to a dictionary" }],
  },
  "dbt/project-file-invalid": {
    examples: [
      {
        text: "Runtime Error\n  dbt_project.yml does not parse to a dictionary",
        captures: { file: "dbt_project.yml" },
      },
      {
        text: "Parsing Error\n  Error reading shop: staging/schema.yml - Runtime Error\n    Syntax error near line 12",
        captures: { file: "staging/schema.yml", line: "12" },
      },
    ],
    nearMisses: [{ text: "No dbt_project.yml found at expected path /opt/dbt/dbt_project.yml" }],
  },
  "dbt/profile-missing": {
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
  "dbt/profile-invalid": {
    examples: [
      {
        text: "Runtime Error\n  Credentials in profile \"shop\", target \"dev\" invalid: '${DB_PORT}' is not of type 'integer'",
        captures: { profile: "shop", reason: "'${DB_PORT}' is not of type 'integer'" },
      },
    ],
    nearMisses: [{ text: "Could not find profile named 'shop'" }],
  },
  "dbt/env-var-missing": {
    examples: [
      {
        text: "Parsing Error\n  Env var required but not provided: 'SNOWFLAKE_ACCOUNT'",
        captures: { variable: "SNOWFLAKE_ACCOUNT" },
      },
    ],
    nearMisses: [{ text: "Required var 'start_date' not found in config:" }],
  },
  "dbt/var-missing": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  Required var 'start_date' not found in config:\n  Vars supplied to orders = {}",
        captures: { variable: "start_date" },
      },
    ],
    nearMisses: [{ text: "Env var required but not provided: 'START_DATE'" }],
  },
  "dbt/invalid-option": {
    examples: [
      {
        text: "Error: Invalid value for '--project-dir': Path '/opt/airflow/dbt' does not exist.",
        captures: { option: "--project-dir" },
      },
      { text: "Error: No such option: --fail-fastt", captures: { option: "--fail-fastt" } },
    ],
    nearMisses: [{ text: "ERROR - invalid value in row 3" }],
  },
  "dbt/packages-missing": {
    examples: [
      {
        text: 'Compilation Error\n  dbt found 2 package(s) specified in packages.yml, but only 0 package(s) installed in dbt_packages. Run "dbt deps" to install package dependencies.',
      },
    ],
    nearMisses: [{ text: "Installing dbt-labs/dbt_utils" }],
  },
  "dbt/git-missing": {
    examples: [
      {
        text: 'Error from git --help: Could not find command, ensure it is in the user\'s PATH and that the user has permissions to run it: "git"',
        captures: { program: "git" },
      },
    ],
    nearMisses: [{ text: "git version 2.43.0" }],
  },
  "dbt/version-required": {
    examples: [
      {
        text: "Runtime Error\n  This version of dbt is not supported with the 'dbt_utils' package.\n    Installed version of dbt: =1.4.0\n    Required version of dbt for 'dbt_utils': ['>=1.6.0', '<2.0.0']",
        captures: { package: "dbt_utils", installed: "1.4.0" },
      },
    ],
    nearMisses: [{ text: "Running with dbt=1.8.3" }],
  },
  "dbt/adapter-not-installed": {
    examples: [
      {
        text: 'Runtime Error\n  Credentials in profile "shop", target "dev" invalid: Runtime Error\n    Could not find adapter type snowflake!',
        captures: { adapter: "snowflake" },
      },
    ],
    nearMisses: [{ text: "Registered adapter: snowflake=1.8.3" }],
  },
};
