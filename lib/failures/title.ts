import type { FailureReport } from "@/lib/failures/schemas";
import { subjectName, taskOf } from "@/lib/failures/subject";
import { UNREPORTED_REASON } from "@/lib/failures/unreported";
import { innerMessage } from "@/lib/logs/exceptions/inner-message";
import { shortType } from "@/lib/logs/exceptions/short-type";
import { cleanLine } from "@/lib/logs/records/clean-line";
import { showHiddenInLine } from "@/lib/platform/hidden-characters";

const MAX_TITLE = 160;

/**
 * A one-line title such as `KeyError 'customer_id' in transform_orders`. A report without any text gets "… failed".
 * Terminal colors are removed; other control characters are shown as code points.
 */
export function incidentTitle(report: FailureReport): string {
  if (report.title) return clip(firstLine(report.title));
  const where = subjectName(report.subject);
  const what = whatBroke(report);
  return (
    titleWithoutDetails(report) ??
    clip(what ? `${what.replace(/(?<!\.)\.$/, "")} in ${where}` : `${where} failed`)
  );
}

/** The title for a failed task whose report says nothing about the failure; null for any other report. */
function titleWithoutDetails(report: FailureReport): string | null {
  const { subject, title } = report;
  if (title || subject.kind !== "task" || subject.scope !== "task" || whatBroke(report)) return null;
  return clip(`${subjectName(subject)} failed without an error message`);
}

/**
 * The title of an incident once its cause is known, or is found to be unknown (null): only a title that says nothing
 * about the failure, or that states the previous cause, is replaced. Pure.
 */
export function titleWithCause(
  incident: { title: string; report: FailureReport; rootCause: string | null },
  cause: string | null,
): string {
  const plain = titleWithoutDetails(incident.report);
  const replaceable = [plain, incident.rootCause && causeTitle(incident.rootCause)];
  if (plain === null || !replaceable.includes(incident.title)) return incident.title;
  return (cause && causeTitle(cause)) || plain;
}

/** Without the marks of code, which titles show as they are. */
function causeTitle(cause: string): string {
  return clip(firstLine(cause).replaceAll("`", ""));
}

function whatBroke(report: FailureReport): string | null {
  const { exception, reason } = report;
  if (exception) {
    const type = shortType(exception.type);
    const message = innerMessage(firstLine(exception.message));
    if (type && message && !message.startsWith(type)) return `${type} ${message}`;
    return message || type;
  }
  if (reason && !isGenericReason(reason)) return firstLine(reason);
  const state = taskOf(report)?.attempt?.state;
  return state && state !== "failed" ? state : null;
}

/** Airflow's DAG-level reasons are too generic for a title, and the cause says more than that nothing was reported. */
function isGenericReason(reason: string): boolean {
  return reason === UNREPORTED_REASON || /^(task_failure|success|null|None)$/.test(reason);
}

function firstLine(text: string): string {
  return cleanLine(text.trim().split("\n", 1)[0] ?? "").trim();
}

function clip(text: string): string {
  const shown = showHiddenInLine(text.replaceAll("\t", " "));
  return shown.length <= MAX_TITLE ? shown : `${shown.slice(0, MAX_TITLE - 1).trimEnd()}…`;
}
