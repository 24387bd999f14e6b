import type { SubjectKind } from "@/lib/failures/schemas";

export interface GenericExample {
  id: string;
  title: string;
  description: string;
  subject: SubjectKind;
  /** The JSON to send. */
  body: Readonly<Record<string, unknown>>;
}

const DEDUP_KEY = "payments-latency-42";

/** Bodies that the generic webhook accepts: a failure of every kind of subject, and a recovery. */
export const GENERIC_EXAMPLES: readonly GenericExample[] = [
  {
    id: "curl",
    title: "A task failed",
    description: "A task of a pipeline. Leave out task if the whole run failed.",
    subject: "task",
    body: {
      pipeline: "orders_daily",
      task: "transform",
      runId: "2026-11-21",
      error: { type: "KeyError", message: "'customer_id'" },
    },
  },
  {
    id: "service",
    title: "A service failed",
    description: "The dedupKey names the alert: sent again, it does not count again.",
    subject: "service",
    body: {
      service: { name: "payments", endpoint: "POST /charges", release: "1.4.2", instance: "payments-7d9f" },
      severity: "high",
      environment: "production",
      dedupKey: DEDUP_KEY,
      error: { type: "TimeoutError", message: "the bank did not answer within 30 s" },
    },
  },
  {
    id: "recovery",
    title: "The service recovered",
    description:
      "Resolves the incident of the same dedupKey, or every open one of the service without one, in the same environment: that of the source if none is named.",
    subject: "service",
    body: {
      service: { name: "payments" },
      environment: "production",
      status: "resolved",
      dedupKey: DEDUP_KEY,
    },
  },
  {
    id: "workload",
    title: "A workload failed",
    description: "What a cluster runs, such as a Deployment, a Job or a CronJob.",
    subject: "workload",
    body: {
      workload: {
        name: "nightly-load",
        kind: "Job",
        namespace: "etl",
        cluster: "eu-1",
        container: "loader",
      },
      log: "Loading 4,200,000 rows\nOOMKilled: the container exceeded its memory limit of 2Gi",
    },
  },
  {
    id: "check",
    title: "A check failed",
    description: "A monitor, a data test or a probe, and what it looks at.",
    subject: "check",
    body: {
      check: { name: "orders-fresh", target: "raw.orders" },
      severity: "warning",
      error: { message: "the newest row is 26 hours old, expected at most 24" },
    },
  },
];
