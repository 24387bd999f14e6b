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
