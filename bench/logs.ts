import { parseLog } from "@/lib/logs/parse-log";

const LINES = 200_000;
const ROUNDS = 5;

/** Lines and megabytes a second of reading a whole log: records, exceptions, failing lines, window. */
export async function benchLogs(): Promise<Record<string, number>> {
  const text = `${Array.from(
    { length: LINES },
    (_, n) =>
      `[2026-11-21T02:00:${String(n % 60).padStart(2, "0")}.000+0000] {orders.py:${n % 900}} INFO - read batch ${n} in ${n % 70} ms`,
  ).join(
    "\n",
  )}\nTraceback (most recent call last):\n  File "/opt/airflow/dags/x.py", line 4, in go\n    run()\nKeyError: 'a'\n`;
  const seconds: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const startedAt = performance.now();
    parseLog(text);
    seconds.push((performance.now() - startedAt) / 1000);
  }
  const median = seconds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 1;
  return { linesPerSecond: LINES / median, megabytesPerSecond: Buffer.byteLength(text) / 1e6 / median };
}
