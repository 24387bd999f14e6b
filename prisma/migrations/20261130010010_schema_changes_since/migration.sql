-- Which tables of a workspace changed since a time.
CREATE INDEX "schema_snapshots_workspace_id_taken_at_idx" ON "schema_snapshots"("workspace_id", "taken_at" DESC);
