import { expect, it } from "vitest";
import { carriedText } from "@/lib/evidence/carried-text";
import { failureReport } from "@/lib/failures/testing/report";

const TRACEBACK =
  "Traceback (most recent call last):\n  File \"/dags/load.py\", line 3, in load\nKeyError: 'page'";
const error = { type: "KeyError", message: "'page'", traceback: TRACEBACK };
const LOG = "INFO start\nINFO read 3 pages\n";

it.each([
  ["a log alone", { log: LOG, exception: null, reason: null }, LOG],
  ["a traceback alone", { log: null, exception: error, reason: null }, TRACEBACK],
  [
    "a log without the traceback",
    { log: LOG, exception: error, reason: null },
    `INFO start\nINFO read 3 pages\n${TRACEBACK}`,
  ],
  [
    "a log that shows the traceback, indented otherwise",
    { log: `${LOG}${TRACEBACK.replaceAll("\n", "\n\t")}\nINFO end`, exception: error, reason: null },
    `${LOG}${TRACEBACK.replaceAll("\n", "\n\t")}\nINFO end`,
  ],
  [
    "a log without the error",
    { log: LOG, exception: { ...error, traceback: null }, reason: null },
    "INFO start\nINFO read 3 pages\nKeyError: 'page'",
  ],
  [
    "a log with the error",
    { log: `${LOG}ERROR 'page' is missing`, exception: { ...error, traceback: null }, reason: null },
    `${LOG}ERROR 'page' is missing`,
  ],
  [
    "a text in place of an error",
    { log: null, exception: { type: "str", message: "killed", traceback: null }, reason: null },
    "killed",
  ],
  ["a reason alone", { log: null, exception: null, reason: "timed_out" }, "timed_out"],
  ["nothing", { log: null, exception: null, reason: null }, null],
])("of %s", (_name, part, expected) => {
  expect(carriedText(failureReport(part))).toBe(expected);
});
