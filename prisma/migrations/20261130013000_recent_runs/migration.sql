-- The recent runs of a pipeline, by when they ran: runs read together share "first_seen_at".
CREATE INDEX "runs_recent" ON "runs" ("pipeline_id", (COALESCE("started_at", "due_at", "logical_date", "first_seen_at")) DESC);

-- DropIndex
DROP INDEX "runs_pipeline_id_first_seen_at_idx";
