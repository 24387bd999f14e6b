ALTER TABLE "workflow_runs" ADD COLUMN "request" JSONB;

ALTER TABLE "workflow_steps" ADD COLUMN "reason" TEXT, ADD COLUMN "output" JSONB;
