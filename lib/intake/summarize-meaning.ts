import type { FailureReport } from "@/lib/failures/schemas";
import { subjectName } from "@/lib/failures/subject";
import type { Meaning } from "@/lib/intake/sources/understand-body";

const MAX_LENGTH = 300;
const VERBS: Record<FailureReport["event"], string> = {
  failed: "failed",
  will_retry: "failed and will be retried",
  succeeded: "succeeded",
  running: "is running",
  cancelled: "was canceled",
};

/**
 * What a delivery says, for the list of deliveries: `orders / load failed, try 3 of 3`. Failures are named before all else.
 * Null for a body that was not understood. Pure.
 */
export function summarizeMeaning(meaning: Meaning): string | null {
  if (!meaning.ok) return null;
  const reports = meaning.reports.map(({ report }) => report);
  const first = reports.find(({ event }) => event === "failed") ?? reports[0];
  if (first === undefined) return (meaning.lineage?.length ?? 0) > 0 ? "Lineage only" : "Nothing to record";
  const more = reports.length - 1;
  const rest = more === 0 ? "" : ` and ${more} more report${more === 1 ? "" : "s"}`;
  return sentenceOf(first).slice(0, MAX_LENGTH - rest.length) + rest;
}

function sentenceOf({ subject, event }: FailureReport): string {
  if (subject.kind !== "task") {
    const isWell = event === "succeeded";
    return `${subjectName(subject)} ${isWell ? "is well again" : VERBS[event]}`;
  }
  const { pipeline, task, run, attempt } = subject;
  const name = task ? `${pipeline.name} / ${task.name}` : pipeline.name;
  const tries = attempt?.maxTries ? ` of ${attempt.maxTries}` : "";
  const which = attempt?.tryNumber ? `, try ${attempt.tryNumber}${tries}` : "";
  return `${name} ${VERBS[event]}${which}${run ? ` (${run.externalId})` : ""}`;
}
