-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN "runs_days" INTEGER DEFAULT 90;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN "retained_at" TIMESTAMPTZ(3);

-- The runs of a pipeline that retention has not looked at yet, by when they were due.
CREATE INDEX "runs_retention_idx" ON "runs"("pipeline_id", (COALESCE("due_at", "started_at", "first_seen_at")) DESC)
  WHERE "retained_at" IS NULL;
-- Runs that ended an incident are kept.
CREATE INDEX "incidents_resolved_by_run_id_idx" ON "incidents"("resolved_by_run_id") WHERE "resolved_by_run_id" IS NOT NULL;

-- Removing an attempt looks for what refers to it.
CREATE INDEX "occurrences_attempt_id_idx" ON "occurrences"("attempt_id");

-- CreateIndex
CREATE INDEX "datasets_workspace_id_last_seen_at_idx" ON "datasets"("workspace_id", "last_seen_at");
