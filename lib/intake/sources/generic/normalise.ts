import type { z } from "zod";
import { core } from "zod";
import { exceptionInLog } from "@/lib/failures/exception-in-log";
import type { FailureReport, FieldIssue, Normalised, Subject, TaskSubject } from "@/lib/failures/schemas";
import { GenericBody } from "@/lib/intake/sources/generic/schema";
import { notAnObject, objectOf, lenientText } from "@/lib/intake/sources/lenient";

const MAX_ISSUES = 20;
const MAX_LABELS = 50;

/**
 * Normalizes the `generic` body. A `tryNumber` below `maxTries` (total attempts) announces a retry, which is recorded
 * without opening an incident; `status: "resolved"` ends an earlier failure. Unknown keys are ignored; a key of the wrong
 * type is an issue. Pure.
 */
export function normaliseGeneric(body: unknown): Normalised {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const parsed = GenericBody.safeParse(object);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error) };
  const fields = parsed.data;
  return {
    ok: true,
    report: {
      version: 2,
      event: eventOf(fields),
      subject: subjectOf(fields),
      episode: fields.dedupKey,
      exception: exceptionOf(fields),
      log: fields.log,
      reason: null,
      title: fields.title,
      severity: fields.severity ?? null,
      environment: fields.environment,
      labels: labelsOf(fields),
      occurredAt: fields.endedAt,
      refs: {},
    },
  };
}

function issuesOf(error: z.ZodError): FieldIssue[] {
  return error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: core.toDotPath(issue.path).slice(0, 200),
    message: issue.message,
  }));
}

function eventOf({ status, tryNumber, maxTries }: GenericBody): FailureReport["event"] {
  if (status === "resolved") return "succeeded";
  return tryNumber !== null && maxTries !== null && tryNumber < maxTries ? "will_retry" : "failed";
}

function subjectOf(fields: GenericBody): Subject {
  const { pipeline, service, workload, check, task, owner } = fields;
  if (service) {
    const { name, endpoint, release, instance } = service;
    return { kind: "service", service: { externalId: name, name, owner }, endpoint, release, instance };
  }
  if (workload) {
    const { name, kind, namespace, cluster, container } = workload;
    return {
      kind: "workload",
      cluster,
      namespace,
      workload: { kind: kind ?? "Workload", name, owner },
      container,
    };
  }
  if (check) {
    const { name, target } = check;
    return { kind: "check", check: { externalId: name, name, owner }, target };
  }
  const name = pipeline ?? "";
  return {
    kind: "task",
    scope: task === null ? "run" : "task",
    pipeline: { externalId: name, name, owner },
    task: task === null ? null : { externalId: task, name: task, operator: null },
    run: runOf(fields),
    attempt: attemptOf(fields),
  };
}

function runOf({ runId, startedAt, url }: GenericBody): TaskSubject["run"] {
  if (runId === null) return null;
  return { externalId: runId, type: null, logicalDate: null, startedAt, url, parentTaskRunId: null };
}

function attemptOf(fields: GenericBody): TaskSubject["attempt"] {
  return {
    tryNumber: fields.tryNumber,
    maxTries: fields.maxTries,
    mapIndex: -1,
    state: fields.status === "resolved" ? "success" : "failed",
    hostname: null,
    startedAt: fields.startedAt,
    endedAt: fields.endedAt,
    logUrl: fields.url,
    version: null,
  };
}

function exceptionOf({ error, log }: GenericBody): FailureReport["exception"] {
  const isNamed = error && (error.message !== null || error.type !== null || error.traceback !== null);
  if (!isNamed) return log === null ? null : exceptionInLog(log);
  return { type: error.type, message: error.message ?? "", traceback: error.traceback };
}

function labelsOf({ labels }: GenericBody): Record<string, string> {
  const entries = Object.entries(labels ?? {}).slice(0, MAX_LABELS);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const key = lenientText(name, 100);
      const text = lenientText(value);
      return key === null || text === null ? [] : [[key, text]];
    }),
  );
}
