-- What hangs on an incident belongs to the incident's workspace. A request of one workspace that named an incident of
-- another could leave such rows behind; they say nothing true, so they go before the keys are made.
DELETE FROM "fixes" c USING "incidents" n WHERE n."id" = c."incident_id" AND n."workspace_id" <> c."workspace_id";
DELETE FROM "diagnoses" c USING "incidents" n WHERE n."id" = c."incident_id" AND n."workspace_id" <> c."workspace_id";
DELETE FROM "evidence" c USING "incidents" n WHERE n."id" = c."incident_id" AND n."workspace_id" <> c."workspace_id";
DELETE FROM "occurrences" c USING "incidents" n WHERE n."id" = c."incident_id" AND n."workspace_id" <> c."workspace_id";
DELETE FROM "timeline_entries" c USING "incidents" n WHERE n."id" = c."incident_id" AND n."workspace_id" <> c."workspace_id";

-- DropForeignKey
ALTER TABLE "diagnoses" DROP CONSTRAINT "diagnoses_incident_id_fkey";

-- DropForeignKey
ALTER TABLE "evidence" DROP CONSTRAINT "evidence_incident_id_fkey";

-- DropForeignKey
ALTER TABLE "fixes" DROP CONSTRAINT "fixes_incident_id_fkey";

-- DropForeignKey
ALTER TABLE "occurrences" DROP CONSTRAINT "occurrences_incident_id_fkey";

-- DropForeignKey
ALTER TABLE "timeline_entries" DROP CONSTRAINT "timeline_entries_incident_id_fkey";

-- CreateIndex
CREATE UNIQUE INDEX "incidents_id_workspace_id_key" ON "incidents"("id", "workspace_id");

-- AddForeignKey
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;
