import { describe, expect, it } from "vitest";
import { failureIdentity } from "@/lib/failures/identity";
import type { Subject } from "@/lib/failures/schemas";
import { subjectKey, subjectName, subjectOwner } from "@/lib/failures/subject";
import { failureReport, serviceReport, withTask } from "@/lib/failures/testing/report";
import { incidentTitle } from "@/lib/failures/title";

const WORKLOAD: Subject = {
  kind: "workload",
  cluster: "prod-eu",
  namespace: "etl",
  workload: { kind: "Job", name: "nightly-load", owner: "data" },
  container: "main",
};
const CHECK: Subject = {
  kind: "check",
  check: { externalId: "orders-fresh", name: "Orders are fresh", owner: null },
  target: "raw.orders",
};

describe("a subject", () => {
  it.each<[Subject, string, string | null]>([
    [failureReport().subject, "transform", "data"],
    [withTask(failureReport(), { task: null, scope: "run" }).subject, "orders_daily", "data"],
    [serviceReport().subject, "payments POST /charges", "billing"],
    [WORKLOAD, "etl/nightly-load", "data"],
    [CHECK, "Orders are fresh", null],
  ])("has a name and an owner", (subject, name, owner) => {
    expect([subjectName(subject), subjectOwner(subject)]).toEqual([name, owner]);
  });

  it("is the same whatever release, instance, endpoint or container failed", () => {
    const other = { ...serviceReport().subject, endpoint: null, release: "2.0.0", instance: "other" };
    expect(subjectKey(other as Subject)).toEqual(subjectKey(serviceReport().subject));
    expect(subjectKey({ ...WORKLOAD, container: "sidecar" })).toEqual(subjectKey(WORKLOAD));
    expect(subjectKey({ ...WORKLOAD, cluster: "prod-us" })).not.toEqual(subjectKey(WORKLOAD));
  });

  it("separates failures of different subjects and keeps the keys of task failures stable", () => {
    const keys = [failureReport().subject, serviceReport().subject, WORKLOAD, CHECK].map(
      (subject) => failureIdentity("s1", { ...serviceReport(), subject }).dedupKey,
    );
    expect(new Set(keys).size).toBe(4);
    expect(failureIdentity("s1", failureReport()).dedupKey).toBe("9735f7e7e03b6d5c584996058c5033ffabf31d44");
  });

  it.each<[Subject, string]>([
    [serviceReport().subject, "TimeoutError the bank did not answer in payments POST /charges"],
    [WORKLOAD, "TimeoutError the bank did not answer in etl/nightly-load"],
    [CHECK, "TimeoutError the bank did not answer in Orders are fresh"],
  ])("appears in the incident title", (subject, title) => {
    expect(incidentTitle({ ...serviceReport(), subject })).toBe(title);
    expect(incidentTitle({ ...serviceReport(), subject, exception: null })).toBe(
      `${subjectName(subject)} failed`,
    );
  });
});
