import { z } from "zod";
import { FailureReport, TaskSubject } from "@/lib/failures/schemas";

/** Reports as they were stored before there were subjects other than tasks. */
const FirstVersion = z
  .looseObject({ version: z.undefined().optional(), ...TaskSubject.omit({ kind: true }).shape })
  .transform(({ scope, pipeline, task, run, attempt, ...rest }): unknown => ({
    ...rest,
    version: 2,
    subject: { kind: "task", scope, pipeline, task, run, attempt },
  }))
  .pipe(FailureReport);

const Stored = z.union([FailureReport, FirstVersion]);

/** A stored report of any version, as this version sees it; null for what this version cannot read. Never throws. */
export function readReport(stored: unknown): FailureReport | null {
  return Stored.safeParse(stored).data ?? null;
}
