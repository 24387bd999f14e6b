-- What people say about diagnoses, the causes that this confirms, and the patterns composed of them (decision 058).
-- DropIndex
DROP INDEX "patterns_workspace_id_fingerprint_key";

-- AlterTable
ALTER TABLE "diagnoses" ADD COLUMN IF NOT EXISTS "confidence_parts" JSONB,
ADD COLUMN     "pattern_id" TEXT;

-- AlterTable
ALTER TABLE "fixes" ADD COLUMN IF NOT EXISTS "outcome" TEXT,
ADD COLUMN IF NOT EXISTS "outcome_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "patterns" ADD COLUMN     "categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "cause" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "edited_by" TEXT,
ADD COLUMN     "edited_fields" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "facts" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "fingerprints" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "offers_fix" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "places" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "signatures" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "slots" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'active',
ADD COLUMN     "template" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "template_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
ALTER COLUMN "resolution" SET DEFAULT '';

-- CreateTable
CREATE TABLE "verdicts" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "diagnosis_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "category" TEXT,
    "cause" TEXT,
    "comment" TEXT,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "said_category" TEXT NOT NULL,
    "said_cause" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "raw_confidence" DOUBLE PRECISION NOT NULL,
    "pattern_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "verdicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "confirmations" (
    "incident_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "root_cause" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "diagnosis_id" TEXT,
    "fix_id" TEXT,
    "learned" JSONB NOT NULL,
    "forgotten_at" TIMESTAMPTZ(3),
    "pattern_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "confirmations_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "pattern_matches" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pattern_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "rung" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "recheck" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "citations" JSONB NOT NULL,
    "slots" JSONB NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pattern_matches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stale_lessons" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT,
    "pattern_id" TEXT,

    CONSTRAINT "stale_lessons_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "verdicts_incident_id_created_at_idx" ON "verdicts"("incident_id", "created_at");

-- CreateIndex
CREATE INDEX "verdicts_workspace_id_created_at_idx" ON "verdicts"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "verdicts_pattern_id_idx" ON "verdicts"("pattern_id");

-- CreateIndex
CREATE INDEX "confirmations_pattern_id_idx" ON "confirmations"("pattern_id");

-- CreateIndex
CREATE INDEX "confirmations_workspace_id_at_idx" ON "confirmations"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "pattern_matches_incident_id_idx" ON "pattern_matches"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "pattern_matches_pattern_id_incident_id_key" ON "pattern_matches"("pattern_id", "incident_id");

-- CreateIndex
CREATE INDEX "stale_lessons_workspace_id_idx" ON "stale_lessons"("workspace_id");

-- CreateIndex
CREATE INDEX "diagnoses_pattern_id_idx" ON "diagnoses"("pattern_id");

-- CreateIndex
CREATE INDEX "patterns_workspace_id_fingerprint_idx" ON "patterns"("workspace_id", "fingerprint");

-- CreateIndex
CREATE INDEX "patterns_workspace_id_last_seen_at_idx" ON "patterns"("workspace_id", "last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "patterns_id_workspace_id_key" ON "patterns"("id", "workspace_id");

-- AddForeignKey
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "patterns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_diagnosis_id_fkey" FOREIGN KEY ("diagnosis_id") REFERENCES "diagnoses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_pattern_id_fkey" FOREIGN KEY ("pattern_id") REFERENCES "patterns"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern_matches" ADD CONSTRAINT "pattern_matches_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pattern_matches" ADD CONSTRAINT "pattern_matches_pattern_id_workspace_id_fkey" FOREIGN KEY ("pattern_id", "workspace_id") REFERENCES "patterns"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A person has one current verdict on a diagnosis.
CREATE UNIQUE INDEX "verdicts_current" ON "verdicts" ("diagnosis_id", "actor_type", "actor_id") WHERE "ended_at" IS NULL;

-- The owners of chunks (decision 021).
ALTER TABLE "chunks" DROP CONSTRAINT "chunks_owner_check";
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_owner_check" CHECK ("owner_kind" IN ('failure', 'pattern'));

CREATE FUNCTION pd_pattern_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM chunks WHERE workspace_id = OLD.workspace_id AND owner_kind = 'pattern' AND owner_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER "chunks_deleted" AFTER DELETE ON "patterns" FOR EACH ROW EXECUTE FUNCTION pd_pattern_deleted();

-- A pattern is made of confirmations: with the last one it goes, and with any other it is composed anew.
CREATE FUNCTION pd_confirmation_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM patterns p WHERE p.workspace_id = OLD.workspace_id AND p.id = OLD.pattern_id
    AND NOT EXISTS (SELECT 1 FROM confirmations c WHERE c.pattern_id = p.id);
  INSERT INTO stale_lessons (workspace_id, pattern_id)
    SELECT p.workspace_id, p.id FROM patterns p WHERE p.workspace_id = OLD.workspace_id AND p.id = OLD.pattern_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "confirmation_deleted" AFTER DELETE ON "confirmations" FOR EACH ROW
  WHEN (OLD.pattern_id IS NOT NULL) EXECUTE FUNCTION pd_confirmation_gone();
CREATE TRIGGER "confirmation_moved" AFTER UPDATE OF "pattern_id" ON "confirmations" FOR EACH ROW
  WHEN (OLD.pattern_id IS NOT NULL AND OLD.pattern_id IS DISTINCT FROM NEW.pattern_id) EXECUTE FUNCTION pd_confirmation_gone();

-- Whatever may confirm a cause, or take that back, marks its incident.
CREATE FUNCTION pd_lesson_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stale_lessons (workspace_id, incident_id) VALUES (NEW.workspace_id, NEW.incident_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "lesson" AFTER INSERT OR UPDATE OF "ended_at" ON "verdicts" FOR EACH ROW EXECUTE FUNCTION pd_lesson_stale();
CREATE TRIGGER "lesson" AFTER UPDATE OF "outcome" ON "fixes" FOR EACH ROW
  WHEN (OLD.outcome IS DISTINCT FROM NEW.outcome) EXECUTE FUNCTION pd_lesson_stale();

CREATE FUNCTION pd_incident_lesson_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stale_lessons (workspace_id, incident_id)
    SELECT NEW.workspace_id, NEW.id WHERE EXISTS (SELECT 1 FROM confirmations c WHERE c.incident_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER "lesson" AFTER UPDATE OF "status" ON "incidents" FOR EACH ROW
  WHEN ((OLD.status = 'resolved') <> (NEW.status = 'resolved')) EXECUTE FUNCTION pd_incident_lesson_stale();

-- A cause that a person gave stays displayed, whatever is diagnosed later.
CREATE FUNCTION pd_keep_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT c.category, c.root_cause, NULL INTO NEW.category, NEW.root_cause, NEW.confidence
    FROM confirmations c WHERE c.incident_id = NEW.id AND c.kind = 'correction';
  RETURN NEW;
END $$;
CREATE FUNCTION pd_has_correction(incident TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM confirmations c WHERE c.incident_id = incident AND c.kind = 'correction');
$$;
CREATE TRIGGER "correction" BEFORE UPDATE OF "category", "root_cause", "confidence" ON "incidents" FOR EACH ROW
  WHEN (pd_has_correction(NEW.id)) EXECUTE FUNCTION pd_keep_correction();

-- Pages follow verdicts and matches.
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "verdicts" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_part();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "pattern_matches" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_part();

-- Patterns of earlier versions: their incident's cause is confirmed, and they are recognized by their fingerprint.
UPDATE "patterns" SET "fingerprints" = ARRAY["fingerprint"], "signatures" = array_remove(ARRAY["signature"], NULL),
  "categories" = ARRAY["category"], "cause" = jsonb_build_array("root_cause"), "name" = left("root_cause", 120), "last_seen_at" = "updated_at";
INSERT INTO "confirmations" ("incident_id", "workspace_id", "category", "root_cause", "kind", "confirmed_by", "learned", "pattern_id", "at")
SELECT DISTINCT ON (p."incident_id") p."incident_id", p."workspace_id", p."category", p."root_cause", 'verdict', 'an earlier version',
  jsonb_build_object('fingerprint', p."fingerprint", 'signature', p."signature", 'category', p."category", 'line', '[]'::jsonb,
    'templateKey', '', 'places', '[]'::jsonb, 'cause', jsonb_build_array(p."root_cause"), 'slots', '{}'::jsonb, 'facts', '[]'::jsonb), p."id", p."created_at"
FROM "patterns" p JOIN "incidents" n ON n."id" = p."incident_id" AND n."workspace_id" = p."workspace_id"
ORDER BY p."incident_id", p."created_at";
-- One whose incident was deleted goes with it.
DELETE FROM "patterns" p WHERE NOT EXISTS (SELECT 1 FROM "confirmations" c WHERE c."pattern_id" = p."id");
