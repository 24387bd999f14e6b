import type { LogLevel } from "@/lib/logs/schemas";
import { isJsonObject, jsonText, type StructuredMessage } from "@/lib/logs/records/structured-message";

const BAD = new Set(["error", "fail", "runtime error", "partial success"]);

/** A dbt `run_results.json` entry (schema v4 to v6) as a message; null if the value is not one. */
export function readRunResult(value: unknown): StructuredMessage | null {
  if (!isJsonObject(value)) return null;
  const status = jsonText(value["status"]);
  const node = jsonText(value["unique_id"]);
  if (status === null || node === null) return null;
  const message = jsonText(value["message"]);
  const level: LogLevel = BAD.has(status) ? "error" : status === "warn" ? "warning" : "info";
  const failures = typeof value["failures"] === "number" ? value["failures"] : 0;
  const text = message ?? (failures > 0 ? `${failures} failing rows` : "");
  return {
    kind: "dbt",
    timestamp: null,
    level,
    logger: node,
    location: null,
    attempt: null,
    message: level === "error" ? text || `${status} in ${node}` : `${status} ${node} ${text}`.trim(),
    errorDetail: null,
    exitCode: null,
    signal: null,
  };
}
