-- When a setting of a pipeline changed, until its open incidents have been assessed again.
ALTER TABLE "pipelines" ADD COLUMN "settings_changed_at" TIMESTAMPTZ(3);

-- The few pipelines that wait for the sweep.
CREATE INDEX "pipelines_settings_changed" ON "pipelines" ("workspace_id", "settings_changed_at")
  WHERE "settings_changed_at" IS NOT NULL;
