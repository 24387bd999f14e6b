-- A snooze also ends when the failure becomes more severe than it was, or occurs a given number of times.
ALTER TABLE "incidents" ADD COLUMN     "snoozed_severity" "severity",
ADD COLUMN     "wake_at_count" INTEGER;

-- The snoozes to look through every minute.
CREATE INDEX "incidents_snoozed" ON "incidents" ("workspace_id", "snoozed_until") WHERE "snoozed_until" IS NOT NULL;

-- Pages follow deletions too.
CREATE FUNCTION pd_notify_incident_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', OLD.workspace_id || '|' || OLD.id || '|incidents');
  RETURN NULL;
END $$;
CREATE TRIGGER "live_deleted" AFTER DELETE ON "incidents" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_deleted();
