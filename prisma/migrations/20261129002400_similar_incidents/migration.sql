-- The latest incidents of a failure, and the latest diagnoses with a signature.
DROP INDEX "incidents_workspace_id_fingerprint_idx";
CREATE INDEX "incidents_workspace_id_fingerprint_number_idx" ON "incidents"("workspace_id", "fingerprint", "number");
CREATE INDEX "diagnoses_signature" ON "diagnoses" ("workspace_id", "signature", "created_at") WHERE "signature" IS NOT NULL AND "outcome" = 'diagnosed';
