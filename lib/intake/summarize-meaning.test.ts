import { describe, expect, it } from "vitest";
import { failureReport } from "@/lib/failures/testing/report";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { summarizeMeaning } from "@/lib/intake/summarize-meaning";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

const meaningOf = (...reports: FailureReport[]) => ({
  ok: true as const,
  reports: reports.map((report) => ({ report, identity: failureIdentity("s", report) })),
});

describe("summarizeMeaning", () => {
  it("says which task did what, in which try and run", () => {
    const { body } = recordedWebhook("airflow", "airflow3_task_python_error");
    const meaning = understandBody({ id: "s", kind: "airflow", environment: null }, body, {});
    expect(summarizeMeaning(meaning)).toMatch(/^\w+ \/ \w+ failed, try \d of \d \(.+\)$/);
  });

  it("names the failure among many reports", () => {
    const succeeded: FailureReport = { ...failureReport(), event: "succeeded" };
    const failed = failureReport();
    expect(summarizeMeaning(meaningOf(succeeded, failed, succeeded))).toMatch(
      / failed.* and 2 more reports$/,
    );
    expect(summarizeMeaning(meaningOf(succeeded))).toContain(" succeeded");
  });

  it("says how a service fares", () => {
    const subject = {
      kind: "service" as const,
      service: { externalId: "pay-api", name: "pay-api", owner: null },
      endpoint: null,
      release: null,
      instance: null,
    };
    const report = { ...failureReport(), subject };
    expect(summarizeMeaning(meaningOf(report))).toBe("pay-api failed");
    expect(summarizeMeaning(meaningOf({ ...report, event: "succeeded" }))).toBe("pay-api is well again");
  });

  it("has nothing to say about a body that was not understood", () => {
    expect(
      summarizeMeaning(understandBody({ id: "s", kind: "airflow", environment: null }, { a: 1 }, {})),
    ).toBeNull();
    expect(summarizeMeaning({ ok: true, reports: [] })).toBe("Nothing to record");
  });

  it("stays short", () => {
    const report = failureReport();
    if (report.subject.kind !== "task") throw new Error("not a task");
    const { pipeline } = report.subject;
    const long = {
      ...report,
      subject: { ...report.subject, pipeline: { ...pipeline, name: "p".repeat(1_000) } },
    };
    expect(summarizeMeaning(meaningOf(long, long))?.length).toBe(300);
    expect(summarizeMeaning(meaningOf(long, long))).toMatch(/ and 1 more report$/);
  });
});
