import type { LogFacts } from "@/lib/evidence/schemas";

const MOST = 40;

/** The exceptions that a reader of the log is shown: the last ones, since they stand closest to the failure. */
export function shownExceptions({ exceptions }: Pick<LogFacts, "exceptions">): LogFacts["exceptions"] {
  return exceptions.slice(-MOST);
}
