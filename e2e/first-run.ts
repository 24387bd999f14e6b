import { readFileSync } from "node:fs";
import type { FirstRunFile } from "@/e2e/start-product";

/** The URL, sign-in, API token and sources of the product under test. */
export function firstRun(): FirstRunFile {
  const file = process.env["PD_E2E_FIRST_RUN"];
  if (!file) throw new Error("Browser tests run through `npm run test:e2e`, which starts the product.");
  return JSON.parse(readFileSync(file, "utf8")) as FirstRunFile;
}

export function airflowSource() {
  const { airflow } = firstRun().sources;
  if (!airflow) throw new Error("first-run.json has no Airflow source.");
  return airflow;
}
