import type { Meaning } from "@/lib/intake/sources/understand-body";

/** Of a delivery that only states facts, so many characters are kept. */
export const FACT_BODY_CHARS = 16 * 1024;

/**
 * What is kept of a delivery's body: all of it where it reports a failure or was not understood, so that it can be
 * read and replayed; else its beginning. Successes, starts and lineage come often and may be megabytes each.
 */
export function storedBody(text: string, meaning: Meaning): { body: string; isBodyCut: boolean } {
  const isFact = meaning.ok && meaning.reports.every(({ report }) => report.event !== "failed");
  if (!isFact || text.length <= FACT_BODY_CHARS) return { body: text, isBodyCut: false };
  return { body: text.slice(0, FACT_BODY_CHARS).toWellFormed(), isBodyCut: true };
}
