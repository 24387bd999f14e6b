import type { z } from "zod";
import { core } from "zod";
import { exceptionInLog } from "@/lib/failures/exception-in-log";
import type { FailureReport, FieldIssue, Normalised } from "@/lib/failures/schemas";
import { GenericBody } from "@/lib/intake/sources/generic/schema";
import { notAnObject, objectOf, textOf } from "@/lib/intake/sources/lenient";

const MAX_ISSUES = 20;
const MAX_LABELS = 50;

/**
 * Reads the `generic` body: anything that can post JSON. A `tryNumber` below `maxTries` (tries in all) announces a
 * retry, which is recorded and opens nothing. Unknown keys pass; a key of the wrong kind is an issue. Pure.
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
      event: willRetry(fields) ? "will_retry" : "failed",
      scope: fields.task === null ? "run" : "task",
      pipeline: { externalId: fields.pipeline, name: fields.pipeline, owner: fields.owner },
      task: fields.task === null ? null : { externalId: fields.task, name: fields.task, operator: null },
      run: runOf(fields),
      attempt: attemptOf(fields),
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

function willRetry({ tryNumber, maxTries }: GenericBody): boolean {
  return tryNumber !== null && maxTries !== null && tryNumber < maxTries;
}

function runOf({ runId, startedAt, url }: GenericBody): FailureReport["run"] {
  if (runId === null) return null;
  return { externalId: runId, type: null, logicalDate: null, startedAt, url, parentTaskRunId: null };
}

function attemptOf(fields: GenericBody): FailureReport["attempt"] {
  return {
    tryNumber: fields.tryNumber,
    maxTries: fields.maxTries,
    mapIndex: -1,
    state: "failed",
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
      const key = textOf(name, 100);
      const text = textOf(value);
      return key === null || text === null ? [] : [[key, text]];
    }),
  );
}
