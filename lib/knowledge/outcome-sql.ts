/** How an incident stands: its status, confirmed cause and open or merged fix. */
export interface IncidentOutcome {
  status: string;
  title: string;
  lastSeenAt: Date;
  /** The confirmed cause, if any; unconfirmed diagnoses are not passed on. */
  confirmed: { category: string; rootCause: string } | null;
  fixTitle: string | null;
  fixStatus: string | null;
  pullRequestUrl: string | null;
}

/** The columns of an `IncidentOutcome`, of incidents `n`. */
export const OUTCOME_COLUMNS = `n.status, n.title, n.last_seen_at AS "lastSeenAt",
  CASE WHEN p.incident_id IS NOT NULL THEN jsonb_build_object('category', p.category, 'rootCause', p.root_cause) END AS confirmed,
  f.title AS "fixTitle", f.status AS "fixStatus", f.pr_url AS "pullRequestUrl"`;

export const OUTCOME_JOINS = `
LEFT JOIN confirmations p ON p.workspace_id = n.workspace_id AND p.incident_id = n.id
LEFT JOIN LATERAL (
  SELECT title, status, pr_url FROM fixes
  WHERE workspace_id = n.workspace_id AND incident_id = n.id AND status IN ('open', 'merged')
  ORDER BY created_at DESC LIMIT 1
) f ON true`;
