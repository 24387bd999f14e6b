-- AlterTable
ALTER TABLE "runs" ADD COLUMN "routine" TEXT;

-- The failures that the next run may end. Of other orchestrators, the kind of run that was stored does not tell enough.
UPDATE "runs" r SET "routine" = CASE WHEN r."type" = 'scheduled' THEN 'schedule' ELSE 'assets' END
FROM "incidents" n, "pipelines" p, "sources" s
WHERE n."run_id" = r."id" AND n."status" <> 'resolved' AND p."id" = r."pipeline_id" AND s."id" = p."source_id"
  AND s."kind" = 'airflow' AND r."type" IN ('scheduled', 'asset_triggered', 'dataset_triggered');
