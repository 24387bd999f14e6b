import { describe, expect, it } from "vitest";
import { isWrapperException } from "@/lib/logs/exceptions/wrapper-exceptions";
import { parseLog } from "@/lib/logs/parse-log";

const TYPE = "subprocess.CalledProcessError";

describe("isWrapperException", () => {
  it.each([
    "Command '['dbt', 'run']' returned non-zero exit status 2.",
    "Command '['dbt', 'run']' died with <Signals.SIGABRT: 6>.",
  ])("is true for a child process that may have printed the reason: %s", (message) => {
    expect(isWrapperException(TYPE, message)).toBe(true);
  });

  it.each([
    "Command '['dbt', 'run']' died with <Signals.SIGKILL: 9>.",
    "Command 'sort big.csv' returned non-zero exit status 137.",
  ])("is false for one that was killed: %s", (message) => {
    expect(isWrapperException(TYPE, message)).toBe(false);
  });
});

it.each([
  ["acme.StepExecutionError", "Encountered error while running acme.steps.git_clone"],
  ["meltano.cli.utils.CliError", "ELT could not be completed: Loader failed."],
  [
    "org.apache.spark.SparkException",
    "[STREAM_FAILED] Query [id = 1] terminated with exception: Job aborted.",
  ],
])("takes a report that gives no reason as a wrapper: %s %s", (type, message) => {
  expect(isWrapperException(type, message)).toBe(true);
  expect(isWrapperException(type, `${message} no such column: weight`)).toBe(false);
});

it("ranks a child process's kill above the last line it printed", () => {
  const log = [
    "[2026-03-04T05:06:07.000Z] {task.stdout} INFO - computing features of 90 million rows",
    "[2026-03-04T05:06:08.000Z] {task} ERROR - Task failed with exception",
    "Traceback (most recent call last):",
    '  File "/opt/airflow/dags/features.py", line 16, in compute_features',
    "CalledProcessError: Command '['python', 'features.py']' died with <Signals.SIGKILL: 9>.",
  ].join("\n");
  expect(parseLog(log).failingLines[0]?.line).toBe(5);
});
