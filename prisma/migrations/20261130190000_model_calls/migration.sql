-- Calls to the language model with their cost, what was sent and answered, and how a diagnosis came about.
-- AlterTable
ALTER TABLE "diagnoses" ADD COLUMN     "agents" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "chain" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "counter_check" JSONB,
ADD COLUMN     "route" JSONB;

-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "model_usd_per_month" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "model_calls" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT,
    "workflow_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "turn" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "prompt_version" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "message" TEXT,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_read_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_write_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_usd" DOUBLE PRECISION,
    "charged_usd" DOUBLE PRECISION NOT NULL,
    "latency_ms" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_transcripts" (
    "call_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "reply" JSONB,
    "names" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_transcripts_pkey" PRIMARY KEY ("call_id")
);

-- CreateIndex
CREATE INDEX "model_calls_workspace_id_created_at_idx" ON "model_calls"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "model_calls_incident_id_idx" ON "model_calls"("incident_id");

-- CreateIndex
CREATE INDEX "model_calls_workflow_id_role_turn_idx" ON "model_calls"("workflow_id", "role", "turn");

-- CreateIndex
CREATE INDEX "model_transcripts_incident_id_idx" ON "model_transcripts"("incident_id");

-- CreateIndex
CREATE INDEX "model_transcripts_workspace_id_created_at_idx" ON "model_transcripts"("workspace_id", "created_at");

-- AddForeignKey
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_transcripts" ADD CONSTRAINT "model_transcripts_call_id_fkey" FOREIGN KEY ("call_id") REFERENCES "model_calls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_transcripts" ADD CONSTRAINT "model_transcripts_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;
