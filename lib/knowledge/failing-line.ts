import { isGenericMessage } from "@/lib/failures/error-text";
import type { FailureReport } from "@/lib/failures/schemas";

const MAX_CHARS = 1_000;

/**
 * The line that best describes the failure, without text that unrelated failures share: pipeline and task names, stack
 * frames, log banners. Null if there is nothing but a generic message. Pure.
 */
export function failingLine(
  report: Pick<FailureReport, "exception" | "reason" | "title">,
  logLine: string | null,
): string | null {
  const { exception, reason, title } = report;
  const type = exception?.type?.split(".").at(-1) ?? "";
  const fromException = exception ? [type, firstLine(exception.message)].filter(Boolean).join(" ") : null;
  const candidates = [fromException, logLine, reason, title].map((text) =>
    firstLine(text ?? "").slice(0, MAX_CHARS),
  );
  return candidates.find((text) => text !== "" && !isGenericMessage(text)) ?? null;
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.trim() ?? "";
}
