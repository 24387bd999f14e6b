-- A report that names its source's environment is the same failure as one that names none. Open incidents get the key that
-- such reports have now, where their present key can be recomputed.
WITH keyed AS (
  SELECT n.id, n.workspace_id, n.dedup_key, n.report->>'environment' AS environment,
    '[' || to_json(s.id)::text || ',' AS head,
    ',' || CASE WHEN b.id IS NOT NULL THEN substr(b.key, 2, length(b.key) - 2)
      ELSE to_json(p.external_id)::text || ',' || to_json(COALESCE(t.external_id,
        'scope:' || COALESCE(n.report->'subject'->>'scope', n.report->>'scope', '')))::text END
      || ',' || to_json(n.fingerprint)::text || ']' AS tail
  FROM incidents n
  LEFT JOIN pipelines p ON p.id = n.pipeline_id
  LEFT JOIN tasks t ON t.id = n.task_id
  LEFT JOIN subjects b ON b.id = n.subject_id
  JOIN sources s ON s.id = COALESCE(b.source_id, p.source_id)
  WHERE n.status IN ('triggered', 'acknowledged', 'investigating', 'suppressed') AND n.report->>'environment' = s.environment
), rekeyed AS (
  SELECT id, workspace_id, left(encode(sha256(convert_to(head || '""' || tail, 'UTF8')), 'hex'), 40) AS dedup_key
  FROM keyed
  WHERE dedup_key = left(encode(sha256(convert_to(head || to_json(environment)::text || tail, 'UTF8')), 'hex'), 40)
)
UPDATE incidents n SET dedup_key = r.dedup_key
FROM rekeyed r
WHERE n.id = r.id AND NOT EXISTS (
  SELECT 1 FROM incidents o
  WHERE o.workspace_id = r.workspace_id AND o.dedup_key = r.dedup_key
    AND o.status IN ('triggered', 'acknowledged', 'investigating', 'suppressed'));

-- A service, workload or check in another environment than its source's is a subject of its own.
WITH named AS (
  SELECT n.id, n.subject_id, n.report->>'environment' AS environment
  FROM incidents n JOIN subjects b ON b.id = n.subject_id JOIN sources s ON s.id = b.source_id
  WHERE n.report->>'environment' IS NOT NULL AND n.report->>'environment' IS DISTINCT FROM s.environment
), apart AS MATERIALIZED (
  SELECT subject_id, environment, gen_random_uuid()::text AS id FROM named GROUP BY subject_id, environment
), added AS (
  INSERT INTO subjects (id, workspace_id, source_id, kind, key, name, owner, first_seen_at, last_seen_at)
  SELECT apart.id, b.workspace_id, b.source_id, b.kind,
    left(b.key, -1) || ',' || to_json('environment:' || apart.environment)::text || ']',
    b.name, b.owner, b.first_seen_at, b.last_seen_at
  FROM apart JOIN subjects b ON b.id = apart.subject_id
)
UPDATE incidents n SET subject_id = apart.id
FROM named JOIN apart ON apart.subject_id = named.subject_id AND apart.environment = named.environment
WHERE n.id = named.id;

-- So is a pipeline of the generic webhook. Those with failures in one such environment only are of that environment.
WITH named AS (
  SELECT p.id, min(n.report->>'environment') AS environment
  FROM pipelines p JOIN sources s ON s.id = p.source_id AND s.kind = 'generic' JOIN incidents n ON n.pipeline_id = p.id
  GROUP BY p.id, s.environment
  HAVING count(*) = count(n.report->>'environment') AND count(DISTINCT n.report->>'environment') = 1
    AND min(n.report->>'environment') IS DISTINCT FROM s.environment
)
UPDATE pipelines p SET external_id = named.environment || '/' || p.external_id
FROM named
WHERE p.id = named.id AND NOT EXISTS (
  SELECT 1 FROM pipelines o WHERE o.source_id = p.source_id AND o.external_id = named.environment || '/' || p.external_id);

-- An open incident of such an environment in any other pipeline stays there, and gives its key to the environment's own.
UPDATE incidents n SET dedup_key = 'earlier:' || n.id
FROM pipelines p JOIN sources s ON s.id = p.source_id AND s.kind = 'generic'
WHERE p.id = n.pipeline_id AND n.subject_id IS NULL
  AND n.status IN ('triggered', 'acknowledged', 'investigating', 'suppressed')
  AND n.report->>'environment' IS NOT NULL AND n.report->>'environment' IS DISTINCT FROM s.environment
  AND NOT starts_with(p.external_id, (n.report->>'environment') || '/');
