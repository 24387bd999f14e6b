import type { LogLevel } from "@/lib/logs/schemas";

/** Whether something was logged as an error or worse; false if its level is not known. */
export function isErrorLevel(level: LogLevel | null | undefined): boolean {
  return level === "error" || level === "critical";
}
