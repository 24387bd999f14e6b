import type { EvidenceTarget } from "@/lib/evidence/collector";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import type { FailureReport } from "@/lib/failures/schemas";
import { failureReport } from "@/lib/failures/testing/report";
import type { Credentials } from "@/lib/sources/schemas";

interface Reported {
  pipeline: string;
  run: string;
  refs: FailureReport["refs"];
  task?: string;
  tryNumber?: number;
}

/** A failed run that a sender of this kind reported; nothing of it is stored. `url` is its API, if connected. */
export function runTarget(
  kind: string,
  url: string | null,
  { pipeline, run, refs, task, tryNumber }: Reported,
  credentials: Credentials | null = { token: "secret-token" },
): EvidenceTarget {
  const target = airflowTarget(url, {
    pipelineId: null,
    pipeline,
    taskId: null,
    task: task ?? null,
    run,
    tryNumber: tryNumber ?? null,
    report: failureReport({ exception: null, refs }),
    lastSeenAt: new Date("2026-11-21T01:40:00Z"),
  });
  return {
    ...target,
    source: { ...target.source, kind, name: kind },
    connection: target.connection && { ...target.connection, credentials },
  };
}
