-- Open incidents whose severity depends on the time left until a deadline, for the sweep that assesses them again.
CREATE INDEX "incidents_deadlines" ON "incidents" ("workspace_id", "last_seen_at")
  WHERE "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed') AND NOT "is_severity_set"
    AND "impact" -> 'deadlines' <> '[]'::jsonb;
