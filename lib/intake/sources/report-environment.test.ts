import { describe, expect, it } from "vitest";
import { failureReport, serviceReport } from "@/lib/failures/testing/report";
import { relativeToSource, withPipelineOfEnvironment } from "@/lib/intake/sources/report-environment";

describe("the environment of a report", () => {
  it.each([
    ["production", "production", null],
    ["staging", "production", "staging"],
    ["staging", null, "staging"],
    [null, "production", null],
    [null, null, null],
  ])("%s at a source in %s is stored as %s", (environment, source, expected) => {
    expect(relativeToSource(serviceReport({ environment }), source).environment).toBe(expected);
  });

  it("is part of the pipeline's id, unless it is the source's", () => {
    const idOf = (environment: string | null) => {
      const { subject } = withPipelineOfEnvironment(failureReport({ environment }));
      return subject.kind === "task" ? subject.pipeline : null;
    };
    const own = idOf(null);
    expect(idOf("staging")).toEqual({ ...own, externalId: `staging/${own?.externalId}` });
    const service = serviceReport({ environment: "staging" });
    expect(withPipelineOfEnvironment(service)).toEqual(service);
  });
});
