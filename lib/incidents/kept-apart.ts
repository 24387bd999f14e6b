/**
 * SQL condition: a person took the incident out of the one it was part of, so nothing may join it automatically again.
 * `incident` is an expression for its id.
 */
export function isKeptApart(incident: string): string {
  return `EXISTS (SELECT 1 FROM timeline_entries k WHERE k.incident_id = ${incident} AND k.data->>'type' = 'unmerged'
    AND k.undone_at IS NULL)`;
}
