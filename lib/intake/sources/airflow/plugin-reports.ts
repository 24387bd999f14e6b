import type { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";
import { UNREPORTED_REASON } from "@/lib/failures/unreported";
import { declaredByTags } from "@/lib/intake/sources/airflow/declared";
import { readImportFailure } from "@/lib/intake/sources/airflow/broken-file";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import type { Reports } from "@/lib/intake/sources/descriptor";
import { lenientText, objectOf, timeOf } from "@/lib/intake/sources/lenient";

const MAX_TASKS = 50;
/** Leaves room for the prefix of its id. */
const MAX_FILE_CHARACTERS = 480;
const MAX_STACK_CHARACTERS = 20_000;

/**
 * Normalizes deliveries of our plugin, which may hold several reports, and those of the callback and `HttpNotifier`, which
 * hold one. A failed run comes with its failed tasks, because a killed task sends nothing itself; a file that cannot
 * be imported is a check. Pure; never throws.
 */
export function normaliseAirflowDelivery(body: unknown): Reports {
  const object = objectOf(body);
  if (object?.["event"] === "import_error") return importError(object, "failed");
  if (object?.["event"] === "import_error_resolved") return importError(object, "succeeded");
  const normalised = normaliseAirflow(body);
  if (!normalised.ok) return normalised;
  const { report } = normalised;
  const tasks = object ? unsuccessfulTasks(object) : [];
  const [first, ...others] = tasks.flatMap((task) => failedTask(object, task));
  const run = withUpstreamFailed(report, tasks);
  // The tasks first: the run failed because of them.
  const declared = declaredByTags(taskOf(report)?.pipeline.externalId ?? "", object?.["tags"]);
  return { ok: true, reports: first ? [first, ...others, run] : [run], declared };
}

function unsuccessfulTasks(object: Record<string, unknown>): Record<string, unknown>[] {
  const tasks: unknown = object["scope"] === "dag" ? object["tasks"] : null;
  const listed: readonly unknown[] = Array.isArray(tasks) ? tasks : [];
  return listed.slice(0, MAX_TASKS).flatMap((task) => {
    const fields = objectOf(task);
    return fields ? [fields] : [];
  });
}

function failedTask(object: Record<string, unknown> | null, task: Record<string, unknown>): FailureReport[] {
  if (task["state"] !== "failed" || lenientText(task["task_id"]) === null) return [];
  const { tasks: _tasks, reason: _reason, exception: _exception, ...run } = object ?? {};
  const normalised = normaliseAirflow({ ...run, ...task, scope: "task" });
  if (!normalised.ok) return [];
  // A task that ran and has an exception reports that itself, and is the same attempt.
  const hasRun = lenientText(task["start_date"]) !== null;
  return [hasRun ? { ...normalised.report, reason: UNREPORTED_REASON } : normalised.report];
}

/** Names the tasks that did not run because others failed. */
function withUpstreamFailed(report: FailureReport, tasks: readonly Record<string, unknown>[]): FailureReport {
  const names = tasks
    .filter((task) => task["state"] === "upstream_failed")
    .flatMap((task) => lenientText(task["task_id"]) ?? []);
  return names.length === 0
    ? report
    : { ...report, refs: { ...report.refs, upstream_failed: [...new Set(names)].join(",").slice(0, 2_000) } };
}

/** `succeeded`: no file has this error any more. */
function importError(object: Record<string, unknown>, event: "failed" | "succeeded"): Reports {
  const file = lenientText(object["filename"], MAX_FILE_CHARACTERS);
  if (file === null) {
    return {
      ok: false,
      issues: [{ path: "filename", message: "required: the file that cannot be imported" }],
    };
  }
  const told = object["stack_trace"];
  // Its end says what broke.
  const stack =
    lenientText(typeof told === "string" ? told.slice(-MAX_STACK_CHARACTERS) : "", MAX_STACK_CHARACTERS) ??
    "";
  const { key, error } = readImportFailure(file, stack);
  const message = error.message === "" ? (error.type ?? "unknown error") : error.message;
  const name = file.slice(file.lastIndexOf("/") + 1);
  const version = lenientText(object["airflow_version"]);
  const hasFailed = event === "failed";
  return {
    ok: true,
    reports: [
      {
        version: 2,
        event,
        subject: {
          kind: "check",
          check: { externalId: key, name, owner: null },
          target: file,
        },
        episode: null,
        exception: hasFailed ? { type: error.type, message, traceback: stack === "" ? null : stack } : null,
        log: null,
        reason: null,
        title: hasFailed ? `${name} cannot be imported: ${message}`.slice(0, 300) : null,
        severity: null,
        environment: lenientText(object["environment"]),
        labels: version === null ? {} : { airflow_version: version },
        // Timed, so that a check made before the file broke again resolves nothing.
        occurredAt: hasFailed ? null : timeOf(object["observed_at"]),
        refs: { fileloc: file },
      },
    ],
  };
}
