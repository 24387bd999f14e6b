-- Fills one workspace. make-incidents.ts substitutes the values that start with a colon; each statement ends its line.

INSERT INTO workspaces (id, slug, name, incident_seq) VALUES (:workspace, 'bench-' || :w, 'Bench ' || :w, :incidents);

INSERT INTO users (id, email, name)
SELECT '01bench0000000000000000us' || chr(48 + i), 'user' || i || '@bench.example', 'User ' || i FROM generate_series(1, 9) i
ON CONFLICT DO NOTHING;

INSERT INTO memberships (workspace_id, user_id, role)
SELECT :workspace, '01bench0000000000000000us' || chr(48 + i), 'responder' FROM generate_series(1, 9) i;

INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc)
SELECT '01bench000000000000so' || :w || 'x' || lpad(i::text, 3, '0'), :workspace,
  (ARRAY['airflow','airflow','airflow','prefect','prefect','dbt','generic','openlineage'])[i], 'Source ' || i,
  'key-' || :w || '-' || i, 'none'
FROM generate_series(1, 8) i;

INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, owner, first_seen_at, last_seen_at)
SELECT '01bench000000000000pi' || :w || 'x' || lpad(p::text, 3, '0'), :workspace,
  '01bench000000000000so' || :w || 'x' || lpad((1 + floor(8 * power((p % 300) / 300.0, 1.4)))::text, 3, '0'),
  name, name, 'team-' || p % 20, now() - interval '365 days', now()
FROM (
  SELECT p, (ARRAY['orders','payments','customers','sessions','revenue','churn','clicks','inventory','marketing','finance'])[1 + p % 10]
    || '_' || (ARRAY['load','export','snapshot','sync','report','quality'])[1 + p / 10 % 6]
    || '_' || (ARRAY['hourly','daily','weekly','eu','us'])[1 + p / 60] AS name
  FROM generate_series(0, 299) p
) x;

UPDATE pipelines SET external_id = :storm_pipeline, name = :storm_pipeline, source_id = '01bench000000000000so' || :w || 'x001'
WHERE id = '01bench000000000000pi' || :w || 'x299';

INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, operator, first_seen_at)
SELECT '01bench0000000000ta' || :w || 'x' || lpad(p::text, 3, '0') || lpad(t::text, 2, '0'), :workspace,
  '01bench000000000000pi' || :w || 'x' || lpad(p::text, 3, '0'), name, name, 'PythonOperator', now() - interval '365 days'
FROM generate_series(0, 299) p, generate_series(0, 9) t,
  LATERAL (SELECT (ARRAY['extract','transform','validate','load','publish','notify','merge','dedupe','archive','sensor'])[1 + t]
    || '_' || (ARRAY['orders','payments','customers','sessions','revenue'])[1 + p % 5] AS name) x;

-- Realistic skew: few pipelines fail often, most rarely; open incidents are recent.
CREATE TEMP TABLE bench_draw AS
SELECT i, p, t, is_storm, is_open, f.n AS f, f.type, f.message, f.category, f.root_cause, f.signature, opened, r,
  CASE WHEN is_open THEN LEAST(now(), opened + life) ELSE LEAST(now() - interval '10 minutes', opened + life) END AS last_seen
FROM (
  SELECT i, is_storm, r, opened,
    CASE WHEN is_storm THEN 299 ELSE floor(299 * power(r[1], 2.2))::int END AS p,
    floor(10 * power(r[2], 1.5))::int AS t, floor(6 * power(r[3], 2))::int AS k,
    is_storm OR r[4] < CASE WHEN i > :incidents * 0.92 THEN 0.04 ELSE 0.0015 END AS is_open,
    make_interval(secs => -ln(1 - r[5] * 0.9999) * CASE WHEN r[6] < 0.03 THEN 864000 ELSE 21600 END) AS life
  FROM (
    SELECT i, i > :incidents - 4 * :storm AND i % 4 = 0 AS is_storm,
      now() - interval '365 days' * (1 - (i - random()) / :incidents) AS opened,
      ARRAY[random(), random(), random(), random(), random(), random(), random(), random(), random(), random(), random(), random(),
            random(), random()] AS r
    FROM generate_series(1, :incidents) i
  ) a
) b
JOIN bench_failures f ON f.n = CASE WHEN is_storm THEN i % 600 ELSE (p * 31 + t * 7 + k * 101) % 600 END;

ANALYZE bench_draw;

INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, fingerprint_parts, status, severity, environment,
  source_id, pipeline_id, task_id, run_id, category, confidence, root_cause, diagnosis_id, assignee_id, snoozed_until, detected_by, workflow_id,
  occurrence_count, report, opened_at, first_seen_at, last_seen_at, acknowledged_at, resolved_at, updated_at)
SELECT '01bench' || :w || 'in' || lpad(i::text, 16, '0'), :workspace, i, left(title, 160),
  md5(key) || left(md5('x' || key), 8), 'v1:' || left(md5(p || '|' || t || '|' || f), 24), '[]', status,
  (CASE WHEN r[7] < 0.04 THEN 'critical' WHEN r[7] < 0.5 THEN 'high' WHEN r[7] < 0.9 THEN 'warning' WHEN r[7] < 0.97 THEN 'info' ELSE 'low' END)::severity,
  CASE WHEN r[8] < 0.72 THEN 'production' WHEN r[8] < 0.9 THEN 'staging' WHEN r[8] < 0.99 THEN 'development'
       WHEN r[8] < 0.9902 THEN 'rehearsal' END,
  pl.source_id, pl.id, ta.id, '01bench' || :w || 'ru' || lpad(i::text, 16, '0'),
  CASE WHEN is_diagnosed THEN d.category END, CASE WHEN is_diagnosed THEN 0.5 + r[9] / 2 END,
  CASE WHEN is_diagnosed THEN d.root_cause || CASE WHEN i % 20 = 7 THEN ' since release 2025.' || i % 1000 ELSE '' END END,
  CASE WHEN is_diagnosed THEN '01bench' || :w || 'di' || lpad(i::text, 16, '0') END,
  CASE WHEN r[10] < CASE WHEN is_open THEN 0.4 ELSE 0.6 END THEN '01bench0000000000000000us' || chr(48 + 1 + floor(9 * power(r[11], 1.5))::int) END,
  CASE WHEN is_open AND NOT is_storm AND r[12] < 0.08 THEN now() + interval '3 days' END, 'webhook',
  CASE WHEN i > :incidents * 0.97 OR i % 20 = 0 THEN '01bench' || :w || 'wo' || lpad(i::text, 16, '0') END,
  CASE WHEN r[13] < 0.7 THEN 1 ELSE 1 + floor(-ln(1 - r[14] * 0.9999) * 12)::int END,
  ('{"version":2,"event":"failed","subject":{"kind":"task","scope":"task","pipeline":{"externalId":"' || pl.external_id || '","name":"' || pl.name || '","owner":"' || pl.owner
    || '"},"task":{"externalId":"' || ta.external_id || '","name":"' || ta.name || '","operator":"PythonOperator"},"run":{"externalId":"scheduled__' || i
    || '","type":"scheduled","logicalDate":null,"startedAt":null,"url":null,"parentTaskRunId":null},"attempt":{"tryNumber":2,"maxTries":2,'
    || '"mapIndex":-1,"state":"failed","hostname":"worker-' || i % 40 || '","startedAt":null,"endedAt":null,"logUrl":null,"version":null}},"episode":null,'
    || '"exception":{"type":"' || d.type || '","message":' || to_json(d.message) || ',"traceback":"Traceback (most recent call last):'
    || repeat('\n  File \"/opt/airflow/dags/' || pl.name || '.py\", line ' || i % 700 || ', in ' || ta.name || '\n    frame = frame.merge(other, on=key)', 4)
    || '"},"log":null,"reason":null,"title":null,"severity":null,"environment":null,"labels":{},"occurredAt":null,"refs":{}}')::jsonb,
  opened, opened, last_seen, CASE WHEN r[10] < 0.4 THEN opened + interval '1 hour' * r[2] END,
  CASE WHEN status = 'resolved' THEN last_seen + interval '5 minutes' END, last_seen
FROM (
  SELECT d.*, r[9] > 0.06 AS is_diagnosed,
    p || '|' || t || '|' || f || CASE WHEN is_open OR r[12] BETWEEN 0.015 AND 0.017 THEN '|' || i ELSE '' END AS key,
    CASE WHEN is_open THEN (ARRAY['triggered','triggered','acknowledged','investigating'])[1 + i % 4] WHEN r[12] < 0.015 THEN 'merged'
         WHEN r[12] < 0.017 THEN 'suppressed' ELSE 'resolved' END AS status,
    regexp_replace(d.type, '^.*\.', '') || ' ' || d.message
      || CASE WHEN i % 4 = 1 THEN ' (request ' || left(md5(i::text), 8) || ')' ELSE '' END
      || CASE WHEN i % 200 = 33 THEN ' after quarantine of a partition' WHEN i % (:incidents / 12) = 5 THEN ' near the zebrafish index'
              WHEN i < :incidents / 8 AND i % 5 = 2 THEN ' from legacy_ledger' ELSE '' END AS said
  FROM bench_draw d
) d
JOIN pipelines pl ON pl.id = '01bench000000000000pi' || :w || 'x' || lpad(p::text, 3, '0')
JOIN tasks ta ON ta.id = '01bench0000000000ta' || :w || 'x' || lpad(p::text, 3, '0') || lpad(t::text, 2, '0'),
LATERAL (SELECT said || ' in ' || ta.name AS title) named;

INSERT INTO runs (id, workspace_id, pipeline_id, external_id, type, state, first_seen_at)
SELECT run_id, workspace_id, pipeline_id, 'scheduled__' || number, 'scheduled', 'failed', opened_at
FROM incidents WHERE workspace_id = :workspace;

INSERT INTO occurrences (id, workspace_id, incident_id, run_id, kind, message, at)
SELECT 'o' || substr(id, 2), workspace_id, id, run_id, 'failure', title, last_seen_at FROM incidents WHERE workspace_id = :workspace;

INSERT INTO diagnoses (id, workspace_id, incident_id, workflow_id, engine, outcome, root_cause, category, confidence, transience,
  explanation, claims, causal_chain, ruled_out, gaps, impact, recommended_actions, hypotheses, signature, latency_ms, created_at)
SELECT n.diagnosis_id, n.workspace_id, n.id, 'w' || n.diagnosis_id, 'builtin', 'diagnosed', n.root_cause, n.category, n.confidence,
  'permanent', n.root_cause, '[]', '[]', '[]', '[]', '{"text":"","affected":[]}', '[]', '[]', d.signature, 40,
  n.opened_at + make_interval(secs => 1 + d.r[3] * 20)
FROM incidents n JOIN bench_draw d ON d.i = n.number WHERE n.workspace_id = :workspace AND n.diagnosis_id IS NOT NULL;

INSERT INTO chunks (id, workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, embedding, hash, updated_at)
SELECT DISTINCT ON (n.fingerprint) 'bench' || n.id, n.workspace_id, 'failure', n.fingerprint, 0, '', 'ngram-256/2', 256, f.vector, '', n.opened_at
FROM incidents n JOIN bench_draw d ON d.i = n.number JOIN bench_failures f ON f.n = d.f WHERE n.workspace_id = :workspace;

INSERT INTO incident_texts (incident_id, workspace_id, last_seen_at, text, is_indexed)
SELECT n.id, n.workspace_id, n.last_seen_at, pd_incident_text(n.title, n.root_cause, p.name, t.name, NULL, n.environment), true
FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id LEFT JOIN tasks t ON t.id = n.task_id WHERE n.workspace_id = :workspace;

INSERT INTO workflow_runs (id, workspace_id, incident_id, type, status, planned_steps, created_at, started_at, ended_at)
SELECT workflow_id, workspace_id, id, 'analyze-incident', 'COMPLETED', '[]', opened_at, opened_at, opened_at + interval '20 seconds'
FROM incidents WHERE workspace_id = :workspace AND workflow_id IS NOT NULL;

INSERT INTO workflow_steps (workflow_id, name, "order", status, attempts, started_at, ended_at)
SELECT n.workflow_id, 'step-' || step, step, 'COMPLETED', 1, n.opened_at, n.opened_at + interval '3 seconds'
FROM incidents n, generate_series(1, 6) step WHERE n.workspace_id = :workspace AND n.workflow_id IS NOT NULL;

INSERT INTO attempts (id, workspace_id, run_id, task_id, try_number, state, outcome, outcome_at, is_failure_counted, reported_at, incident_id)
SELECT 'a' || substr(id, 2), workspace_id, run_id, task_id, 2, 'failed', 'failed', last_seen_at, true, last_seen_at, id
FROM incidents WHERE workspace_id = :workspace AND number % 10 = 0;

INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, text, actor_type, actor_name, at)
SELECT 't' || substr(id, 2), workspace_id, id, 'opened', 'Failure reported', 'system', 'Pipeline Debugger', opened_at
FROM incidents WHERE workspace_id = :workspace AND number % 10 = 0;

INSERT INTO deliveries (id, workspace_id, source_id, delivery_key, status, headers, body, size_bytes, sha256, auth_method, incident_id, received_at)
SELECT 'l' || substr(id, 2), workspace_id, source_id, 'l' || substr(id, 2), 'accepted', '{}', report::text, 1200, '', 'signature', id, last_seen_at
FROM incidents WHERE workspace_id = :workspace AND number % 10 = 0;

DROP TABLE bench_draw;
