import { describe, expect, it } from "vitest";
import { findExplainingEvent } from "@/lib/logs/ranking/explaining-events";
import { parseLog } from "@/lib/logs/parse-log";

const eventOf = (...texts: string[]) =>
  findExplainingEvent(texts.map((text, at) => ({ line: at + 1, text, score: 60 - at })));

describe("findExplainingEvent", () => {
  it.each([
    [
      "a process out of memory",
      ["java.lang.OutOfMemoryError: Metaspace", "TimeoutException: Heartbeat of worker 2 timed out"],
    ],
    [
      "a full disk",
      [
        "Write error saving DB on disk: No space left on device",
        "ResponseError: MISCONF Redis is unable to persist to disk",
      ],
    ],
    [
      "a machine that was taken away",
      ["Spot Instance Interruption Warning for i-0123", "The operation was canceled."],
    ],
    [
      "a store without nodes",
      [
        "put: File /in/a.csv could only be replicated to 0 nodes instead of 1",
        "check: expected more than 0 rows, found 0",
      ],
    ],
    [
      "a tool that refused to work",
      ["pg_dump: error: aborting because of server version mismatch", "verify failed: backup file corrupt"],
    ],
    [
      "a store without replicas",
      ["Not enough bookies to create ledger", "TimeoutException: can not send message within given timeout"],
    ],
    [
      "a state set from outside",
      [
        "State of this instance has been externally set to skipped. Terminating instance.",
        "AirflowException: Task received SIGTERM signal",
      ],
    ],
    [
      "a download that failed",
      ["ERROR: cannot verify files.example's certificate", "gzip: stdin: unexpected end of file"],
    ],
  ])("finds %s before the errors it causes", (_name, texts) => {
    expect(eventOf(...texts)).toEqual({ line: 1, score: 59 });
  });

  it("finds the event where it is printed after its effects", () => {
    expect(eventOf("Heartbeat of worker 2 timed out", "worker 2: OOMKilled, exit code 137")?.line).toBe(2);
  });

  it.each([
    ["no effect", ["No space left on device", "KeyError: 'weight'"]],
    ["no event", ["KeyError: 'weight'", "Heartbeat of worker 2 timed out"]],
    ["a container that was not killed", ['"OOMKilled": false', "Heartbeat of worker 2 timed out"]],
    ["errors that all state it", ["no space left on device", "task aborted: no space left on device"]],
  ])("finds nothing in a log with %s", (_name, texts) => {
    expect(eventOf(...texts)).toBeNull();
  });
});

it("ranks the event above its effects, but not one of an earlier attempt", () => {
  const effect = [
    "Traceback (most recent call last):",
    '  File "/app/load.py", line 3, in run',
    "    client.send(batch)",
    "ConnectionResetError: [Errno 104] Connection reset by peer",
  ];
  const event = "2026-03-04 05:06:07 WARNING store-1: no space left on device";
  expect(parseLog([event, ...effect].join("\n")).failingLines[0]?.line).toBe(1);
  const attempt = (no: number) =>
    `[2026-03-04, 05:0${no}:00 UTC] {taskinstance.py:1} INFO - Starting attempt ${no} of 2`;
  const log = [attempt(1), event, attempt(2), ...effect].join("\n");
  expect(parseLog(log).failingLines[0]?.line).toBe(7);
});

it("ranks the event first in a log of hundreds of errors", () => {
  const errors = Array.from({ length: 500 }, (_none, at) => `ERROR worker-${at}: upload failed: broken pipe`);
  const trace = [
    "Traceback (most recent call last):",
    '  File "/app/load.py", line 3, in run',
    "ConnectionResetError: [Errno 104] Connection reset by peer",
  ];
  const event = "2026-03-04 05:06:07 WARNING store-1: no space left on device";
  expect(parseLog([event, ...errors, ...trace].join("\n")).failingLines[0]?.line).toBe(1);
});
