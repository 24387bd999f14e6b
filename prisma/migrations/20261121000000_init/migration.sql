CREATE EXTENSION IF NOT EXISTS vector;

-- CreateEnum
CREATE TYPE "severity" AS ENUM ('critical', 'high', 'warning', 'info', 'low');

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "incidents" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "dedup_key" TEXT NOT NULL,
    "alias_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "fingerprint" TEXT NOT NULL,
    "fingerprint_parts" JSONB NOT NULL DEFAULT '[]',
    "status" TEXT NOT NULL,
    "severity" "severity" NOT NULL,
    "environment" TEXT,
    "source_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "task_id" TEXT,
    "run_id" TEXT,
    "attempt_id" TEXT,
    "category" TEXT,
    "confidence" DOUBLE PRECISION,
    "root_cause" TEXT,
    "diagnosis_id" TEXT,
    "assignee_id" TEXT,
    "snoozed_until" TIMESTAMPTZ(3),
    "detected_by" TEXT NOT NULL,
    "occurrence_count" INTEGER NOT NULL DEFAULT 1,
    "parent_incident_id" TEXT,
    "workflow_id" TEXT,
    "report" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "occurrences" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "run_id" TEXT,
    "attempt_id" TEXT,
    "delivery_id" TEXT,
    "kind" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "occurrences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_entries" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "timeline_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "collector" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "relevance" DOUBLE PRECISION NOT NULL,
    "start_line" INTEGER,
    "truncated" BOOLEAN NOT NULL DEFAULT false,
    "sha256" TEXT NOT NULL,
    "message" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "collected_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "diagnoses" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "root_cause" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "transience" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "claims" JSONB NOT NULL,
    "causal_chain" JSONB NOT NULL,
    "ruled_out" JSONB NOT NULL,
    "gaps" JSONB NOT NULL,
    "impact" JSONB NOT NULL,
    "recommended_actions" JSONB NOT NULL,
    "hypotheses" JSONB NOT NULL,
    "signature" TEXT,
    "fix_template" JSONB,
    "model" TEXT,
    "prompt_version" TEXT,
    "tokens" JSONB,
    "cost_usd" DOUBLE PRECISION,
    "latency_ms" INTEGER NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "diagnoses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fixes" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "diagnosis_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "rationale" TEXT NOT NULL,
    "patch" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "base_commit" TEXT,
    "risk" JSONB NOT NULL,
    "blast_radius" JSONB NOT NULL,
    "verification" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "branch" TEXT,
    "commit_sha" TEXT,
    "pr_number" INTEGER,
    "pr_url" TEXT,
    "pr_state" TEXT,
    "pr_draft" BOOLEAN,
    "pr_workflow_id" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fixes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patterns" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "signature" TEXT,
    "category" TEXT NOT NULL,
    "root_cause" TEXT NOT NULL,
    "resolution" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "times_seen" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "patterns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_embeddings" (
    "incident_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "embedding" vector(256) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_embeddings_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "secret_enc" TEXT NOT NULL,
    "previous_secret_enc" TEXT,
    "previous_secret_until" TIMESTAMPTZ(3),
    "api_base_url" TEXT,
    "credentials_enc" TEXT,
    "repository" JSONB,
    "dags_folder" TEXT,
    "environment" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_delivery_at" TIMESTAMPTZ(3),
    "health" JSONB,
    "health_checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "delivery_key" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "issues" JSONB NOT NULL DEFAULT '[]',
    "headers" JSONB NOT NULL,
    "body" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "auth_method" TEXT NOT NULL,
    "incident_id" TEXT,
    "original_id" TEXT,
    "replays" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pipelines" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner" TEXT,
    "file_path" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pipelines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "operator" TEXT,
    "flaky_recoveries" INTEGER NOT NULL DEFAULT 0,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "type" TEXT,
    "state" TEXT,
    "logical_date" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "external_url" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "task_id" TEXT NOT NULL,
    "map_index" INTEGER NOT NULL DEFAULT -1,
    "try_number" INTEGER NOT NULL,
    "max_tries" INTEGER,
    "state" TEXT,
    "will_retry" BOOLEAN NOT NULL DEFAULT false,
    "hostname" TEXT,
    "error_type" TEXT,
    "error_message" TEXT,
    "log_url" TEXT,
    "version" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "reported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "incident_id" TEXT,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_runs" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "incident_id" TEXT,
    "fix_id" TEXT,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "planned_steps" JSONB NOT NULL DEFAULT '[]',
    "engine_run_id" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_steps" (
    "workflow_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_steps_pkey" PRIMARY KEY ("workflow_id","name")
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "incident_seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "github_login" TEXT,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "preview" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incidents_workspace_id_last_seen_at_id_idx" ON "incidents"("workspace_id", "last_seen_at" DESC, "id");

-- CreateIndex
CREATE INDEX "incidents_workspace_id_status_last_seen_at_idx" ON "incidents"("workspace_id", "status", "last_seen_at" DESC);

-- CreateIndex
CREATE INDEX "incidents_workspace_id_fingerprint_idx" ON "incidents"("workspace_id", "fingerprint");

-- CreateIndex
CREATE INDEX "incidents_pipeline_id_run_id_idx" ON "incidents"("pipeline_id", "run_id");

-- CreateIndex
CREATE INDEX "incidents_parent_incident_id_idx" ON "incidents"("parent_incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "incidents_workspace_id_number_key" ON "incidents"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "occurrences_incident_id_at_idx" ON "occurrences"("incident_id", "at");

-- CreateIndex
CREATE INDEX "occurrences_run_id_idx" ON "occurrences"("run_id");

-- CreateIndex
CREATE INDEX "timeline_entries_incident_id_at_idx" ON "timeline_entries"("incident_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_incident_id_collector_key_sha256_key" ON "evidence"("incident_id", "collector", "key", "sha256");

-- CreateIndex
CREATE INDEX "diagnoses_incident_id_created_at_idx" ON "diagnoses"("incident_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "diagnoses_workspace_id_created_at_idx" ON "diagnoses"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "diagnoses_workflow_id_engine_key" ON "diagnoses"("workflow_id", "engine");

-- CreateIndex
CREATE INDEX "fixes_incident_id_created_at_idx" ON "fixes"("incident_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "patterns_workspace_id_fingerprint_key" ON "patterns"("workspace_id", "fingerprint");

-- CreateIndex
CREATE INDEX "incident_embeddings_workspace_id_model_idx" ON "incident_embeddings"("workspace_id", "model");

-- CreateIndex
CREATE UNIQUE INDEX "sources_key_key" ON "sources"("key");

-- CreateIndex
CREATE INDEX "sources_workspace_id_kind_idx" ON "sources"("workspace_id", "kind");

-- CreateIndex
CREATE INDEX "deliveries_workspace_id_received_at_idx" ON "deliveries"("workspace_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "deliveries_workspace_id_status_received_at_idx" ON "deliveries"("workspace_id", "status", "received_at" DESC);

-- CreateIndex
CREATE INDEX "deliveries_incident_id_idx" ON "deliveries"("incident_id");

-- CreateIndex
CREATE INDEX "pipelines_workspace_id_name_idx" ON "pipelines"("workspace_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "pipelines_source_id_external_id_key" ON "pipelines"("source_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_pipeline_id_external_id_key" ON "tasks"("pipeline_id", "external_id");

-- CreateIndex
CREATE INDEX "runs_pipeline_id_first_seen_at_idx" ON "runs"("pipeline_id", "first_seen_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "runs_pipeline_id_external_id_key" ON "runs"("pipeline_id", "external_id");

-- CreateIndex
CREATE INDEX "attempts_task_id_reported_at_idx" ON "attempts"("task_id", "reported_at" DESC);

-- CreateIndex
CREATE INDEX "attempts_incident_id_idx" ON "attempts"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempts_run_id_task_id_map_index_try_number_key" ON "attempts"("run_id", "task_id", "map_index", "try_number");

-- CreateIndex
CREATE UNIQUE INDEX "workflow_runs_engine_run_id_key" ON "workflow_runs"("engine_run_id");

-- CreateIndex
CREATE INDEX "workflow_runs_workspace_id_created_at_idx" ON "workflow_runs"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "workflow_runs_incident_id_created_at_idx" ON "workflow_runs"("incident_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "workflow_runs_status_created_at_idx" ON "workflow_runs"("status", "created_at");

-- CreateIndex
CREATE INDEX "outbox_events_created_at_idx" ON "outbox_events"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_github_login_key" ON "users"("github_login");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "api_tokens_workspace_id_created_at_idx" ON "api_tokens"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_events_workspace_id_at_idx" ON "audit_events"("workspace_id", "at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_workspace_id_target_type_target_id_idx" ON "audit_events"("workspace_id", "target_type", "target_id");

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_parent_incident_id_fkey" FOREIGN KEY ("parent_incident_id") REFERENCES "incidents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entries" ADD CONSTRAINT "timeline_entries_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_diagnosis_id_fkey" FOREIGN KEY ("diagnosis_id") REFERENCES "diagnoses"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_embeddings" ADD CONSTRAINT "incident_embeddings_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_steps" ADD CONSTRAINT "workflow_steps_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflow_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language has no words for.

-- The first delivery with a key counts; later ones are kept as duplicates.
CREATE UNIQUE INDEX "deliveries_source_id_delivery_key_first" ON "deliveries" ("source_id", "delivery_key") WHERE "status" <> 'duplicate';

-- One open incident per identity, whoever races.
CREATE UNIQUE INDEX "incidents_open_dedup_key" ON "incidents" ("workspace_id", "dedup_key") WHERE "status" IN ('triggered', 'acknowledged', 'investigating', 'suppressed');

CREATE INDEX "outbox_events_unsent" ON "outbox_events" ("created_at") WHERE "sent_at" IS NULL;

CREATE INDEX "evidence_current" ON "evidence" ("incident_id") WHERE "superseded_at" IS NULL;

-- Pages follow changes through this channel: payload `<workspace>|<incident or empty>|<table>`.
CREATE FUNCTION pd_notify_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', NEW.workspace_id || '|' || NEW.id || '|incidents');
  RETURN NULL;
END $$;

CREATE FUNCTION pd_notify_incident_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', NEW.workspace_id || '|' || COALESCE(NEW.incident_id, '') || '|' || TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE FUNCTION pd_notify_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', NEW.workspace_id || '||deliveries');
  RETURN NULL;
END $$;

CREATE FUNCTION pd_notify_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('pd_live', r.workspace_id || '|' || COALESCE(r.incident_id, '') || '|workflow_runs')
    FROM workflow_runs r WHERE r.id = NEW.workflow_id;
  RETURN NULL;
END $$;

CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "incidents" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "evidence" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_part();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "diagnoses" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_part();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "fixes" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_part();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "workflow_runs" FOR EACH ROW EXECUTE FUNCTION pd_notify_incident_part();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "workflow_steps" FOR EACH ROW EXECUTE FUNCTION pd_notify_step();
CREATE TRIGGER "live" AFTER INSERT OR UPDATE ON "deliveries" FOR EACH ROW EXECUTE FUNCTION pd_notify_delivery();
