/** Selects the ids of evidence cited by diagnoses in workspace $1; callers append the condition on `incident_id`. */
export const CITED_EVIDENCE = `
SELECT DISTINCT cited #>> '{}' AS id
FROM diagnoses d, jsonb_path_query(jsonb_build_array(d.claims, d.ruled_out), '$[*][*].citations[*].evidenceId') cited
WHERE d.workspace_id = $1 AND d.incident_id`;
