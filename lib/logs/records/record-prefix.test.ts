import { describe, expect, it } from "vitest";
import { readText } from "@/lib/logs/findings/read-text";
import { readPrefix } from "@/lib/logs/records/record-prefix";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";

describe("readPrefix", () => {
  it.each([
    ["[2026-11-30T01:05:37.755562Z] {task} ERROR - Task failed", "error", "task", null],
    ["[2026-11-30T01:05:37.755562Z] {airflow.sdk.Sensor} INFO - Poking", "info", "airflow.sdk.Sensor", null],
    ["[2026-11-30T01:05:37.755+0000] {load.py:9} ERROR - Task failed", "error", null, "load.py:9"],
    ["[2026-11-30T01:05:37.755+0000] INFO - started", "info", null, null],
  ])("reads %s", (line, level, logger, location) => {
    const prefix = readPrefix(line);
    expect(prefix).toMatchObject({ format: "airflow", level, logger, location });
    expect(line.slice(prefix?.length)).toMatch(/^(?:Task failed|Poking|started)$/);
  });

  it("takes braces that are part of a message for no logger", () => {
    const line = "[2026-11-30T01:05:37.755562Z] {rows} of 3 were loaded";
    expect(readPrefix(line)?.logger ?? null).toBeNull();
  });
});

it("keeps all lines of a message in Airflow 3's log", () => {
  const message =
    'duplicate key value violates unique constraint "users_pkey"\nDETAIL:  Key (user_id)=(1) exists.\n';
  const frame = { filename: "/d/users.py", lineno: 15, name: "insert" };
  const at = "2026-11-30T01:05:37.755562Z";
  const log = [
    {
      timestamp: at,
      level: "error",
      logger: "task",
      event: "Task failed with exception",
      error_detail: [{ exc_type: "UniqueViolation", exc_value: message, is_cause: false, frames: [frame] }],
    },
    { timestamp: at, level: "info", logger: "task", event: "::group::Post Execute" },
  ];
  const text = renderAirflowLog(log.map((line) => JSON.stringify(line)).join("\n"));
  const [exception] = readText(text, "airflow").findings.exceptions;
  expect(exception?.message).toBe(message.trim());
});
