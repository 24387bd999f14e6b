import type { FailureReport, TaskReport, TaskSubject } from "@/lib/failures/schemas";

/** Fields of the report and of its task subject. */
export type TaskReportPart = Partial<Omit<FailureReport, "subject">> & Partial<Omit<TaskSubject, "kind">>;

/** The failed last attempt of `orders_daily.transform`, as Airflow's task callback reports it. */
export function failureReport(part: TaskReportPart = {}): TaskReport {
  const { scope, pipeline, task, run, attempt, ...rest } = part;
  const subject: TaskSubject = {
    kind: "task",
    scope: scope ?? "task",
    pipeline: pipeline ?? { externalId: "orders_daily", name: "orders_daily", owner: "data" },
    task:
      task === undefined ? { externalId: "transform", name: "transform", operator: "PythonOperator" } : task,
    run:
      run === undefined
        ? {
            externalId: "scheduled__2026-11-20",
            type: "scheduled",
            logicalDate: "2026-11-20T00:00:00Z",
            startedAt: null,
            url: null,
            parentTaskRunId: null,
            routine: "schedule",
          }
        : run,
    attempt:
      attempt === undefined
        ? {
            tryNumber: 2,
            maxTries: 2,
            mapIndex: -1,
            state: "failed",
            hostname: "worker-1",
            startedAt: null,
            endedAt: null,
            logUrl: null,
            version: null,
          }
        : attempt,
  };
  return {
    version: 2,
    event: "failed",
    subject,
    episode: null,
    exception: {
      type: "builtins.KeyError",
      message: "'customer_id'",
      traceback:
        'Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 21, in transform\n    row["customer_id"]\nKeyError: \'customer_id\'\n',
    },
    log: null,
    reason: null,
    title: null,
    severity: null,
    environment: null,
    labels: {},
    occurredAt: null,
    refs: {},
    ...rest,
  };
}

/** A task report with the subject's fields merged in, for normalizer tests. */
export function flatReport(report: FailureReport): Omit<FailureReport, "subject"> & TaskSubject {
  const { subject, ...rest } = report;
  if (subject.kind !== "task") throw new Error(`expected a task report, got a ${subject.kind} report`);
  return { ...rest, ...subject };
}

/** The report with some task fields replaced. */
export function withTask(report: TaskReport, part: Partial<Omit<TaskSubject, "kind">>): TaskReport {
  return { ...report, subject: { ...report.subject, ...part } };
}

/** A failure of the `payments` service, as an application or an alert reports it. */
export function serviceReport(part: Partial<FailureReport> = {}): FailureReport {
  return {
    ...failureReport(),
    subject: {
      kind: "service",
      service: { externalId: "payments", name: "payments", owner: "billing" },
      endpoint: "POST /charges",
      release: "1.4.2",
      instance: "payments-7f9c",
    },
    exception: { type: "builtins.TimeoutError", message: "the bank did not answer", traceback: null },
    ...part,
  };
}
