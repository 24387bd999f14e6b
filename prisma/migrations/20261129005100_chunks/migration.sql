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

    CONSTRAINT "chunks_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "chunks_dimensions_check" CHECK (vector_dims("embedding") = "dimensions"),
    CONSTRAINT "chunks_owner_check" CHECK ("owner_kind" = 'failure')
);

-- CreateIndex
CREATE UNIQUE INDEX "chunks_workspace_id_owner_kind_owner_id_ordinal_key" ON "chunks"("workspace_id", "owner_kind", "owner_id", "ordinal");

-- CreateIndex
CREATE INDEX "chunks_workspace_id_owner_kind_model_dimensions_idx" ON "chunks"("workspace_id", "owner_kind", "model", "dimensions");

-- AddForeignKey
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Incidents with the same fingerprint share their failing line, so the latest vector serves them all. Texts were not
-- kept; text and hash stay empty until one of the incidents is analyzed again.
INSERT INTO "chunks" ("id", "workspace_id", "owner_kind", "owner_id", "ordinal", "text", "model", "dimensions", "embedding", "hash", "updated_at")
SELECT DISTINCT ON (n."workspace_id", n."fingerprint") 'chk' || substr(md5(n."workspace_id" || n."fingerprint"), 1, 23), n."workspace_id",
  'failure', n."fingerprint", 0, '', e."model", vector_dims(e."embedding"), e."embedding", '', e."updated_at"
FROM "incident_embeddings" e JOIN "incidents" n ON n."id" = e."incident_id" AND n."workspace_id" = e."workspace_id"
ORDER BY n."workspace_id", n."fingerprint", e."updated_at" DESC;

DROP TABLE "incident_embeddings";
