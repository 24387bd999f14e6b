import { percent } from "@/components/ui/words";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { Coverage } from "@/lib/evidence/schemas";

/** Whether a collector could not do its work; an empty answer is a result. */
export function isGap({ status }: Pick<Coverage, "status">): boolean {
  return status !== "ok" && status !== "empty";
}

/** One line for all sources: how many were read, and what is missing. */
export function coverageSummary(coverage: readonly Coverage[]): string {
  const missing = coverage.filter(isGap);
  if (missing.length === 0) return `All ${coverage.length} sources were read`;
  const names = missing.map(({ title }, at) => (at === 0 ? title : lowerFirst(title)));
  return `${coverage.length - missing.length} of ${coverage.length} sources were read. Missing: ${names.join(", ")}`;
}

/** Keeps the capitals of abbreviations. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The cap that missing evidence puts on the confidence, and why; null if the confidence is lower anyway. */
export function capNote(diagnosis: Pick<Diagnosis, "gaps" | "outcome" | "confidence"> | null): string | null {
  if (diagnosis?.outcome !== "diagnosed") return null;
  const [lowest] = diagnosis.gaps
    .flatMap(({ text, cap }) => (cap == null ? [] : [{ text, cap }]))
    .toSorted((a, b) => a.cap - b.cap);
  if (lowest === undefined || diagnosis.confidence < lowest.cap - ROUNDING) return null;
  return `Confidence is capped at ${percent(lowest.cap)} by missing evidence (${lowest.text.split(": ", 1)[0]}).`;
}

const ROUNDING = 0.005;

/** What to do about the gaps, each once, with the sources it would connect. */
export function connectSteps(coverage: readonly Coverage[]): { step: string; titles: string[] }[] {
  const steps = new Map<string, string[]>();
  for (const { title, connect } of coverage.filter(isGap)) {
    if (connect !== null) steps.set(connect, [...(steps.get(connect) ?? []), title]);
  }
  return [...steps].map(([step, titles]) => ({ step, titles }));
}

export const STATUS_WORDS: Record<Coverage["status"], string> = {
  ok: "Read",
  empty: "Nothing found",
  denied: "Access denied",
  timeout: "Timed out",
  not_connected: "Not connected",
  failed: "Failed",
};
