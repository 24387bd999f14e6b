import type { Meaning } from "@/lib/intake/sources/understand-body";

/** Characters stored of a delivery that reports no failure. */
export const FACT_BODY_CHARS = 16 * 1024;

/**
 * The part of a body to store: everything if it reports a failure or was not understood, so that it can be replayed;
 * otherwise its start, because successes, starts and lineage are frequent and may be megabytes each.
 */
export function storedBody(text: string, meaning: Meaning): { body: string; isBodyCut: boolean } {
  const isFact = meaning.ok && meaning.reports.every(({ report }) => report.event !== "failed");
  if (!isFact || text.length <= FACT_BODY_CHARS) return { body: text, isBodyCut: false };
  return { body: text.slice(0, FACT_BODY_CHARS).toWellFormed(), isBodyCut: true };
}
