import { airflowRerunner } from "@/lib/fixes/reruns/airflow";
import { dagsterRerunner } from "@/lib/fixes/reruns/dagster";
import { databricksRerunner } from "@/lib/fixes/reruns/databricks";
import { dbtRerunner } from "@/lib/fixes/reruns/dbt";
import { gitHubRerunner } from "@/lib/fixes/reruns/github-actions";
import { prefectRerunner } from "@/lib/fixes/reruns/prefect";
import type { Rerunner } from "@/lib/fixes/reruns/rerunner";

/** Rerunners by source kind. */
export const RERUNNERS: ReadonlyMap<string, Rerunner> = new Map([
  ["airflow", airflowRerunner],
  ["prefect", prefectRerunner],
  ["dagster", dagsterRerunner],
  ["databricks", databricksRerunner],
  ["dbt", dbtRerunner],
  ["github", gitHubRerunner],
]);
