import { describe, expect, it } from "vitest";
import { UNREPORTED_REASON } from "@/lib/failures/unreported";
import { incidentTitle, titleWithCause } from "@/lib/failures/title";
import { failureReport } from "@/lib/failures/testing/report";

const exception = (type: string | null, message: string) => ({ type, message, traceback: null });

describe("incidentTitle", () => {
  it.each([
    ["type, message and task", {}, "KeyError 'customer_id' in transform"],
    ["the sender's own title", { title: "Nightly load broke\nsecond line" }, "Nightly load broke"],
    [
      "the type only once",
      { exception: exception("ValueError", "ValueError: bad row") },
      "ValueError: bad row in transform",
    ],
    [
      "the first line of a long message",
      { exception: exception("x.ProgrammingError", "column missing\nLINE 1: …") },
      "ProgrammingError column missing in transform",
    ],
    [
      "the message of an exception printed with its fields",
      {
        exception: exception(
          "TrinoUserError",
          'TrinoUserError(type=USER_ERROR, message="Table crates not found")',
        ),
      },
      "TrinoUserError Table crates not found in transform",
    ],
    ["text without a type", { exception: exception("str", "Task killed") }, "Task killed in transform"],
    [
      "a sentence without its full stop",
      { exception: exception("IOException", "The file is open elsewhere.") },
      "IOException The file is open elsewhere in transform",
    ],
    [
      "an ellipsis as it is",
      { exception: exception(null, "Waiting for orders...") },
      "Waiting for orders... in transform",
    ],
    ["no terminal colors", { title: "\u001B[31mLoad\u001B[0m broke\tat 3" }, "Load broke at 3"],
    [
      "hidden characters by code point",
      { title: "a\u0007b\u009Cc\u0001d\u2800e\u202Ef\u{1D173}" },
      "a[U+0007]b[U+009C]c[U+0001]d[U+2800]e[U+202E]f[U+1D173]",
    ],
    [
      "a placeholder without details",
      { exception: null, attempt: null },
      "transform failed without an error message",
    ],
    [
      "a run without a task",
      { scope: "run" as const, task: null, attempt: null, exception: null, reason: "task_failure" },
      "orders_daily failed",
    ],
    [
      "a flow's state message",
      {
        scope: "run" as const,
        task: null,
        attempt: null,
        exception: null,
        reason: "Flow run exceeded timeout of 2.0 second(s)",
      },
      "Flow run exceeded timeout of 2.0 second(s) in orders_daily",
    ],
  ])("%s", (_name, part, expected) => {
    expect(incidentTitle(failureReport(part))).toBe(expected);
  });

  it("is cut to 160 characters", () => {
    expect(
      incidentTitle(failureReport({ exception: exception("E", "x".repeat(500)) })).length,
    ).toBeLessThanOrEqual(160);
  });
});

describe("titleWithCause", () => {
  const report = failureReport({ exception: null, attempt: null });
  const withoutDetails = incidentTitle(report);
  const cause = "The table `orders` is missing\nin the warehouse";
  const titled = (title: string, rootCause: string | null = null) => ({ title, report, rootCause });

  it("is the cause if the report says nothing, and the clipped first line of it", () => {
    expect(titleWithCause(titled(withoutDetails), cause)).toBe("The table orders is missing");
    const long = titleWithCause(titled(withoutDetails), `a\u202E${"x".repeat(300)}`);
    expect(long).toMatch(/^a\[U\+202E\]x+…$/);
    expect(long).toHaveLength(160);
  });

  it("follows the cause, and goes when the cause does", () => {
    const known = titled("The table orders is missing", cause);
    expect(titleWithCause(known, "The schema is missing")).toBe("The schema is missing");
    expect(titleWithCause(known, null)).toBe(withoutDetails);
    expect(titleWithCause(titled(withoutDetails), null)).toBe(withoutDetails);
    expect(titleWithCause(titled(withoutDetails), "")).toBe(withoutDetails);
  });

  it("replaces that a task reported nothing", () => {
    const unreported = { ...report, reason: UNREPORTED_REASON };
    expect(incidentTitle(unreported)).toBe(withoutDetails);
    expect(
      titleWithCause({ title: withoutDetails, report: unreported, rootCause: null }, "It was killed"),
    ).toBe("It was killed");
  });

  it("keeps titles that come from elsewhere", () => {
    expect(titleWithCause(titled("Orders are late"), cause)).toBe("Orders are late");
    expect(titleWithCause(titled("Orders are late", "other"), null)).toBe("Orders are late");
    for (const told of [failureReport(), failureReport({ title: withoutDetails, exception: null })]) {
      const title = incidentTitle(told);
      expect(titleWithCause({ title, report: told, rootCause: title }, cause)).toBe(title);
    }
  });
});
