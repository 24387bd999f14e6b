-- What failed is a task, a service, a workload or a check. Tasks keep their pipelines; everything else is a subject.
CREATE TABLE "subjects" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner" TEXT,
    "state" TEXT,
    "state_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subjects_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "subjects_source_id_kind_key_key" ON "subjects"("source_id", "kind", "key");
CREATE INDEX "subjects_workspace_id_name_idx" ON "subjects"("workspace_id", "name");

ALTER TABLE "subjects" ADD CONSTRAINT "subjects_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "incidents" ADD COLUMN "subject_kind" TEXT NOT NULL DEFAULT 'task';
ALTER TABLE "incidents" ADD COLUMN "subject_id" TEXT;
ALTER TABLE "incidents" ADD COLUMN "episode" TEXT;
ALTER TABLE "incidents" ALTER COLUMN "pipeline_id" DROP NOT NULL;
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "subjects"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_subject_check" CHECK (("subject_kind" = 'task') = ("pipeline_id" IS NOT NULL) AND ("subject_kind" = 'task') = ("subject_id" IS NULL));

CREATE INDEX "incidents_subject_id_status_idx" ON "incidents"("subject_id", "status");
