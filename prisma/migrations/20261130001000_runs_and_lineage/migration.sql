-- One model of pipelines, runs and datasets for all orchestrators; settings of pipelines; noise policies; undo; the state
-- of the reconciler.

-- AlterTable
ALTER TABLE "incidents" ADD COLUMN     "impact" JSONB,
ADD COLUMN     "is_severity_set" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "merge_kind" TEXT,
ADD COLUMN     "owner_team_id" TEXT,
ADD COLUMN     "resolution" TEXT,
ADD COLUMN     "resolved_by_run_id" TEXT,
ADD COLUMN     "severity_reasons" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "suppressed_by" JSONB;

-- AlterTable
ALTER TABLE "pipelines" ADD COLUMN     "criticality" TEXT,
ADD COLUMN     "deadline" JSONB,
ADD COLUMN     "declared" JSONB,
ADD COLUMN     "is_active" BOOLEAN,
ADD COLUMN     "is_paused" BOOLEAN,
ADD COLUMN     "next_run_at" TIMESTAMPTZ(3),
ADD COLUMN     "owner_team_id" TEXT,
ADD COLUMN     "schedule" TEXT,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "flake_score" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "timeline_entries" ADD COLUMN     "undo" JSONB,
ADD COLUMN     "undoable_until" TIMESTAMPTZ(3),
ADD COLUMN     "undone_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "noise_policies" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "environments" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "pipelines" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "source_id" TEXT,
    "rule" JSONB NOT NULL,
    "reason" TEXT,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "expires_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "noise_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "datasets" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'dataset',
    "owner" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lineage_edges" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "task_id" TEXT,
    "dataset_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lineage_edges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_dependencies" (
    "upstream_id" TEXT NOT NULL,
    "downstream_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_dependencies_pkey" PRIMARY KEY ("upstream_id","downstream_id")
);

-- CreateTable
CREATE TABLE "pipeline_dependencies" (
    "upstream_id" TEXT NOT NULL,
    "downstream_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pipeline_dependencies_pkey" PRIMARY KEY ("upstream_id","downstream_id","via")
);

-- CreateTable
CREATE TABLE "schema_snapshots" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schema_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_writes" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "run_id" TEXT,
    "row_count" BIGINT,
    "size_bytes" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_writes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_states" (
    "source_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "watermarks" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "error" TEXT,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "duration_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconcile_states_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE INDEX "noise_policies_workspace_id_idx" ON "noise_policies"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_workspace_id_namespace_name_key" ON "datasets"("workspace_id", "namespace", "name");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_id_workspace_id_key" ON "datasets"("id", "workspace_id");

-- CreateIndex
CREATE INDEX "lineage_edges_dataset_id_direction_idx" ON "lineage_edges"("dataset_id", "direction");

-- CreateIndex
CREATE INDEX "dataset_dependencies_downstream_id_idx" ON "dataset_dependencies"("downstream_id");

-- CreateIndex
CREATE INDEX "pipeline_dependencies_downstream_id_idx" ON "pipeline_dependencies"("downstream_id");

-- CreateIndex
CREATE INDEX "schema_snapshots_dataset_id_origin_taken_at_idx" ON "schema_snapshots"("dataset_id", "origin", "taken_at" DESC);

-- CreateIndex
CREATE INDEX "dataset_writes_dataset_id_at_idx" ON "dataset_writes"("dataset_id", "at" DESC);

-- CreateIndex
CREATE INDEX "dataset_writes_run_id_idx" ON "dataset_writes"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_writes_dataset_id_run_id_key" ON "dataset_writes"("dataset_id", "run_id");

-- AddForeignKey
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_owner_team_id_fkey" FOREIGN KEY ("owner_team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "noise_policies" ADD CONSTRAINT "noise_policies_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_owner_team_id_fkey" FOREIGN KEY ("owner_team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lineage_edges" ADD CONSTRAINT "lineage_edges_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lineage_edges" ADD CONSTRAINT "lineage_edges_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lineage_edges" ADD CONSTRAINT "lineage_edges_dataset_id_workspace_id_fkey" FOREIGN KEY ("dataset_id", "workspace_id") REFERENCES "datasets"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_dependencies" ADD CONSTRAINT "dataset_dependencies_upstream_id_workspace_id_fkey" FOREIGN KEY ("upstream_id", "workspace_id") REFERENCES "datasets"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_dependencies" ADD CONSTRAINT "dataset_dependencies_downstream_id_workspace_id_fkey" FOREIGN KEY ("downstream_id", "workspace_id") REFERENCES "datasets"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipeline_dependencies" ADD CONSTRAINT "pipeline_dependencies_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipeline_dependencies" ADD CONSTRAINT "pipeline_dependencies_downstream_id_fkey" FOREIGN KEY ("downstream_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schema_snapshots" ADD CONSTRAINT "schema_snapshots_dataset_id_workspace_id_fkey" FOREIGN KEY ("dataset_id", "workspace_id") REFERENCES "datasets"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_writes" ADD CONSTRAINT "dataset_writes_dataset_id_workspace_id_fkey" FOREIGN KEY ("dataset_id", "workspace_id") REFERENCES "datasets"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_writes" ADD CONSTRAINT "dataset_writes_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconcile_states" ADD CONSTRAINT "reconcile_states_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE UNIQUE INDEX "lineage_edges_key" ON "lineage_edges" ("pipeline_id", "dataset_id", "direction", (COALESCE("task_id", '')));

-- The incidents of a team, for the list and its filters.
CREATE INDEX "incidents_owner_team" ON "incidents" ("owner_team_id", "last_seen_at" DESC) WHERE "owner_team_id" IS NOT NULL;
