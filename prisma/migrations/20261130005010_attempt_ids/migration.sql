-- Ids under which senders report an attempt, so that events of its child runs (a Spark application in an Airflow task) are
-- placed in it.
CREATE TABLE "attempt_ids" (
    "workspace_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "attempt_id" TEXT NOT NULL,

    CONSTRAINT "attempt_ids_pkey" PRIMARY KEY ("workspace_id","external_id")
);

CREATE INDEX "attempt_ids_attempt_id_idx" ON "attempt_ids"("attempt_id");

ALTER TABLE "attempt_ids" ADD CONSTRAINT "attempt_ids_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
