import type { Meaning } from "@/lib/intake/sources/understand-body";

/** Characters stored of a delivery that reports no failure. */
export const FACT_BODY_CHARS = 16 * 1024;

/** Whether a body was understood and reports no failure. */
export function isFact(meaning: Meaning): boolean {
  return meaning.ok && meaning.reports.every(({ report }) => report.event !== "failed");
}

/**
 * The part of a body to store: everything if it reports a failure or was not understood, so that it can be replayed;
 * otherwise its start, because successes, starts and lineage are frequent and may be megabytes each.
 */
export function storedBody(text: string, meaning: Meaning): { body: string; isBodyCut: boolean } {
  if (!isFact(meaning) || text.length <= FACT_BODY_CHARS) return { body: text, isBodyCut: false };
  return { body: text.slice(0, FACT_BODY_CHARS).toWellFormed(), isBodyCut: true };
}
