-- One table of texts and their vectors, whatever they belong to. Models with different dimensions share the column, so
-- it has none of its own; a check compares each vector with the dimensions its row names.
CREATE TABLE "chunks" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "dimensions" INTEGER NOT NULL,
    "embedding" vector NOT NULL,
    "hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    -- One generated column per kind of owner, so that a foreign key can make sure that the owner exists.
    "incident_id" TEXT GENERATED ALWAYS AS (CASE WHEN "owner_kind" = 'incident' THEN "owner_id" END) STORED,

    CONSTRAINT "chunks_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "chunks_dimensions_check" CHECK (vector_dims("embedding") = "dimensions"),
    CONSTRAINT "chunks_owner_check" CHECK ("incident_id" IS NOT NULL)
);

-- CreateIndex
CREATE UNIQUE INDEX "chunks_workspace_id_owner_kind_owner_id_ordinal_key" ON "chunks"("workspace_id", "owner_kind", "owner_id", "ordinal");

-- CreateIndex
CREATE INDEX "chunks_workspace_id_owner_kind_model_dimensions_idx" ON "chunks"("workspace_id", "owner_kind", "model", "dimensions");

-- CreateIndex
CREATE INDEX "chunks_incident_id_idx" ON "chunks"("incident_id");

-- AddForeignKey
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- The texts of the stored vectors were not kept. Text and hash stay empty until the incident is analyzed again.
INSERT INTO "chunks" ("id", "workspace_id", "owner_kind", "owner_id", "ordinal", "text", "model", "dimensions", "embedding", "hash", "updated_at")
SELECT 'chk' || substr(md5(e."incident_id"), 1, 23), e."workspace_id", 'incident', e."incident_id", 0, '', e."model",
  vector_dims(e."embedding"), e."embedding", '', e."updated_at"
FROM "incident_embeddings" e JOIN "incidents" n ON n."id" = e."incident_id" AND n."workspace_id" = e."workspace_id";

DROP TABLE "incident_embeddings";
