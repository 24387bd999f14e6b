import type { EvidenceTarget } from "@/lib/evidence/collector";
import { failureReport } from "@/lib/failures/testing/report";

/** The failed last try of an Airflow task, with the fields in `part` replaced; `url` is its API, if connected. */
export function airflowTarget(url: string | null, part: Partial<EvidenceTarget> = {}): EvidenceTarget {
  return {
    incidentId: "i1",
    number: 1,
    title: "KeyError 'customer_id' in transform",
    rootCause: null,
    fingerprint: "f1",
    report: failureReport({ exception: null }),
    detectedBy: "webhook",
    openedAt: new Date("2026-11-21T01:26:30Z"),
    lastSeenAt: new Date("2026-11-21T01:26:30Z"),
    pipelineId: "p1",
    pipeline: "c03_retry_then_fail",
    taskId: "t1",
    task: "flaky",
    operator: "PythonOperator",
    flakeScore: null,
    run: "manual__2026-11-21T01:25:34.931288+00:00",
    tryNumber: 2,
    mapIndex: -1,
    source: {
      id: "s1",
      kind: "airflow",
      name: "Airflow",
      apiBaseUrl: url,
      repository: null,
      dagsFolder: null,
    },
    connection: url === null ? null : { baseUrl: url, credentials: null },
    ...part,
  };
}
