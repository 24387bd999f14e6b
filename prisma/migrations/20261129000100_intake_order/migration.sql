-- A delivery without an id of its own is known by its body, and an identical body is a resend for five minutes only.
-- Its delivery key gets its own id appended, so that the unique index never meets the same key twice.
ALTER TABLE "deliveries" ADD COLUMN "body_key" TEXT;

UPDATE "deliveries" SET
  "body_key" = 'sha256-' || "sha256",
  "delivery_key" = 'sha256-' || "sha256" || '/' || "id"
WHERE "sha256" <> '' AND "delivery_key" IN ('sha256-' || "sha256", "sha256");

CREATE INDEX "deliveries_source_id_body_key" ON "deliveries" ("source_id", "body_key", "received_at" DESC)
  WHERE "body_key" IS NOT NULL AND "status" <> 'duplicate';

-- Header values were stored as they came. Only those that help to find a mistake stay.
UPDATE "deliveries" SET "headers" = (
  SELECT COALESCE(jsonb_object_agg(h.key, CASE WHEN lower(h.key) IN (
      'accept', 'ce-id', 'ce-source', 'ce-specversion', 'ce-time', 'ce-type', 'content-encoding', 'content-length',
      'content-type', 'date', 'traceparent', 'user-agent', 'webhook-id', 'webhook-timestamp',
      'x-amz-sns-message-id', 'x-amz-sns-message-type', 'x-correlation-id', 'x-github-delivery', 'x-github-event',
      'x-github-hook-id', 'x-gitlab-event', 'x-grafana-alerting-version', 'x-request-id')
    THEN h.value ELSE '"[redacted]"'::jsonb END), '{}'::jsonb)
  FROM jsonb_each("headers") h)
WHERE jsonb_typeof("headers") = 'object';

-- When a run reached its state, and when it last failed and succeeded as a whole, by the sender's clock.
ALTER TABLE "runs"
  ADD COLUMN "state_at" TIMESTAMPTZ(3),
  ADD COLUMN "failed_at" TIMESTAMPTZ(3),
  ADD COLUMN "succeeded_at" TIMESTAMPTZ(3),
  ADD COLUMN "failed_tries" INTEGER[] NOT NULL DEFAULT '{}';

UPDATE "runs" r SET "state_at" = known."at",
  "failed_at" = CASE WHEN r."state" = 'failed' THEN known."at" END,
  "succeeded_at" = CASE WHEN r."state" = 'succeeded' THEN known."at" END
FROM (
  SELECT x."id", COALESCE(max(o."at"), x."first_seen_at") AS "at"
  FROM "runs" x LEFT JOIN "occurrences" o ON o."run_id" = x."id" AND o."attempt_id" IS NULL
  WHERE x."state" IS NOT NULL GROUP BY x."id"
) known
WHERE known."id" = r."id";

-- What the newest report of a try says (running, will_retry, failed, succeeded), when that was, and whether its
-- failure is part of its task's count.
ALTER TABLE "attempts"
  ADD COLUMN "outcome" TEXT,
  ADD COLUMN "outcome_at" TIMESTAMPTZ(3),
  ADD COLUMN "is_failure_counted" BOOLEAN NOT NULL DEFAULT false;

UPDATE "attempts" SET
  "outcome_at" = LEAST(COALESCE("ended_at", "reported_at"), "reported_at"),
  "outcome" = CASE
    WHEN "will_retry" THEN 'will_retry'
    WHEN lower("state") IN ('success', 'succeeded', 'completed') THEN 'succeeded'
    WHEN lower("state") IN ('running', 'retrying', 'pending', 'scheduled', 'late', 'paused', 'cancelled', 'cancelling')
      THEN 'running'
    ELSE 'failed' END;

UPDATE "attempts" SET "is_failure_counted" = true
WHERE "outcome" IN ('will_retry', 'failed') OR "incident_id" IS NOT NULL;

-- Earlier versions counted successes of Prefect and repeated reports as failures.
UPDATE "tasks" t SET "failed_attempts" = counted."failed", "flaky_recoveries" = counted."recovered"
FROM (
  SELECT x."id", count(a."id")::int AS "failed",
    count(a."id") FILTER (WHERE EXISTS (
      SELECT 1 FROM "attempts" s
      WHERE s."run_id" = a."run_id" AND s."task_id" = a."task_id" AND s."map_index" = a."map_index"
        AND s."try_number" >= a."try_number" AND s."outcome" = 'succeeded'))::int AS "recovered"
  FROM "tasks" x LEFT JOIN "attempts" a ON a."task_id" = x."id" AND a."is_failure_counted"
  GROUP BY x."id"
) counted
WHERE counted."id" = t."id";
