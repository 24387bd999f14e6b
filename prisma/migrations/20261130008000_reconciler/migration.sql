-- What the reconciler needs to know of sources, schedules and due times.

-- AlterTable
ALTER TABLE "sources" ADD COLUMN     "is_reconciled" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "pipelines" ADD COLUMN     "schedule_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "schedule_zone" TEXT,
ADD COLUMN     "history_read_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "due_at" TIMESTAMPTZ(3);

-- The latest runs of a pipeline, by the time for which they were due.
CREATE INDEX "runs_history" ON "runs" ("pipeline_id", (COALESCE("due_at", "started_at", "first_seen_at")) DESC);

-- The runs that have not ended.
CREATE INDEX "runs_running" ON "runs" ("pipeline_id") WHERE "state" = 'running';

-- A check may watch a pipeline: the run that did not happen, or that wrote nothing.
ALTER TABLE "incidents" DROP CONSTRAINT "incidents_subject_check";
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_subject_check" CHECK (
  CASE "subject_kind" WHEN 'task' THEN "pipeline_id" IS NOT NULL AND "subject_id" IS NULL
    WHEN 'check' THEN "subject_id" IS NOT NULL
    ELSE "subject_id" IS NOT NULL AND "pipeline_id" IS NULL END);
