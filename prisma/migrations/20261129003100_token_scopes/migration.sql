-- AlterTable
ALTER TABLE "api_tokens" ADD COLUMN "scopes" TEXT[];

-- Tokens keep what they may do: whatever their role has a use for.
UPDATE "api_tokens"
SET "scopes" = CASE WHEN "role" IN ('owner', 'admin', 'responder')
  THEN ARRAY['read', 'triage', 'write', 'ingest', 'debug'] ELSE ARRAY['read', 'debug'] END;
