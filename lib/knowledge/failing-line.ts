import type { FailureReport } from "@/lib/failures/schemas";

const MAX_CHARS = 1_000;

/** Sentences that say only that something failed: every failure of an orchestrator may carry the same one. */
const SAYS_NOTHING =
  /^(?:task_failure|failed|failure|null|none|state|\d+\/\d+ states failed\.?|(?:flow|task|dag) ?run (?:has )?(?:failed|crashed)\.?)$/i;

/**
 * The words that say what failed, without what failures share whatever broke: pipeline and task names, frames of the
 * traceback, banners of the log. Null where nothing is known but that it failed. Pure.
 */
export function failingLine(
  report: Pick<FailureReport, "exception" | "reason" | "title">,
  logLine: string | null,
): string | null {
  const { exception, reason, title } = report;
  const type = exception?.type?.split(".").at(-1) ?? "";
  const fromException = exception ? [type, firstLine(exception.message)].filter(Boolean).join(" ") : null;
  const said = [fromException, logLine, reason, title].map((text) =>
    firstLine(text ?? "").slice(0, MAX_CHARS),
  );
  return said.find((text) => text !== "" && !SAYS_NOTHING.test(text)) ?? null;
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.trim() ?? "";
}
