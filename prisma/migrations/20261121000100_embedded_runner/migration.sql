-- CreateTable
CREATE TABLE "runner_workers" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" BIGINT NOT NULL,
    "heartbeat_at" BIGINT NOT NULL,

    CONSTRAINT "runner_workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_events" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "received_at" BIGINT NOT NULL,
    "routed_at" BIGINT,
    "owner" TEXT,
    "claimed_until" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "runner_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_runs" (
    "id" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL,
    "started_at" BIGINT,
    "ended_at" BIGINT,
    "events" TEXT NOT NULL,
    "stack" TEXT NOT NULL DEFAULT '',
    "pending" TEXT NOT NULL DEFAULT '',
    "is_planning" BOOLEAN NOT NULL DEFAULT false,
    "request_version" INTEGER NOT NULL DEFAULT -1,
    "priority_ms" INTEGER NOT NULL DEFAULT 0,
    "slot_a" TEXT,
    "limit_a" INTEGER,
    "slot_b" TEXT,
    "limit_b" INTEGER,
    "invoked_by" TEXT,
    "finish_timeout_ms" BIGINT,
    "state_bytes" INTEGER NOT NULL DEFAULT 0,
    "output" TEXT,

    CONSTRAINT "runner_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_steps" (
    "run_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "runner_steps_pkey" PRIMARY KEY ("run_id","step_id")
);

-- CreateTable
CREATE TABLE "runner_queue" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "from_step" TEXT,
    "mode" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "due_at" BIGINT NOT NULL,
    "rank" BIGINT NOT NULL,
    "slot_a" TEXT,
    "limit_a" INTEGER,
    "slot_b" TEXT,
    "limit_b" INTEGER,
    "owner" TEXT,
    "lease_until" BIGINT NOT NULL DEFAULT 0,
    "deliveries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "runner_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_waits" (
    "id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "step_id" TEXT,
    "kind" TEXT NOT NULL,
    "mode" TEXT,
    "event_name" TEXT,
    "expression" TEXT,
    "signal" TEXT,
    "until_at" BIGINT NOT NULL,

    CONSTRAINT "runner_waits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_starts" (
    "key" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "expires_at" BIGINT NOT NULL,

    CONSTRAINT "runner_starts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "runner_gates" (
    "key" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "free_at" BIGINT NOT NULL DEFAULT 0,
    "holder" TEXT,
    "touched_at" BIGINT NOT NULL,

    CONSTRAINT "runner_gates_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "runner_buffers" (
    "key" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "events" TEXT NOT NULL,
    "first_at" BIGINT NOT NULL,
    "due_at" BIGINT NOT NULL,

    CONSTRAINT "runner_buffers_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "runner_crons" (
    "key" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "schedule" TEXT NOT NULL,
    "next_at" BIGINT NOT NULL,

    CONSTRAINT "runner_crons_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "runner_events_received_at_idx" ON "runner_events"("received_at");

-- CreateIndex
CREATE INDEX "runner_runs_ended_at_idx" ON "runner_runs"("ended_at");

-- CreateIndex
CREATE INDEX "runner_queue_rank_id_idx" ON "runner_queue"("rank", "id");

-- CreateIndex
CREATE INDEX "runner_queue_due_at_idx" ON "runner_queue"("due_at");

-- CreateIndex
CREATE INDEX "runner_queue_run_id_idx" ON "runner_queue"("run_id");

-- CreateIndex
CREATE INDEX "runner_waits_until_at_idx" ON "runner_waits"("until_at");

-- CreateIndex
CREATE INDEX "runner_waits_run_id_idx" ON "runner_waits"("run_id");

-- CreateIndex
CREATE INDEX "runner_starts_expires_at_idx" ON "runner_starts"("expires_at");

-- CreateIndex
CREATE INDEX "runner_gates_touched_at_idx" ON "runner_gates"("touched_at");

-- CreateIndex
CREATE INDEX "runner_buffers_due_at_idx" ON "runner_buffers"("due_at");

-- Work that is being done, and events that nobody has routed yet: both few among many.
CREATE INDEX "runner_queue_leased" ON "runner_queue" ("owner") WHERE "owner" IS NOT NULL;
CREATE INDEX "runner_events_unrouted" ON "runner_events" ("id") WHERE "routed_at" IS NULL;
CREATE INDEX "runner_runs_running" ON "runner_runs" ("function_id") WHERE "status" = 'running';
CREATE INDEX "runner_waits_event" ON "runner_waits" ("event_name") WHERE "event_name" IS NOT NULL;
CREATE INDEX "runner_waits_signal" ON "runner_waits" ("signal") WHERE "signal" IS NOT NULL;

-- Refuses a whole statement when one of the rows that it was decided on has changed since.
CREATE FUNCTION runner_require(holds boolean, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT holds THEN
    RAISE EXCEPTION 'runner: % changed meanwhile', what USING ERRCODE = 'RU001';
  END IF;
END $$;
