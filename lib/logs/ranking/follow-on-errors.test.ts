import { describe, expect, it } from "vitest";
import { findFollowOns } from "@/lib/logs/ranking/follow-on-errors";
import { parseLog } from "@/lib/logs/parse-log";

const followOnsOf = (...errors: { text: string; score: number; lost?: number }[]) => [
  ...findFollowOns(
    errors.map((error, at) => ({ lost: 0, isLoud: true, ...error, line: at + 1, record: at })).toReversed(),
  ),
];
const cause = { text: "disk quota exceeded on /exports", score: 60 };

describe("findFollowOns", () => {
  it.each([
    "App\\Jobs\\Export has been attempted too many times or run too long.",
    "CrawlerRunningException: Crawler crates has already started",
    "another instance of export is already running",
    "Readiness probe failed: connection refused",
    "Back-off restarting failed container export in pod export-1",
    "HTTPError: 404 Client Error: Not Found for url: https://hooks.slack.com/services/T0/B0",
    "notify_failure: SMTPAuthenticationError: (535, b'denied')",
  ])("finds that an earlier failure brings about: %s", (text) => {
    expect(followOnsOf(cause, { text, score: 90 })).toEqual([[2, 1]]);
  });

  it("takes the last independent error before it as the cause", () => {
    expect(
      followOnsOf(
        { text: "read failed", score: 50 },
        cause,
        { text: "Liveness probe failed: timeout", score: 60 },
        { text: "Slack notification failed: channel_not_found", score: 60 },
      ),
    ).toEqual([
      [3, 2],
      [4, 2],
    ]);
  });

  it.each([
    ["comes before any other error", [{ text: "Readiness probe failed: 503", score: 60 }, cause]],
    [
      "follows only a faint sign",
      [
        { text: "slow query", score: 12 },
        { text: "notify: SMTP error", score: 60 },
      ],
    ],
    ["is no follow-on error", [cause, { text: "KeyError: 'weight'", score: 90 }]],
  ])("finds nothing where an error %s", (_name, errors) => {
    expect(followOnsOf(...errors)).toEqual([]);
  });

  it("counts an error of an earlier attempt at its full score", () => {
    const refused = { text: "CrawlerRunningException: crates has already started", score: 90 };
    expect(followOnsOf({ ...cause, score: 40, lost: 25 }, refused)).toEqual([[2, 1]]);
    expect(followOnsOf({ ...cause, score: 40 }, refused)).toEqual([]);
  });
});

const first = (...lines: string[]) => parseLog(lines.join("\n")).failingLines[0]?.line;
const trace = (message: string) => [
  "Traceback (most recent call last):",
  '  File "/opt/airflow/dags/crawl.py", line 9, in run',
  message,
];

describe("the first failing line", () => {
  it("is the first attempt's error if that made the second one be refused", () => {
    const attempt = (no: number, message: string) => [
      `[2026-03-04, 05:0${no}:00 UTC] {taskinstance.py:1} INFO - Starting attempt ${no} of 2`,
      `[2026-03-04, 05:0${no}:01 UTC] {taskinstance.py:2} ERROR - Task failed with exception`,
      ...trace(message),
    ];
    const second = attempt(2, "CrawlerRunningException: Crawler crates has already started");
    expect(first(...attempt(1, "ThrottlingException: Rate exceeded"), ...second)).toBe(5);
    expect(
      first(...attempt(1, "ThrottlingException: Rate exceeded"), ...attempt(2, "KeyError: 'weight'")),
    ).toBe(10);
  });

  it("is the error of the tasks that Spark gave up on", () => {
    const lost =
      "26/03/04 05:06:07 WARN TaskSetManager: Lost task 1.3 in stage 0.0 (TID 4) (node-2 executor 1): java.lang.IllegalStateException: offset 42 is gone";
    const aborted =
      "26/03/04 05:06:08 ERROR TaskSetManager: Task 1 in stage 0.0 failed 4 times; aborting job";
    const frames = ["\tat org.apache.spark.sql.kafka010.KafkaSource.read(KafkaSource.scala:3)", ""];
    const report = [
      "26/03/04 05:06:09 ERROR MicroBatchExecution: Query crates terminated with error",
      "org.apache.spark.SparkException: [STREAM_FAILED] Query [id = 1] terminated with exception: Writing job aborted",
      "\tat org.apache.spark.sql.execution.streaming.StreamExecution.run(StreamExecution.scala:9)",
    ];
    expect(first(lost, ...frames, aborted, ...report)).toBe(1);
  });

  it("is not an exception that was handled at info level", () => {
    const handled = [
      "[2026-03-04T05:06:07,123][INFO ][org.logstash.beats.BeatsHandler][main] Handling exception: java.io.IOException: invalid frame",
      "\tat org.logstash.beats.BeatsParser.decode(BeatsParser.java:9)",
    ];
    const error =
      "[2026-03-04T05:06:09,123][ERROR][logstash.outputs.elasticsearch][main] Could not index event: no such index [crates]";
    expect(first(...handled, error)).toBe(3);
  });
});

describe("what fails while a failed run is cleared away", () => {
  it.each([
    [
      "names itself",
      [
        "ERROR ingest: IteratorExpired: the iterator was created too long ago, not found",
        "ERROR cleanup: could not drop tmp_1: must be owner of table tmp_1, permission denied",
      ],
    ],
    [
      "comes after the start of the cleanup",
      [
        "ERROR: canceling statement due to lock timeout",
        "+ trap_cleanup",
        "Error from server (Forbidden): jobs is forbidden, access denied",
      ],
    ],
  ])("ranks below the failure: it %s", (_name, lines) => {
    expect(first(...lines)).toBe(1);
  });

  it("is the failure if there is no other", () => {
    expect(first("INFO start", "+ trap_cleanup", "Error from server (Forbidden): access denied")).toBe(3);
  });
});

it("ranks the last of the tries that a program numbers itself first", () => {
  expect(
    first("try 1: HTTP 504 Gateway Timeout", "try 2: HTTP 504 Gateway Timeout", "try 3: HTTP 403 Forbidden"),
  ).toBe(3);
});
