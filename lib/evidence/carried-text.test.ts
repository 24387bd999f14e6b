import { expect, it } from "vitest";
import { carriedText } from "@/lib/evidence/carried-text";
import { failureReport } from "@/lib/failures/testing/report";

const TRACEBACK =
  "Traceback (most recent call last):\n  File \"/dags/load.py\", line 3, in load\nKeyError: 'page'";
const error = { type: "KeyError", message: "'page'", traceback: TRACEBACK };
const LOG = "INFO start\nINFO read 3 pages\n";

it.each([
  ["only the log", { log: LOG, exception: null, reason: null }, LOG],
  ["only the traceback", { log: null, exception: error, reason: null }, TRACEBACK],
  [
    "the log and the traceback it lacks",
    { log: LOG, exception: error, reason: null },
    `INFO start\nINFO read 3 pages\n${TRACEBACK}`,
  ],
  [
    "the log when it shows the traceback with different indentation",
    { log: `${LOG}${TRACEBACK.replaceAll("\n", "\n\t")}\nINFO end`, exception: error, reason: null },
    `${LOG}${TRACEBACK.replaceAll("\n", "\n\t")}\nINFO end`,
  ],
  [
    "the log and the error it lacks",
    { log: LOG, exception: { ...error, traceback: null }, reason: null },
    "INFO start\nINFO read 3 pages\nKeyError: 'page'",
  ],
  [
    "the log when it shows the error",
    { log: `${LOG}ERROR 'page' is missing`, exception: { ...error, traceback: null }, reason: null },
    `${LOG}ERROR 'page' is missing`,
  ],
  [
    "a text sent as the error",
    { log: null, exception: { type: "str", message: "killed", traceback: null }, reason: null },
    "killed",
  ],
  ["only the reason", { log: null, exception: null, reason: "timed_out" }, "timed_out"],
  ["null for a reason that says nothing", { log: null, exception: null, reason: "task_failure" }, null],
  ["null without any text", { log: null, exception: null, reason: null }, null],
])("returns %s", (_name, part, expected) => {
  expect(carriedText(failureReport(part))).toBe(expected);
});
