-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN "deliveries_days" INTEGER DEFAULT 30,
ADD COLUMN "duplicates_days" INTEGER DEFAULT 7,
ADD COLUMN "evidence_days" INTEGER DEFAULT 90,
ADD COLUMN "workflow_steps_days" INTEGER DEFAULT 30;

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN "text_removed_at" TIMESTAMPTZ(3),
ADD COLUMN "retained_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "workflow_runs" ADD COLUMN "final_progress" TEXT;

-- What retention has not looked at yet, the oldest first; what it has seen to is in neither.
CREATE INDEX "evidence_retention_idx" ON "evidence"("workspace_id", "collected_at")
  WHERE "text_removed_at" IS NULL AND "retained_at" IS NULL;
CREATE INDEX "workflow_runs_retention_idx" ON "workflow_runs"("workspace_id", "ended_at")
  WHERE "final_progress" IS NULL;
