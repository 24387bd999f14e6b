import type { FailureReport } from "@/lib/failures/schemas";
import { OWN_REASONS } from "@/lib/failures/unreported";

/** Messages that say only that something failed; unrelated failures share them. */
const GENERIC =
  /^(?:task_failure|failed|failure|null|none|state|\d+\/\d+ states failed\.?|(?:(?:flow|task|dag) ?run|task|step|job|run) (?:has )?(?:failed|crashed)(?: with (?:an )?exception)?\.?)$/i;

/** Whether a message says only that something failed. Pure. */
export function isGenericMessage(text: string): boolean {
  return GENERIC.test(text.trim());
}

/**
 * Whether a report says what went wrong: an exception, or a sentence of its sender. Our own sentences about what an API shows,
 * a state and "task_failure" do not. Pure.
 */
export function hasErrorText(report: FailureReport): boolean {
  const { exception, reason, title } = report;
  const said = exception ? [exception.type, exception.message, exception.traceback] : [reason ?? title];
  return !isOwnSentence(report) && said.some((text) => text?.trim() && !isGenericMessage(text));
}

/** Whether the report's only sentence is ours: nobody said what went wrong. Pure. */
export function isOwnSentence(report: FailureReport): boolean {
  const { exception, reason } = report;
  return exception === null && (isFinding(report) || (reason !== null && OWN_REASONS.has(reason)));
}

/** Whether our reconciler noticed it by comparing an API with what is expected, such as a missing run. Pure. */
export function isFinding({ subject, labels }: FailureReport): boolean {
  return subject.kind === "check" && labels["finding"] !== undefined;
}
