-- What the reconciler finds may have failed long before. The time to diagnosis counts from then: from when a missing or late
-- run was due, else from when the run or task ended. Null if the report does not say.
CREATE FUNCTION pd_found_failure_at(report JSONB) RETURNS TIMESTAMPTZ LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN x.at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$' THEN x.at::timestamptz END
  FROM (SELECT CASE
    WHEN report->'labels'->>'finding' IN ('missing', 'late') THEN report->'labels'->>'due'
    ELSE COALESCE(report->>'occurredAt', report->'subject'->'attempt'->>'endedAt') END AS at) x
$$;

CREATE OR REPLACE VIEW "incident_figures" AS
SELECT n."workspace_id", COALESCE(n."pipeline_id", n."subject_id", '') AS "pipeline_id", n."opened_at", n."resolved_at", n."occurrence_count",
  COALESCE(n."category", 'unknown') AS "category", n."severity"::text AS "severity",
  round(date_part('epoch', d."first_at" - LEAST(n."opened_at",
    CASE WHEN n."detected_by" = 'reconciler' THEN pd_found_failure_at(n."report") END)) * 1000)::bigint AS "to_diagnosis",
  round(date_part('epoch', n."acknowledged_at" - n."opened_at") * 1000)::bigint AS "to_acknowledge",
  round(date_part('epoch', n."resolved_at" - n."opened_at") * 1000)::bigint AS "to_resolve"
FROM "incidents" n
LEFT JOIN LATERAL (
  SELECT min(d."created_at") AS "first_at" FROM "diagnoses" d WHERE d."incident_id" = n."id" AND d."outcome" = 'diagnosed'
) d ON true
WHERE n."status" <> 'merged';

-- The sweep computes the figures of these days again.
INSERT INTO "stale_incident_days" ("workspace_id", "pipeline_id", "day")
SELECT DISTINCT n."workspace_id", COALESCE(n."pipeline_id", n."subject_id", ''), (n."opened_at" AT TIME ZONE 'UTC')::date
FROM "incidents" n WHERE n."detected_by" = 'reconciler';
