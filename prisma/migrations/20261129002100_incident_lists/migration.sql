-- An index for each order of the list and for each filter that can be selective, newest first. They do not end with the
-- id, which would only make them longer: the few rows of one instant are sorted when they are read. Severity, category
-- and environment are often combined: their indexes include each other and the columns that are counted.
DROP INDEX "incidents_workspace_id_last_seen_at_id_idx";
DROP INDEX "incidents_workspace_id_status_last_seen_at_idx";
CREATE INDEX "incidents_workspace_id_last_seen_at_idx" ON "incidents"("workspace_id", "last_seen_at");
CREATE INDEX "incidents_workspace_id_opened_at_idx" ON "incidents"("workspace_id", "opened_at");
CREATE INDEX "incidents_workspace_id_occurrence_count_idx" ON "incidents"("workspace_id", "occurrence_count");
CREATE INDEX "incidents_severity" ON "incidents"("workspace_id", "severity", "last_seen_at" DESC, "category", "environment", "assignee_id");
CREATE INDEX "incidents_environment" ON "incidents"("workspace_id", "environment", "last_seen_at", "severity", "category", "assignee_id");
CREATE INDEX "incidents_pipeline_id_last_seen_at_idx" ON "incidents"("pipeline_id", "last_seen_at");
CREATE INDEX "incidents_task_id_last_seen_at_idx" ON "incidents"("task_id", "last_seen_at");
CREATE INDEX "incidents_source_id_last_seen_at_idx" ON "incidents"("source_id", "last_seen_at");

-- What Prisma's schema language has no words for.

-- Most incidents are resolved task failures, so other statuses and kinds get small partial indexes.
-- Open ones are counted often, by this index alone.
CREATE INDEX "incidents_open" ON "incidents" ("workspace_id", "last_seen_at")
  INCLUDE ("status", "snoozed_until", "severity", "assignee_id", "pipeline_id")
  WHERE "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed');
CREATE INDEX "incidents_open_opened" ON "incidents" ("workspace_id", "opened_at")
  WHERE "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed');
CREATE INDEX "incidents_put_away" ON "incidents" ("workspace_id", "status", "last_seen_at")
  WHERE "status" IN ('merged', 'suppressed');
CREATE INDEX "incidents_subject_kind" ON "incidents" ("workspace_id", "subject_kind", "last_seen_at")
  WHERE "subject_kind" <> 'task';
CREATE INDEX "incidents_category" ON "incidents" ("workspace_id", COALESCE("category", 'unknown'), "last_seen_at")
  INCLUDE ("category", "severity", "environment", "assignee_id");
CREATE INDEX "incidents_assignee" ON "incidents" ("workspace_id", "assignee_id", "last_seen_at")
  WHERE "assignee_id" IS NOT NULL;
-- Incidents that lasted more than a day, and more than 16 days: see `untilConditions`.
CREATE INDEX "incidents_lasted_a_day" ON "incidents" ("workspace_id", "last_seen_at")
  WHERE "last_seen_at" - "first_seen_at" > interval '24 hours';
CREATE INDEX "incidents_lasted_long" ON "incidents" ("workspace_id", "last_seen_at")
  WHERE "last_seen_at" - "first_seen_at" > interval '384 hours';

-- Few incidents have aliases. Indexing the others would only make the planner overrate this index.
DROP INDEX "incidents_alias_keys";
CREATE INDEX "incidents_alias_keys" ON "incidents" USING gin ("alias_keys") WITH (fastupdate = off)
  WHERE "alias_keys" <> '{}' AND "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed', 'merged');

-- Reports that name an episode look for its incident among those that are not resolved.
CREATE INDEX "incidents_episode" ON "incidents" ("subject_id", "episode")
  WHERE "episode" IS NOT NULL AND "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed', 'merged');
