import { describe, expect, it } from "vitest";
import { readPrefix } from "@/lib/logs/records/record-prefix";
import { readText } from "@/lib/logs/findings/read-text";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";

function read(line: string) {
  const prefix = readPrefix(line);
  return (
    prefix && {
      level: prefix.level,
      timestamp: prefix.timestamp,
      logger: prefix.logger,
      rest: line.slice(prefix.length),
    }
  );
}

describe("readPrefix", () => {
  it.each([
    [
      "logfmt",
      "time=2026-03-04 05:06:07 logger_name=tap.sync log_level=CRITICAL message=100035 (22007): Timestamp is not recognized",
      {
        level: "critical",
        timestamp: "2026-03-04T05:06:07",
        logger: "tap.sync",
        rest: "100035 (22007): Timestamp is not recognized",
      },
    ],
    [
      "logfmt with quotes",
      'time="2026-03-04T05:06:07Z" level=warning msg="The variable is not set"',
      { level: "warning", timestamp: "2026-03-04T05:06:07Z", logger: null, rest: 'The variable is not set"' },
    ],
    [
      "zerolog",
      "2026-03-04T05:06:07Z ERR upload failed attempt=1",
      { level: "error", timestamp: "2026-03-04T05:06:07Z", logger: null, rest: "upload failed attempt=1" },
    ],
    [
      "a .NET program",
      "[2026-03-04T05:06:07.1180000Z] [SHIP-ETL] [Info] [Config] the variable is not set",
      {
        level: "info",
        timestamp: "2026-03-04T05:06:07.1180000Z",
        logger: "[SHIP-ETL]",
        rest: "the variable is not set",
      },
    ],
    [
      "log4j 2 with the thread context",
      "2026-03-04 05:06:07,650 INFO  org.apache.flink.Graph       [] - Job crates finished",
      {
        level: "info",
        timestamp: "2026-03-04T05:06:07.650",
        logger: "org.apache.flink.Graph",
        rest: "Job crates finished",
      },
    ],
    [
      "Monolog",
      '[2026-03-04 05:06:07] production.ERROR: import failed {"shop":7}',
      {
        level: "error",
        timestamp: "2026-03-04T05:06:07",
        logger: "production",
        rest: 'import failed {"shop":7}',
      },
    ],
    [
      "Logstash",
      "[2026-03-04T05:06:07,123][WARN ][logstash.outputs.elasticsearch][beats-main] Could not index event",
      {
        level: "warning",
        timestamp: "2026-03-04T05:06:07.123",
        logger: "logstash.outputs.elasticsearch",
        rest: "Could not index event",
      },
    ],
    [
      "syslog",
      "Jun  8 00:00:10 db-1 pg_dump[511206]: error: too many arguments",
      { level: null, timestamp: null, logger: "pg_dump", rest: "error: too many arguments" },
    ],
    [
      "Sidekiq",
      "2026-03-04T05:06:07.123Z pid=38 tid=1x9k class=LoadJob jid=d8d9 ERROR: Error performing LoadJob",
      {
        level: "error",
        timestamp: "2026-03-04T05:06:07.123Z",
        logger: null,
        rest: "Error performing LoadJob",
      },
    ],
    [
      ".NET's console logger",
      "fail: Crates.Jobs.ExportJob[0]",
      { level: "error", timestamp: null, logger: "Crates.Jobs.ExportJob", rest: "" },
    ],
    [
      "a warning of DTExec in Spanish",
      "Advertencia: 2026-03-04 05:06:07.05",
      { level: "warning", timestamp: "2026-03-04T05:06:07.05", logger: null, rest: "" },
    ],
  ])("reads %s", (_name, line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each(["rows=12 files=3", "level of detail: msg=none", "message=boom", "Error rows=1 level=error msg=x"])(
    "takes no prefix from %s",
    (line) => {
      expect(read(line)).toBeNull();
    },
  );
});

describe("readPrefix of Airflow", () => {
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
