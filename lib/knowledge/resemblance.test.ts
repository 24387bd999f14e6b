import { describe, expect, it } from "vitest";
import { failureReport } from "@/lib/failures/testing/report";
import { NO_FAILED_TASK } from "@/lib/failures/unreported";
import { failingLine } from "@/lib/knowledge/failing-line";
import { resemblance, type ComparedFailure } from "@/lib/knowledge/resemblance";

const SNOWFLAKE =
  "ProgrammingError 000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'CUSTOMER_ID'";
const SNOWFLAKE_LATER =
  "ProgrammingError 000904 (42000): SQL compilation error: error line 3 at position 12 invalid identifier 'CUSTOMER_ID'";
const OTHER_COLUMN =
  "ProgrammingError 000904 (42000): SQL compilation error: error line 3 at position 12 invalid identifier 'CUSTOMER_REGION'";
const BOTO3 = "ModuleNotFoundError No module named 'boto3'";
const PANDAS = "ModuleNotFoundError No module named 'pandas'";

const failure = (line: string | null, part: Partial<ComparedFailure> = {}): ComparedFailure => ({
  fingerprint: line ?? "",
  hasErrorText: true,
  line,
  isOwnLine: false,
  signature: null,
  category: null,
  ...part,
});

describe("resemblance", () => {
  it.each<[string, ComparedFailure, ComparedFailure, string | null]>([
    [
      "the same failure, whatever its diagnosis",
      failure(BOTO3, { category: "code_bug" }),
      failure(BOTO3, { category: "missing_dependency" }),
      "same_failure",
    ],
    ["clearly similar lines", failure(SNOWFLAKE), failure(SNOWFLAKE_LATER), "failing_line"],
    ["nothing in common but the language", failure(SNOWFLAKE), failure(BOTO3), null],
    [
      "nothing in common but the category",
      failure(SNOWFLAKE, { category: "code_bug" }),
      failure(BOTO3, { category: "code_bug" }),
      null,
    ],
    [
      "the same signature",
      failure(SNOWFLAKE, { signature: "sql/column", category: "schema_change" }),
      failure(SNOWFLAKE_LATER, { signature: "sql/column", category: "schema_change" }),
      "same_signature",
    ],
    [
      "the same signature with another name",
      failure(BOTO3, { signature: "python/module", category: "missing_dependency" }),
      failure(PANDAS, { signature: "python/module", category: "missing_dependency" }),
      null,
    ],
    ["another column", failure(SNOWFLAKE), failure(OTHER_COLUMN), null],
    [
      "similar lines and two categories",
      failure(SNOWFLAKE, { category: "schema_change" }),
      failure(SNOWFLAKE_LATER, { category: "auth_permission" }),
      null,
    ],
    [
      "the same category and similar lines",
      failure(SNOWFLAKE, { category: "schema_change" }),
      failure(SNOWFLAKE_LATER, { category: "schema_change" }),
      "same_category",
    ],
    [
      "similar lines and an unknown category",
      failure(SNOWFLAKE, { category: "unknown" }),
      failure(SNOWFLAKE_LATER, { category: "schema_change" }),
      "failing_line",
    ],
    [
      "one fingerprint without an error text, and logs that say something else",
      failure(BOTO3, { fingerprint: "v1:state", hasErrorText: false }),
      failure(SNOWFLAKE, { fingerprint: "v1:state", hasErrorText: false }),
      null,
    ],
    [
      "no error text, and logs that say the same",
      failure(SNOWFLAKE, { fingerprint: "v1:one", hasErrorText: false, signature: "sql/column" }),
      failure(SNOWFLAKE_LATER, { fingerprint: "v1:two", hasErrorText: false, signature: "sql/column" }),
      "same_signature",
    ],
    [
      "our own sentence about two tasks",
      failure(NO_FAILED_TASK, { fingerprint: "v1:one", hasErrorText: false, isOwnLine: true }),
      failure(NO_FAILED_TASK, { fingerprint: "v1:two", hasErrorText: false, isOwnLine: true }),
      null,
    ],
    [
      "our own sentence about one task",
      failure(NO_FAILED_TASK, { hasErrorText: false, isOwnLine: true }),
      failure(NO_FAILED_TASK, { hasErrorText: false, isOwnLine: true }),
      "failing_line",
    ],
    [
      "no failing line",
      failure(null, { fingerprint: "v1:state" }),
      failure(null, { fingerprint: "v1:state" }),
      null,
    ],
  ])("%s", (_name, failure, other, because) => {
    expect(resemblance(failure, other)?.because ?? null).toBe(because);
    expect(resemblance(other, failure)?.because ?? null).toBe(because);
  });
});

describe("failingLine", () => {
  const nothing = { exception: null, log: null, reason: null, title: null };
  it.each<[string, Parameters<typeof failureReport>[0], string | null, string | null]>([
    ["the exception, without its module", {}, "the log", "KeyError 'customer_id'"],
    [
      "the first line of a long message",
      { exception: { type: null, message: "relation missing\nLINE 1: select", traceback: null } },
      null,
      "relation missing",
    ],
    [
      "the log line if the report has no exception",
      { ...nothing, reason: "2/2 states failed." },
      "ERROR disk full",
      "ERROR disk full",
    ],
    [
      "the reason if there is no log",
      { ...nothing, reason: "Detected a zombie job" },
      null,
      "Detected a zombie job",
    ],
    ["null for a generic reason", { ...nothing, reason: "2/2 states failed." }, null, null],
    [
      "null for an exception without type and message",
      { ...nothing, exception: { type: null, message: "", traceback: null } },
      null,
      null,
    ],
  ])("%s", (_name, part, logLine, expected) => {
    expect(failingLine(failureReport(part), logLine)).toBe(expected);
  });
});
