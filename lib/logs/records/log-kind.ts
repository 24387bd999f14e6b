import { cleanLine } from "@/lib/logs/records/clean-line";
import { readPrefix } from "@/lib/logs/records/record-prefix";
import type { LogKind } from "@/lib/logs/schemas";

const SAMPLE_LINES = 400;
const DBT_WORDS =
  /Running with dbt=|Encountered an error:|^(?:Database|Compilation|Runtime|Parsing) Error\b/m;

/** Detects who wrote a log by the prefixes and phrases of its first lines. The outermost writer wins. */
export function detectKind(text: string): LogKind {
  const counts = { airflow: 0, prefect: 0, dbt: 0, spark: 0 };
  let start = 0;
  for (let count = 0; count < SAMPLE_LINES && start < text.length; count += 1) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const format = readPrefix(cleanLine(text.slice(start, Math.min(end, start + 400))))?.format;
    if (format === "airflow" || format === "prefect" || format === "dbt" || format === "spark") {
      counts[format] += 1;
    }
    start = end + 1;
  }
  if (counts.airflow > 0) return "airflow";
  if (counts.prefect > 0) return "prefect";
  const head = text.slice(0, 20_000);
  if (counts.dbt > 1 || DBT_WORDS.test(head)) return "dbt";
  if (counts.spark > 0 || head.includes("org.apache.spark")) return "spark";
  return head.includes("airflow.exceptions") || head.includes("AIRFLOW_CTX_") ? "airflow" : "generic";
}
