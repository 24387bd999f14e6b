-- Finds by key what so far was searched for among all pipelines or incidents of a source: related runs, and the open
-- incident of a pipeline's episode.

CREATE INDEX "runs_workspace_id_external_id_idx" ON "runs"("workspace_id", "external_id");

CREATE INDEX "incidents_parent_run" ON "incidents" ("source_id", ("report" -> 'refs' ->> 'parent_flow_run_id'))
  WHERE "report" -> 'refs' ->> 'parent_flow_run_id' IS NOT NULL;

CREATE INDEX "incidents_pipeline_episode" ON "incidents" ("pipeline_id", "episode")
  WHERE "episode" IS NOT NULL AND "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed', 'merged');
