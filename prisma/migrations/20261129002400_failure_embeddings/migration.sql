-- Incidents of the same failure share their failing line, so one vector serves them all. A workspace has some thousands of
-- different failures, few enough to compare one by one.
CREATE TABLE "failure_embeddings" (
    "workspace_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "embedding" vector(256) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "failure_embeddings_pkey" PRIMARY KEY ("workspace_id","model","fingerprint")
);

ALTER TABLE "failure_embeddings" ADD CONSTRAINT "failure_embeddings_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "failure_embeddings" ("workspace_id", "model", "fingerprint", "embedding", "updated_at")
SELECT DISTINCT ON (n."workspace_id", e."model", n."fingerprint") n."workspace_id", e."model", n."fingerprint", e."embedding", e."updated_at"
FROM "incident_embeddings" e JOIN "incidents" n ON n."id" = e."incident_id"
ORDER BY n."workspace_id", e."model", n."fingerprint", e."updated_at" DESC;

DROP TABLE "incident_embeddings";

-- The latest incidents of a failure, and the latest diagnoses with a signature.
DROP INDEX "incidents_workspace_id_fingerprint_idx";
CREATE INDEX "incidents_workspace_id_fingerprint_number_idx" ON "incidents"("workspace_id", "fingerprint", "number");
CREATE INDEX "diagnoses_signature" ON "diagnoses" ("workspace_id", "signature", "created_at") WHERE "signature" IS NOT NULL AND "outcome" = 'diagnosed';
