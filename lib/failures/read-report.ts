import { z } from "zod";
import { FailureReport, TaskSubject } from "@/lib/failures/schemas";

/** Reports stored when tasks were the only subjects. */
const FirstVersion = z
  .looseObject({ version: z.undefined().optional(), ...TaskSubject.omit({ kind: true }).shape })
  .transform(({ scope, pipeline, task, run, attempt, ...rest }): unknown => ({
    ...rest,
    version: 2,
    subject: { kind: "task", scope, pipeline, task, run, attempt },
  }))
  .pipe(FailureReport);

const Stored = z.union([FailureReport, FirstVersion]);

/** Upgrades a stored report of any version to the current one; null if it cannot be read. Never throws. */
export function readReport(stored: unknown): FailureReport | null {
  return Stored.safeParse(stored).data ?? null;
}
