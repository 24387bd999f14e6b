-- Keeps why a retry was not made.
-- CreateTable
CREATE TABLE "retry_advice" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "source_id" TEXT,
    "pipeline" TEXT NOT NULL,
    "task" TEXT,
    "run" TEXT,
    "map_index" INTEGER NOT NULL DEFAULT -1,
    "try_number" INTEGER NOT NULL,
    "max_tries" INTEGER,
    "reason" TEXT NOT NULL,
    "signature" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "retry_advice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "retry_advice_workspace_id_pipeline_run_idx" ON "retry_advice"("workspace_id", "pipeline", "run");

-- CreateIndex
CREATE INDEX "retry_advice_workspace_id_at_idx" ON "retry_advice"("workspace_id", "at");

-- AddForeignKey
ALTER TABLE "retry_advice" ADD CONSTRAINT "retry_advice_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
