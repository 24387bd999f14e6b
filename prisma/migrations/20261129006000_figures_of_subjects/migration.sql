-- Figures of services, workloads and checks, beside those of pipelines: `incident_days.pipeline_id` is the id of whatever
-- failed. The functions are those of `incident_days`, with the subject where an incident has no pipeline.
DROP INDEX "incidents_opened_day";
DROP INDEX "incidents_resolved_day";
CREATE INDEX "incidents_opened_day" ON "incidents" ("workspace_id", COALESCE("pipeline_id", "subject_id", ''), "opened_at");
CREATE INDEX "incidents_resolved_day" ON "incidents" ("workspace_id", COALESCE("pipeline_id", "subject_id", ''), "resolved_at")
  WHERE "resolved_at" IS NOT NULL;
-- For the whole workspace, which may have many subjects.
CREATE INDEX "incidents_resolved" ON "incidents" ("workspace_id", "resolved_at")
  WHERE "resolved_at" IS NOT NULL AND "status" <> 'merged';

CREATE OR REPLACE VIEW "incident_figures" AS
SELECT n."workspace_id", COALESCE(n."pipeline_id", n."subject_id", '') AS "pipeline_id", n."opened_at", n."resolved_at", n."occurrence_count",
  COALESCE(n."category", 'unknown') AS "category", n."severity"::text AS "severity",
  round(date_part('epoch', d."first_at" - n."opened_at") * 1000)::bigint AS "to_diagnosis",
  round(date_part('epoch', n."acknowledged_at" - n."opened_at") * 1000)::bigint AS "to_acknowledge",
  round(date_part('epoch', n."resolved_at" - n."opened_at") * 1000)::bigint AS "to_resolve"
FROM "incidents" n
LEFT JOIN LATERAL (
  SELECT min(d."created_at") AS "first_at" FROM "diagnoses" d WHERE d."incident_id" = n."id" AND d."outcome" = 'diagnosed'
) d ON true
WHERE n."status" <> 'merged';

CREATE OR REPLACE FUNCTION pd_refresh_incident_days(workspace TEXT, portion INTEGER) RETURNS INTEGER LANGUAGE plpgsql AS $$
DECLARE
  taken INTEGER;
  days DATE[];
BEGIN
  IF NOT EXISTS (SELECT 1 FROM stale_incident_days s WHERE s.workspace_id = workspace) THEN
    RETURN 0;
  END IF;
  -- One at a time: whoever comes later sees more.
  PERFORM pg_advisory_xact_lock(hashtextextended(workspace, 8));
  -- A single statement, so that the incidents it reads are at least as new as the rows that mark them stale.
  WITH stale AS MATERIALIZED (
    -- Day by day, so that few days of the whole workspace are recomputed more than once.
    SELECT DISTINCT s.day, s.pipeline_id FROM stale_incident_days s WHERE s.workspace_id = workspace
    ORDER BY s.day, s.pipeline_id LIMIT portion
  ), gone AS (
    -- Looked up pair by pair: the planner knows little of a table that has just been filled, and would compare all with all.
    DELETE FROM stale_incident_days WHERE id = ANY(ARRAY(
      SELECT s.id FROM stale CROSS JOIN LATERAL (
        SELECT s.id FROM stale_incident_days s
        WHERE s.workspace_id = workspace AND s.day = stale.day AND s.pipeline_id = stale.pipeline_id OFFSET 0
      ) s
    ))
  ), fresh AS MATERIALIZED (
    SELECT stale.pipeline_id, stale.day, o.*, r.resolved
    FROM stale
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS opened, COALESCE(sum(f.occurrence_count), 0)::int AS occurrences,
        pd_tally(array_agg(f.category)) AS categories, pd_tally(array_agg(f.severity)) AS severities,
        COALESCE(array_agg(f.to_diagnosis ORDER BY f.to_diagnosis) FILTER (WHERE f.to_diagnosis IS NOT NULL), '{}') AS to_diagnosis,
        COALESCE(array_agg(f.to_acknowledge ORDER BY f.to_acknowledge) FILTER (WHERE f.to_acknowledge IS NOT NULL), '{}') AS to_acknowledge,
        COALESCE(array_agg(f.to_resolve ORDER BY f.to_resolve) FILTER (WHERE f.to_resolve IS NOT NULL), '{}') AS to_resolve
      FROM incident_figures f
      WHERE f.workspace_id = workspace AND f.pipeline_id = stale.pipeline_id
        AND f.opened_at >= stale.day::timestamp AT TIME ZONE 'UTC' AND f.opened_at < (stale.day + 1)::timestamp AT TIME ZONE 'UTC'
    ) o
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS resolved FROM incidents n
      WHERE n.workspace_id = workspace AND COALESCE(n.pipeline_id, n.subject_id, '') = stale.pipeline_id AND n.status <> 'merged'
        AND n.resolved_at >= stale.day::timestamp AT TIME ZONE 'UTC' AND n.resolved_at < (stale.day + 1)::timestamp AT TIME ZONE 'UTC'
    ) r
  ), emptied AS (
    DELETE FROM incident_days d USING fresh
    WHERE d.workspace_id = workspace AND d.day = fresh.day AND d.pipeline_id = fresh.pipeline_id AND fresh.opened + fresh.resolved = 0
  ), written AS (
    INSERT INTO incident_days (workspace_id, day, pipeline_id, opened, resolved, occurrences, categories, severities,
      to_diagnosis, to_acknowledge, to_resolve)
    SELECT workspace, day, pipeline_id, opened, resolved, occurrences, categories, severities, to_diagnosis, to_acknowledge, to_resolve
    FROM fresh WHERE opened + resolved > 0
    ON CONFLICT (workspace_id, day, pipeline_id) DO UPDATE SET opened = excluded.opened, resolved = excluded.resolved,
      occurrences = excluded.occurrences, categories = excluded.categories, severities = excluded.severities,
      to_diagnosis = excluded.to_diagnosis, to_acknowledge = excluded.to_acknowledge, to_resolve = excluded.to_resolve
  )
  SELECT count(*), array_agg(DISTINCT stale.day) INTO taken, days FROM stale;

  DELETE FROM workspace_days w WHERE w.workspace_id = workspace AND w.day = ANY(days)
    AND NOT EXISTS (SELECT 1 FROM incident_days d WHERE d.workspace_id = workspace AND d.day = w.day);
  INSERT INTO workspace_days (workspace_id, day, opened, resolved, occurrences, categories, severities, diagnosed, acknowledged,
    closed, to_diagnosis, to_acknowledge, to_resolve, diagnosis_p50, diagnosis_p95)
  SELECT workspace, d.day, d.opened, d.resolved, d.occurrences, c.tally, s.tally, d.diagnosed, d.acknowledged, d.closed,
    t.to_diagnosis, t.to_acknowledge, t.to_resolve, t.p50, t.p95
  FROM (
    SELECT i.day, sum(i.opened) AS opened, sum(i.resolved) AS resolved, sum(i.occurrences) AS occurrences,
      sum(cardinality(i.to_diagnosis)) AS diagnosed, sum(cardinality(i.to_acknowledge)) AS acknowledged,
      sum(cardinality(i.to_resolve)) AS closed
    FROM incident_days i WHERE i.workspace_id = workspace AND i.day = ANY(days) GROUP BY i.day
  ) d
  CROSS JOIN LATERAL (
    SELECT COALESCE(jsonb_object_agg(x.key, x.n), '{}') AS tally FROM (
      SELECT e.key, sum(e.value::int) AS n FROM incident_days i, jsonb_each_text(i.categories) e
      WHERE i.workspace_id = workspace AND i.day = d.day GROUP BY e.key) x
  ) c
  CROSS JOIN LATERAL (
    SELECT COALESCE(jsonb_object_agg(x.key, x.n), '{}') AS tally FROM (
      SELECT e.key, sum(e.value::int) AS n FROM incident_days i, jsonb_each_text(i.severities) e
      WHERE i.workspace_id = workspace AND i.day = d.day GROUP BY e.key) x
  ) s
  CROSS JOIN LATERAL (
    SELECT pd_sample(v.to_diagnosis) AS to_diagnosis, pd_sample(v.to_acknowledge) AS to_acknowledge, pd_sample(v.to_resolve) AS to_resolve,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FROM unnest(v.to_diagnosis) ms) AS p50,
      (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) FROM unnest(v.to_diagnosis) ms) AS p95
    FROM (
      SELECT ARRAY(SELECT unnest(i.to_diagnosis) FROM incident_days i WHERE i.workspace_id = workspace AND i.day = d.day) AS to_diagnosis,
        ARRAY(SELECT unnest(i.to_acknowledge) FROM incident_days i WHERE i.workspace_id = workspace AND i.day = d.day) AS to_acknowledge,
        ARRAY(SELECT unnest(i.to_resolve) FROM incident_days i WHERE i.workspace_id = workspace AND i.day = d.day) AS to_resolve
    ) v
  ) t
  ON CONFLICT (workspace_id, day) DO UPDATE SET opened = excluded.opened, resolved = excluded.resolved,
    occurrences = excluded.occurrences, categories = excluded.categories, severities = excluded.severities,
    diagnosed = excluded.diagnosed, acknowledged = excluded.acknowledged, closed = excluded.closed,
    to_diagnosis = excluded.to_diagnosis, to_acknowledge = excluded.to_acknowledge, to_resolve = excluded.to_resolve,
    diagnosis_p50 = excluded.diagnosis_p50, diagnosis_p95 = excluded.diagnosis_p95;
  RETURN taken;
END $$;

CREATE OR REPLACE FUNCTION pd_mark_all_days_stale(workspace TEXT) RETURNS void LANGUAGE sql AS $$
  INSERT INTO stale_incident_days (workspace_id, pipeline_id, day)
  SELECT workspace, d.pipeline_id, d.day FROM incident_days d WHERE d.workspace_id = workspace
  UNION SELECT workspace, COALESCE(n.pipeline_id, n.subject_id, ''), (n.opened_at AT TIME ZONE 'UTC')::date FROM incidents n WHERE n.workspace_id = workspace
  UNION SELECT workspace, COALESCE(n.pipeline_id, n.subject_id, ''), (n.resolved_at AT TIME ZONE 'UTC')::date FROM incidents n
  WHERE n.workspace_id = workspace AND n.resolved_at IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION pd_incident_figures_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM pd_mark_day_stale(NEW.workspace_id, COALESCE(NEW.pipeline_id, NEW.subject_id), NEW.opened_at);
    PERFORM pd_mark_day_stale(NEW.workspace_id, COALESCE(NEW.pipeline_id, NEW.subject_id), NEW.resolved_at);
  END IF;
  IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (OLD.pipeline_id, OLD.subject_id, OLD.opened_at, OLD.resolved_at)
      IS DISTINCT FROM (NEW.pipeline_id, NEW.subject_id, NEW.opened_at, NEW.resolved_at) THEN
    PERFORM pd_mark_day_stale(OLD.workspace_id, COALESCE(OLD.pipeline_id, OLD.subject_id), OLD.opened_at);
    PERFORM pd_mark_day_stale(OLD.workspace_id, COALESCE(OLD.pipeline_id, OLD.subject_id), OLD.resolved_at);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION pd_diagnosis_figures_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pd_mark_day_stale(n.workspace_id, COALESCE(n.pipeline_id, n.subject_id), n.opened_at) FROM incidents n WHERE n.id = NEW.incident_id;
  RETURN NULL;
END $$;

DROP TRIGGER "figures_changed" ON "incidents";
CREATE TRIGGER "figures_changed" AFTER UPDATE ON "incidents" FOR EACH ROW
  WHEN ((OLD.status, OLD.severity, OLD.category, OLD.occurrence_count, OLD.pipeline_id, OLD.subject_id, OLD.opened_at, OLD.acknowledged_at, OLD.resolved_at)
    IS DISTINCT FROM (NEW.status, NEW.severity, NEW.category, NEW.occurrence_count, NEW.pipeline_id, NEW.subject_id, NEW.opened_at, NEW.acknowledged_at, NEW.resolved_at))
  EXECUTE FUNCTION pd_incident_figures_changed();

-- What was counted under the empty id is counted under its subject.
INSERT INTO "stale_incident_days" ("workspace_id", "pipeline_id", "day")
SELECT d."workspace_id", '', d."day" FROM "incident_days" d WHERE d."pipeline_id" = ''
UNION SELECT n."workspace_id", n."subject_id", (n."opened_at" AT TIME ZONE 'UTC')::date FROM "incidents" n
WHERE n."subject_id" IS NOT NULL AND n."pipeline_id" IS NULL
UNION SELECT n."workspace_id", n."subject_id", (n."resolved_at" AT TIME ZONE 'UTC')::date FROM "incidents" n
WHERE n."subject_id" IS NOT NULL AND n."pipeline_id" IS NULL AND n."resolved_at" IS NOT NULL;
ANALYZE "stale_incident_days";
DO $$
DECLARE
  workspace TEXT;
BEGIN
  FOR workspace IN SELECT w.id FROM workspaces w LOOP
    WHILE pd_refresh_incident_days(workspace, 1000) > 0 LOOP
    END LOOP;
  END LOOP;
END $$;
