-- AlterTable
ALTER TABLE "users" ADD COLUMN "github_id" TEXT;

-- AlterTable
ALTER TABLE "api_tokens" ADD COLUMN "is_first_run" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_github_id_key" ON "users"("github_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_hash_key" ON "sessions"("hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The token of the first start never expired. Its 90 days begin now, so that no script stops at the upgrade.
UPDATE "api_tokens" AS token
SET "is_first_run" = true,
    "expires_at" = coalesce(token."expires_at", CURRENT_TIMESTAMP + INTERVAL '90 days')
WHERE token."name" = 'First run'
  AND token."role" = 'owner'
  AND token."created_at" = (
    SELECT min(earliest."created_at") FROM "api_tokens" AS earliest
    WHERE earliest."workspace_id" = token."workspace_id"
  );
