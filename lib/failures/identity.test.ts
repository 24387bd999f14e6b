import { describe, expect, it } from "vitest";
import { failureIdentity } from "@/lib/failures/identity";
import { failureReport, serviceReport } from "@/lib/failures/testing/report";
import { KILLED_REASON, NO_FAILED_TASK } from "@/lib/failures/unreported";

const LOAD = { externalId: "load", name: "load", operator: null };
const silent = failureReport({ exception: null });

describe("failureIdentity", () => {
  it.each([
    ["a state", {}],
    ["Airflow's reason for any failed run", { reason: "task_failure" }],
    ["our sentence about a killed process", { reason: KILLED_REASON }],
  ])("of two tasks of which only %s is known differs", (_name, part) => {
    const transform = failureIdentity("s1", { ...silent, ...part });
    const load = failureIdentity("s1", failureReport({ exception: null, task: LOAD, ...part }));
    expect(load.fingerprint.value).not.toBe(transform.fingerprint.value);
    expect(transform.fingerprint.parts).toContainEqual({ name: "task", value: "orders_daily / transform" });
    expect(failureIdentity("s1", { ...silent, ...part })).toEqual(transform);
    expect(failureIdentity("s2", { ...silent, ...part }).fingerprint.value).not.toBe(
      transform.fingerprint.value,
    );
  });

  it("of two runs and of two findings without an error differs", () => {
    const run = (name: string) =>
      failureReport({
        scope: "run",
        task: null,
        exception: null,
        reason: NO_FAILED_TASK,
        pipeline: { externalId: name, name, owner: null },
      });
    const finding = (name: string) =>
      serviceReport({
        exception: null,
        reason: "No run has started.",
        labels: { finding: "missing" },
        subject: { kind: "check", check: { externalId: `missing:${name}`, name, owner: null }, target: name },
      });
    for (const report of [run, finding]) {
      const [orders, users] = ["orders", "users"].map((name) => failureIdentity("s1", report(name)));
      expect(orders?.fingerprint.value).not.toBe(users?.fingerprint.value);
    }
    expect(failureIdentity("s1", run("orders")).fingerprint.parts.at(-1)).toEqual({
      name: "pipeline",
      value: "orders",
    });
  });

  it("is the same in two tasks that raise the same error", () => {
    const load = failureIdentity("s1", failureReport({ task: LOAD }));
    expect(load.fingerprint).toEqual(failureIdentity("s1", failureReport()).fingerprint);
  });

  it("groups a failure without an error text with the incidents that are open already", () => {
    expect(failureIdentity("s1", silent).dedupKey).toBe("6d807be3f141ff75874e1c225c0bea420ca3432f");
  });
});
