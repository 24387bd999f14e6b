-- What a workflow step says on a timeline has a key of its own, so that a repeated step says it once. Entries from
-- before, and those of people and of intake, have none.
ALTER TABLE "timeline_entries" ADD COLUMN "dedup_key" TEXT;
CREATE UNIQUE INDEX "timeline_entries_incident_id_dedup_key_key" ON "timeline_entries"("incident_id", "dedup_key");

-- Each event of the outbox is tried on its own: an event that cannot be sent waits longer each time and is parked in
-- the end.
ALTER TABLE "outbox_events" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "failing_since" TIMESTAMPTZ(3),
ADD COLUMN "last_error" TEXT,
ADD COLUMN "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "parked_at" TIMESTAMPTZ(3);
CREATE INDEX "outbox_events_due" ON "outbox_events"("next_attempt_at", "id") WHERE "sent_at" IS NULL AND "parked_at" IS NULL;
CREATE INDEX "outbox_events_parked" ON "outbox_events"("parked_at") WHERE "parked_at" IS NOT NULL;

-- The longest waiting call of each concurrency key is looked for, so that no key waits behind the queue of another.
CREATE INDEX "runner_queue_slot" ON "runner_queue"("slot_a", "rank", "id") WHERE "slot_a" IS NOT NULL;

-- The latest time that any process has seen: the embedded runner's time never goes back.
CREATE TABLE "runner_clock" (
    "id" INTEGER NOT NULL,
    "at_ms" BIGINT NOT NULL,

    CONSTRAINT "runner_clock_pkey" PRIMARY KEY ("id")
);
