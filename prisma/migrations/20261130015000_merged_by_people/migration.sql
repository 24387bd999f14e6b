-- Incidents whose failures a person moved to another one and which have not recovered, for the sweep that takes them out
-- again when the other one recovers alone.
CREATE INDEX "incidents_merged_by_people" ON "incidents" ("workspace_id")
  WHERE "status" = 'merged' AND "merge_kind" = 'duplicate' AND "occurrence_count" = 0 AND "resolved_at" IS NULL;
