/** Ids of evidence that claims of diagnoses cite, in the workspace $1; what follows says of which incidents. */
export const CITED_EVIDENCE = `
SELECT DISTINCT cited #>> '{}' AS id
FROM diagnoses d, jsonb_path_query(jsonb_build_array(d.claims, d.ruled_out), '$[*][*].citations[*].evidenceId') cited
WHERE d.workspace_id = $1 AND d.incident_id`;
