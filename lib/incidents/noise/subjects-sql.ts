import type { Severity } from "@/lib/failures/schemas";
import type { NoiseSubject } from "@/lib/incidents/noise/suppression";

/** An incident as policies see it. */
export interface NoiseSubjectRow {
  id: string;
  environment: string | null;
  sourceId: string;
  names: string[];
  severity: Severity;
  openedAt: Date;
}

/** Columns (`NoiseSubjectRow`) of incidents `n`, joined by `SUBJECT_JOINS`. */
export const SUBJECT_COLUMNS = `n.id, n.environment, n.source_id AS "sourceId", n.severity::text AS severity, n.opened_at AS "openedAt",
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[p.name, p.external_id, b.name]) x WHERE x IS NOT NULL) AS names`;

export const SUBJECT_JOINS =
  "LEFT JOIN pipelines p ON p.id = n.pipeline_id LEFT JOIN subjects b ON b.id = n.subject_id";

export function toNoiseSubject(
  { environment, sourceId, names, severity }: NoiseSubjectRow,
  recoveries: readonly Date[],
): NoiseSubject {
  return { environment, sourceId, names, severity, recoveries };
}
