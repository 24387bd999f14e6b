import type { LogLevel } from "@/lib/logs/schemas";
import { isJsonObject, textOf, type StructuredMessage } from "@/lib/logs/records/structured-message";

const BAD = new Set(["error", "fail", "runtime error", "partial success"]);

/** One entry of dbt's `run_results.json` as a message (schema v4 to v6), or null where it is none. */
export function readRunResult(value: unknown): StructuredMessage | null {
  if (!isJsonObject(value)) return null;
  const status = textOf(value["status"]);
  const node = textOf(value["unique_id"]);
  if (status === null || node === null) return null;
  const message = textOf(value["message"]);
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
