-- One table of texts and their vectors, whatever they belong to. Vectors of several models may stand in it, so the column
-- has no dimension of its own; a check holds the one that the row names.
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
    -- One column for each kind of owner, so that a chunk belongs to one that is there and goes with it.
    "incident_id" TEXT GENERATED ALWAYS AS (CASE WHEN "owner_kind" = 'incident' THEN "owner_id" END) STORED,

    CONSTRAINT "chunks_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "chunks_dimensions_check" CHECK (vector_dims("embedding") = "dimensions"),
    CONSTRAINT "chunks_owner_check" CHECK ("incident_id" IS NOT NULL)
);

CREATE UNIQUE INDEX "chunks_owner_kind_owner_id_ordinal_key" ON "chunks"("owner_kind", "owner_id", "ordinal");

CREATE INDEX "chunks_workspace_id_owner_kind_model_idx" ON "chunks"("workspace_id", "owner_kind", "model");

CREATE INDEX "chunks_incident_id_idx" ON "chunks"("incident_id");

ALTER TABLE "chunks" ADD CONSTRAINT "chunks_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- The text that a vector was made of was not kept: it is there again after the next analysis.
INSERT INTO "chunks" ("id", "workspace_id", "owner_kind", "owner_id", "ordinal", "text", "model", "dimensions", "embedding", "hash", "updated_at")
SELECT 'chk' || substr(md5(e."incident_id"), 1, 23), e."workspace_id", 'incident', e."incident_id", 0, '', e."model",
  vector_dims(e."embedding"), e."embedding", '', e."updated_at"
FROM "incident_embeddings" e JOIN "incidents" n ON n."id" = e."incident_id" AND n."workspace_id" = e."workspace_id";

DROP TABLE "incident_embeddings";
