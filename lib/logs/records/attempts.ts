import type { LogRecord } from "@/lib/logs/schemas";

const START = /^Starting attempt (\d{1,5}) of \d/;

/**
 * Sets each record's attempt in logs with several attempts. An attempt begins with the checks that Airflow prints before
 * `Starting attempt N`; records that already have an attempt keep it.
 */
export function markAttempts(records: LogRecord[]): void {
  let attempt: number | null = null;
  let lastEnd = 0;
  for (const [index, record] of records.entries()) {
    const found = record.message.startsWith("Starting attempt ") ? START.exec(record.message) : null;
    if (found !== null) {
      attempt = Number(found[1]);
      for (let back = index - 1; back >= lastEnd && isPreparation(records[back]?.message); back -= 1) {
        const earlier = records[back];
        if (earlier !== undefined) earlier.attempt = attempt;
      }
      lastEnd = index;
    }
    record.attempt ??= attempt;
  }
}

function isPreparation(message: string | undefined): boolean {
  if (message === undefined) return false;
  return (
    message.startsWith("::group::Pre task") ||
    message.startsWith("Dependencies all met") ||
    message.startsWith("----") ||
    message.startsWith("\n---") ||
    message === ""
  );
}
