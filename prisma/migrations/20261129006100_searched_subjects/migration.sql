-- Searches also find an incident by its environment and by its service, workload or check: its name, cluster and namespace.

-- The name and the key without its kind, `["workload", "cluster", "namespace", "Deployment", "name"]`.
CREATE FUNCTION pd_subject_text(name TEXT, key TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT concat_ws(chr(31), name, CASE WHEN key LIKE '["%' THEN (
    SELECT string_agg(part, chr(31) ORDER BY n) FROM jsonb_array_elements_text(key::jsonb) WITH ORDINALITY AS x(part, n)
    WHERE n > 1 AND part <> ''
  ) END)
$$;

DROP FUNCTION pd_incident_text(TEXT, TEXT, TEXT, TEXT);
CREATE FUNCTION pd_incident_text(title TEXT, root_cause TEXT, pipeline TEXT, task TEXT, subject TEXT, environment TEXT)
RETURNS TEXT LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT left(lower(concat_ws(chr(31), title, root_cause, pipeline, task, subject, environment)), 20000)
$$;

CREATE OR REPLACE FUNCTION pd_write_incident_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO incident_texts (incident_id, workspace_id, last_seen_at, text)
  VALUES (NEW.id, NEW.workspace_id, NEW.last_seen_at, pd_incident_text(NEW.title, NEW.root_cause,
    (SELECT name FROM pipelines WHERE id = NEW.pipeline_id), (SELECT name FROM tasks WHERE id = NEW.task_id),
    (SELECT pd_subject_text(name, key) FROM subjects WHERE id = NEW.subject_id), NEW.environment))
  ON CONFLICT (incident_id) DO UPDATE SET text = excluded.text, is_indexed = false
  WHERE incident_texts.text <> excluded.text;
  RETURN NULL;
END $$;

DROP TRIGGER "text_changed" ON "incidents";
CREATE TRIGGER "text_changed" AFTER UPDATE ON "incidents" FOR EACH ROW
  WHEN ((OLD.title, OLD.root_cause, OLD.pipeline_id, OLD.task_id, OLD.subject_id, OLD.environment)
    IS DISTINCT FROM (NEW.title, NEW.root_cause, NEW.pipeline_id, NEW.task_id, NEW.subject_id, NEW.environment))
  EXECUTE FUNCTION pd_write_incident_text();

-- Rewritten without the index, which is built once afterwards.
DROP INDEX "incident_texts_trigrams";
UPDATE "incident_texts" t SET "is_indexed" = true,
  "text" = pd_incident_text(n."title", n."root_cause", p."name", k."name", pd_subject_text(s."name", s."key"), n."environment")
FROM "incidents" n
LEFT JOIN "pipelines" p ON p."id" = n."pipeline_id"
LEFT JOIN "tasks" k ON k."id" = n."task_id"
LEFT JOIN "subjects" s ON s."id" = n."subject_id"
WHERE n."id" = t."incident_id" AND (n."subject_id" IS NOT NULL OR n."environment" IS NOT NULL);
CREATE INDEX "incident_texts_trigrams" ON "incident_texts" USING gin (pd_trigrams("workspace_id", "text"))
  WITH (gin_pending_list_limit = 256) WHERE "is_indexed";
