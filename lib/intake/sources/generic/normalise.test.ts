import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { flatReport } from "@/lib/failures/testing/report";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";

function reportOf(body: unknown) {
  const result = normaliseGeneric(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return flatReport(FailureReport.parse(result.report));
}

const minimal = { pipeline: "orders", error: { message: "boom" } };

describe("normaliseGeneric", () => {
  it("reads every field", () => {
    const body = {
      pipeline: "orders",
      task: "load",
      runId: "42",
      tryNumber: 3,
      maxTries: 3,
      environment: "prod",
      severity: "high",
      title: "Orders are late",
      error: { type: "KeyError", message: "'id'", traceback: "  File x\nKeyError: 'id'" },
      log: "line 1\n  line 2\n",
      url: "https://ci.example.com/42",
      startedAt: "2026-11-21T01:00:00+01:00",
      endedAt: 1_795_225_240,
      owner: "data",
      labels: { team: "core", tier: 1, nothing: null },
      unknown: { deep: [1] },
    };
    expect(reportOf(body)).toEqual({
      version: 2,
      kind: "task",
      episode: null,
      event: "failed",
      scope: "task",
      pipeline: { externalId: "orders", name: "orders", owner: "data" },
      task: { externalId: "load", name: "load", operator: null },
      run: {
        externalId: "42",
        type: null,
        logicalDate: null,
        startedAt: "2026-11-21T00:00:00.000Z",
        url: "https://ci.example.com/42",
        parentTaskRunId: null,
      },
      attempt: {
        tryNumber: 3,
        maxTries: 3,
        mapIndex: -1,
        state: "failed",
        hostname: null,
        startedAt: "2026-11-21T00:00:00.000Z",
        endedAt: "2026-11-21T01:40:40.000Z",
        logUrl: "https://ci.example.com/42",
        version: null,
      },
      exception: { type: "KeyError", message: "'id'", traceback: "  File x\nKeyError: 'id'" },
      log: "line 1\n  line 2",
      reason: null,
      title: "Orders are late",
      severity: "high",
      environment: "prod",
      labels: { team: "core", tier: "1" },
      occurredAt: "2026-11-21T01:40:40.000Z",
      refs: {},
    });
  });

  it("requires a pipeline and either an error message or a log", () => {
    expect(reportOf(minimal)).toMatchObject({
      scope: "run",
      task: null,
      run: null,
      exception: { message: "boom" },
    });
    expect(reportOf({ pipeline: "orders", log: "boom" })).toMatchObject({ exception: null, log: "boom" });
  });

  it.each(["None", " null ", "NaN"])("accepts %j as an error message", (message) => {
    expect(reportOf({ pipeline: "orders", error: { type: "ValueError", message } }).exception).toMatchObject({
      message: message.trim(),
    });
  });

  it("keeps no address that is not http(s)", () => {
    const report = reportOf({ ...minimal, task: "load", runId: "1", url: "javascript:alert(1)" });
    expect(report).toMatchObject({ run: { url: null }, attempt: { logUrl: null } });
  });

  it("accepts an error that is only its message", () => {
    const { exception } = reportOf({ pipeline: "orders", error: "boom" });
    expect(exception).toEqual({ type: null, message: "boom", traceback: null });
  });

  it.each([
    [1, 3, "will_retry"],
    ["2", "3", "will_retry"],
    [3, 3, "failed"],
    [4, 3, "failed"],
    [1, undefined, "failed"],
  ])("reads attempt %s of %s as %s", (tryNumber, maxTries, event) => {
    expect(reportOf({ ...minimal, tryNumber, maxTries }).event).toBe(event);
  });

  it.each([
    ["no pipeline", { error: { message: "x" } }, "pipeline", "the pipeline's name"],
    ["an empty pipeline", { ...minimal, pipeline: "  " }, "pipeline", "not an empty string"],
    [
      "a placeholder as a name",
      { service: { name: "None" }, error: { message: "m" } },
      "service.name",
      "a placeholder",
    ],
    ["a pipeline that is a number", { ...minimal, pipeline: 5 }, "pipeline", "(a string)"],
    ["a pipeline too long to index", { ...minimal, pipeline: "p".repeat(501) }, "pipeline", "at most 500"],
    ["neither error nor log", { pipeline: "orders" }, "error.message", "error.message or log"],
    [
      "an empty error",
      { pipeline: "orders", error: { message: "" }, log: " " },
      "error.message",
      "error.message or log",
    ],
    ["an error that is a list", { pipeline: "orders", error: ["boom"] }, "error", "expected an object"],
    ["an empty name", { service: " ", error: { message: "m" } }, "service.name", "not an empty string"],
    [
      "a message that is an object",
      { pipeline: "orders", error: { message: {} } },
      "error.message",
      "expected a string",
    ],
    ["an unknown severity", { ...minimal, severity: "urgent" }, "severity", "one of critical, high"],
    ["an attempt that is not a number", { ...minimal, tryNumber: "two" }, "tryNumber", "whole number"],
    ["a negative attempt count", { ...minimal, maxTries: -1 }, "maxTries", "whole number"],
    ["an invalid time", { ...minimal, startedAt: "yesterday" }, "startedAt", "ISO 8601"],
    ["labels that are a list", { ...minimal, labels: ["x"] }, "labels", "expected an object"],
    ["a label that is an object", { ...minimal, labels: { a: {} } }, "labels.a", "expected a string"],
    ["a body that is not an object", "boom", "", "expected a JSON object"],
  ])("reports %s with its path", (_name, body, path, message) => {
    const result = normaliseGeneric(body);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    const issue = result.issues.find((item) => item.path === path);
    expect(issue?.message).toContain(message);
  });
});

describe("the subject", () => {
  const subjectOf = (body: object) => {
    const result = normaliseGeneric({ error: { message: "m" }, owner: "billing", ...body });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    return result.report.subject;
  };

  it.each(["service", "workload", "check"])("accepts a %s that is only its name", (kind) => {
    expect(subjectOf({ [kind]: "nightly" })).toEqual(subjectOf({ [kind]: { name: "nightly" } }));
  });

  it.each([
    [
      "a service",
      { service: { name: "payments", endpoint: "POST /charges", release: "1.4.2" } },
      {
        kind: "service",
        service: { externalId: "payments", name: "payments", owner: "billing" },
        endpoint: "POST /charges",
        release: "1.4.2",
        instance: null,
      },
    ],
    [
      "a workload",
      { workload: { name: "nightly-load", kind: "Job", namespace: "etl" } },
      {
        kind: "workload",
        cluster: null,
        namespace: "etl",
        workload: { kind: "Job", name: "nightly-load", owner: "billing" },
        container: null,
      },
    ],
    [
      "a check",
      { check: { name: "orders-fresh", target: "raw.orders" } },
      {
        kind: "check",
        check: { externalId: "orders-fresh", name: "orders-fresh", owner: "billing" },
        target: "raw.orders",
      },
    ],
  ])("can be %s", (_, body, subject) => expect(subjectOf(body)).toEqual(subject));

  it("can recover, which needs no error", () => {
    const result = normaliseGeneric({ check: { name: "c" }, status: "resolved", dedupKey: "alert-7" });
    expect(result).toMatchObject({
      ok: true,
      report: { event: "succeeded", episode: "alert-7", exception: null },
    });
  });

  it.each([
    ["nothing", {}, "pipeline", /what failed/],
    ["two things", { pipeline: "p", service: { name: "s" } }, "service", /only one of pipeline, service/],
    ["a nameless service", { service: {} }, "service.name", /service's name/],
    ["a list for a check", { check: ["c"] }, "check", /expected an object/],
    ["an unknown status", { pipeline: "p", status: "fine" }, "status", /failed, resolved/],
  ])("is refused for %s", (_, body, path, message) => {
    const result = normaliseGeneric({ error: { message: "m" }, ...body });
    expect(result.ok ? [] : result.issues).toContainEqual({ path, message: expect.stringMatching(message) });
  });
});
