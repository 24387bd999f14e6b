import type { LogFacts } from "@/lib/evidence/schemas";

const MAX_SHOWN = 40;

/** The exceptions to show: the last ones, as they are closest to the failure. */
export function shownExceptions({ exceptions }: Pick<LogFacts, "exceptions">): LogFacts["exceptions"] {
  return exceptions.slice(-MAX_SHOWN);
}
