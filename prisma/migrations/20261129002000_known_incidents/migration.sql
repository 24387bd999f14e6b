-- A report looks up the incidents it can belong to by identity. Open ones have their unique index; what was merged
-- into another incident is looked for under its own identity too, and both under further identities.
CREATE INDEX "incidents_merged_dedup_key" ON "incidents" ("workspace_id", "dedup_key") WHERE "status" = 'merged';

CREATE INDEX "incidents_alias_keys" ON "incidents" USING gin ("alias_keys") WITH (fastupdate = off)
  WHERE "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed', 'merged');
