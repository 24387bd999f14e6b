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
    ["a failure among other reports", saying("succeeded", "failed"), false],
    ["an invalid body", { ok: false, reason: "no", issues: [] }, false],
    ["a success", saying("succeeded"), true],
    ["a start and an announced retry", saying("running", "will_retry"), true],
  ])("truncates only bodies without a failure: %s", (_, meaning, isBodyCut) => {
    const body = isBodyCut ? LONG.slice(0, FACT_BODY_CHARS) : LONG;
    expect(storedBody(LONG, meaning)).toEqual({ body, isBodyCut });
    expect(storedBody("short", meaning)).toEqual({ body: "short", isBodyCut: false });
  });

  it("never splits a character", () => {
    const { body } = storedBody(`${"x".repeat(FACT_BODY_CHARS - 1)}😀`, saying("succeeded"));
    expect(body.isWellFormed()).toBe(true);
  });
});
