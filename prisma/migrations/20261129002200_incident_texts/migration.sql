-- The text that is searched, apart from the incidents: they change with every further failure, and updating a trigram
-- index is expensive.
CREATE TABLE "incident_texts" (
    "incident_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "is_indexed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "incident_texts_pkey" PRIMARY KEY ("incident_id")
) WITH (fillfactor = 90);

ALTER TABLE "incident_texts" ADD CONSTRAINT "incident_texts_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language has no words for.

-- All trigrams of a text, and its last two characters and its last one, so that a shorter query is a prefix of one of
-- them. Each begins with the end of the workspace's id, so that a search reads only its own workspace. Not pg_trgm: that
-- extension is not on every server, and its index would mix all workspaces.
CREATE FUNCTION pd_trigrams(workspace TEXT, t TEXT) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED COST 10000 AS $$
DECLARE
  c TEXT[] := string_to_array(t, NULL);
  prefix TEXT := right(workspace, 6);
  trigrams TEXT[] := '{}';
BEGIN
  FOR i IN 1 .. cardinality(c) LOOP
    trigrams[i] := prefix || c[i] || COALESCE(c[i + 1], '') || COALESCE(c[i + 2], '');
  END LOOP;
  RETURN array_to_tsvector(trigrams);
END $$;

-- Trigrams that every text containing `q` has: adjacent ones, and the last one. A filter only: LIKE decides.
CREATE FUNCTION pd_trigram_query(workspace TEXT, q TEXT) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  t TEXT := lower(q);
  prefix TEXT := right(workspace, 6);
  terms TEXT[] := '{}';
  i INTEGER := 1;
BEGIN
  WHILE i <= length(t) LOOP
    i := GREATEST(1, LEAST(i, length(t) - 2));
    terms := terms || ('''' || replace(replace(prefix || substr(t, i, 3), '\', '\\'), '''', '''''') || ''''
      || CASE WHEN length(t) < 3 THEN ':*' ELSE '' END);
    i := i + 3;
  END LOOP;
  RETURN array_to_string(terms, ' & ')::tsquery;
END $$;

-- The first 20,000 characters, far more than titles and causes have: a tsvector must not exceed 1 MB.
CREATE FUNCTION pd_incident_text(title TEXT, root_cause TEXT, pipeline TEXT, task TEXT) RETURNS TEXT
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT left(lower(concat_ws(chr(31), title, root_cause, pipeline, task)), 20000)
$$;

INSERT INTO "incident_texts" ("incident_id", "workspace_id", "text", "last_seen_at", "is_indexed")
SELECT n."id", n."workspace_id", pd_incident_text(n."title", n."root_cause", p."name", t."name"), n."last_seen_at", true
FROM "incidents" n LEFT JOIN "pipelines" p ON p."id" = n."pipeline_id" LEFT JOIN "tasks" t ON t."id" = n."task_id";

CREATE INDEX "incident_texts_trigrams" ON "incident_texts" USING gin (pd_trigrams("workspace_id", "text"))
  WITH (gin_pending_list_limit = 256) WHERE "is_indexed";
CREATE INDEX "incident_texts_new" ON "incident_texts" ("workspace_id") WHERE NOT "is_indexed";

-- A changed text leaves the index until `indexTexts` adds it again, so that no writer waits for that. Pipelines and tasks
-- are never renamed. Being seen again changes neither text nor index.
CREATE FUNCTION pd_write_incident_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO incident_texts (incident_id, workspace_id, last_seen_at, text)
  VALUES (NEW.id, NEW.workspace_id, NEW.last_seen_at, pd_incident_text(NEW.title, NEW.root_cause,
    (SELECT name FROM pipelines WHERE id = NEW.pipeline_id), (SELECT name FROM tasks WHERE id = NEW.task_id)))
  ON CONFLICT (incident_id) DO UPDATE SET text = excluded.text, is_indexed = false
  WHERE incident_texts.text <> excluded.text;
  RETURN NULL;
END $$;

CREATE FUNCTION pd_touch_incident_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE incident_texts SET last_seen_at = NEW.last_seen_at WHERE incident_id = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER "text_written" AFTER INSERT ON "incidents" FOR EACH ROW EXECUTE FUNCTION pd_write_incident_text();
CREATE TRIGGER "text_changed" AFTER UPDATE ON "incidents" FOR EACH ROW
  WHEN ((OLD.title, OLD.root_cause, OLD.pipeline_id, OLD.task_id)
    IS DISTINCT FROM (NEW.title, NEW.root_cause, NEW.pipeline_id, NEW.task_id))
  EXECUTE FUNCTION pd_write_incident_text();
CREATE TRIGGER "text_seen" AFTER UPDATE ON "incidents" FOR EACH ROW
  WHEN (OLD.last_seen_at <> NEW.last_seen_at) EXECUTE FUNCTION pd_touch_incident_text();
