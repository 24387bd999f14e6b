import { describe, expect, it } from "vitest";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { failureReport } from "@/lib/failures/testing/report";
import type { Meaning } from "@/lib/intake/sources/understand-body";
import { FACT_BODY_CHARS, storedBody } from "@/lib/intake/webhooks/stored-body";

const saying = (...events: [FailureReport["event"], ...FailureReport["event"][]]): Meaning => {
  const [first, ...others] = events.map((event) => {
    const report = failureReport({ event });
    return { report, identity: failureIdentity("s", report) };
  });
  if (!first) throw new Error("no report");
  return { ok: true, reports: [first, ...others] };
};
const LONG = "x".repeat(FACT_BODY_CHARS + 1);

describe("storedBody", () => {
  it.each<[string, Meaning, boolean]>([
    ["a failure", saying("failed"), false],
    ["a failure among facts", saying("succeeded", "failed"), false],
    ["what was not understood", { ok: false, reason: "no", issues: [] }, false],
    ["a success", saying("succeeded"), true],
    ["a start and a retry to come", saying("running", "will_retry"), true],
  ])("of %s", (_, meaning, isBodyCut) => {
    const body = isBodyCut ? LONG.slice(0, FACT_BODY_CHARS) : LONG;
    expect(storedBody(LONG, meaning)).toEqual({ body, isBodyCut });
    expect(storedBody("short", meaning)).toEqual({ body: "short", isBodyCut: false });
  });

  it("never cuts a character in two", () => {
    const { body } = storedBody(`${"x".repeat(FACT_BODY_CHARS - 1)}😀`, saying("succeeded"));
    expect(body.isWellFormed()).toBe(true);
  });
});
