import path from "node:path";
import { expectationsFor, runAirflow } from "@/e2e/real/airflow";
import { checkCascade } from "@/e2e/real/cascade";
import { checkIncidents } from "@/e2e/real/check";
import { startScriptedClaude, type ScriptedClaude } from "@/e2e/loop/scripted-claude";
import type { EnvironmentName } from "@/e2e/real/environments";
import { LOOP_CASE, checkLoop } from "@/e2e/real/loop";
import { PREFECT_EXPECTATIONS } from "@/e2e/real/expectations-prefect3";
import { runPrefect } from "@/e2e/real/prefect";
import { checkReconciler } from "@/e2e/real/reconciler";
import { checkOpenLineage, checkPlugin } from "@/e2e/real/reporters";
import type { Row } from "@/e2e/real/rows";
import type { Stage } from "@/e2e/real/stage";

/** A part of the suite that can run on its own. */
export interface Part {
  title: string;
  environment: EnvironmentName;
  /** Starts the model that the product asks; without it the product has none. */
  startModel?(): Promise<ScriptedClaude>;
  check(stage: Stage): Promise<Row[]>;
}

/** In the order in which they run. */
export const PARTS = {
  airflow3: { title: "Airflow 3.3.2", environment: "airflow3", check: (stage) => checkAirflow(3, stage) },
  airflow2: { title: "Airflow 2.10.5", environment: "airflow2", check: (stage) => checkAirflow(2, stage) },
  prefect3: { title: "Prefect 3.8.8", environment: "prefect3", check: checkPrefect },
  plugin: { title: "Airflow 3.3.2 with the plugin", environment: "airflow3", check: checkPlugin },
  openlineage: {
    title: "Airflow 3.3.2 with OpenLineage",
    environment: "openlineage",
    check: checkOpenLineage,
  },
  cascade: { title: "Ten dependent DAGs", environment: "airflow3", check: checkCascade },
  loop: {
    title: "The whole loop, Airflow 3.3.2",
    environment: "airflow3",
    startModel: () => startScriptedClaude(LOOP_CASE),
    check: checkLoop,
  },
  silent: { title: "Silent Airflow 3.3.2", environment: "airflow3", check: checkReconciler },
} satisfies Record<string, Part>;

export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as PartName[];

/** The examples that report by the callback. */
async function checkAirflow(version: 2 | 3, { product, folder, surroundings }: Stage): Promise<Row[]> {
  const name = version === 3 ? "airflow3" : "airflow2";
  const source = product.firstSource("airflow");
  const airflow = await runAirflow(version, product, source, path.join(folder, "airflow"), surroundings);
  try {
    return await checkIncidents(PARTS[name].title, product, source, expectationsFor(version));
  } finally {
    await airflow.stop();
  }
}

async function checkPrefect({ product, folder, surroundings }: Stage): Promise<Row[]> {
  const source = product.firstSource("prefect");
  const prefect = await runPrefect(product, source, path.join(folder, "prefect"), surroundings);
  try {
    return await checkIncidents(PARTS.prefect3.title, product, source, PREFECT_EXPECTATIONS);
  } finally {
    await prefect.stop();
  }
}
