-- How often a task succeeds only on a retry, and what a success or a failure elsewhere may belong to.

-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "flake_retried" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "flake_runs" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "flake_scored_at" TIMESTAMPTZ(3);

-- What Prisma's schema language has no words for.

-- Tasks with reports since their score was computed.
CREATE INDEX "tasks_flake_due" ON "tasks" ("id") WHERE "flake_scored_at" IS NULL;

-- A success looks up what it may end: the open incidents of its task, and the symptoms that have not recovered.
CREATE INDEX "incidents_open_task" ON "incidents" ("task_id")
  WHERE "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed');
CREATE INDEX "incidents_failing_symptoms" ON "incidents" ("pipeline_id")
  WHERE "status" = 'merged' AND "merge_kind" = 'symptom' AND "resolved_at" IS NULL;
