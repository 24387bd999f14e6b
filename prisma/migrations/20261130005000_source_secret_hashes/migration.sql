-- Finds a source by its secret, for clients that send to one address for all sources. Filled in by the application, because
-- the secrets are encrypted.
ALTER TABLE "sources" ADD COLUMN     "previous_secret_hash" TEXT,
ADD COLUMN     "secret_hash" TEXT;

CREATE INDEX "sources_secret_hash_idx" ON "sources"("secret_hash");

CREATE INDEX "sources_previous_secret_hash_idx" ON "sources"("previous_secret_hash");
