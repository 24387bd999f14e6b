import { describe, expect, it } from "vitest";
import { readPrefix } from "@/lib/logs/records/record-prefix";

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
