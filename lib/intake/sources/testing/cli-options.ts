/** Options of command lines as their `--help` lists them; recorded from the versions named. */
export const CLI_OPTIONS: Readonly<Record<string, { versions: string; options: readonly string[]; positional: number }>> = {
  "airflow tasks clear": {
    versions: "2.10.5 and 3.3.2",
    options: ["--dag-regex", "--downstream", "--end-date", "--only-failed", "--only-running", "--start-date", "--task-regex", "--upstream", "--verbose", "--yes"],
    positional: 1,
  },
  "airflow dags backfill": {
    versions: "2.10.5",
    options: ["--conf", "--continue-on-failures", "--delay-on-limit", "--disable-retry", "--donot-pickle", "--dry-run", "--end-date", "--ignore-dependencies", "--ignore-first-depends-on-past", "--local", "--mark-success", "--pool", "--rerun-failed-tasks", "--reset-dagruns", "--run-backwards", "--start-date", "--subdir", "--task-regex", "--treat-dag-as-regex", "--treat-dag-id-as-regex", "--verbose", "--yes"],
    positional: 1,
  },
  "airflow backfill create": {
    versions: "3.3.2",
    options: ["--dag-id", "--dag-run-conf", "--dry-run", "--from-date", "--max-active-runs", "--reprocess-behavior", "--run-backwards", "--run-on-latest-version", "--no-run-on-latest-version", "--to-date"],
    positional: 0,
  },
  "prefect flow-run retry": { versions: "3.x", options: ["--entrypoint"], positional: 1 },
  "dagster job backfill": {
    versions: "1.13.29",
    options: ["--partitions", "--all", "--from", "--to", "--tags", "--noprompt", "--job", "--workspace", "--location", "--repository"],
    positional: 0,
  },
  "dbt retry": { versions: "1.11.16", options: ["--full-refresh", "--state", "--target", "--threads", "--vars"], positional: 0 },
  "dbt build": { versions: "1.11.16", options: ["--select", "--exclude", "--full-refresh", "--target"], positional: 0 },
  "dbt test": { versions: "1.11.16", options: ["--select", "--exclude", "--store-failures", "--target"], positional: 0 },
  // From the manuals, because these programs are not Python packages: gh-run-rerun(1), and the CLI reference of Databricks.
  "gh run rerun": { versions: "2.x", options: ["--debug", "--failed", "--job", "--repo"], positional: 1 },
  "databricks jobs repair-run": {
    versions: "0.2xx",
    options: ["--latest-repair-id", "--rerun-all-failed-tasks", "--rerun-dependent-tasks", "--no-wait", "--timeout"],
    positional: 1,
  },
};
