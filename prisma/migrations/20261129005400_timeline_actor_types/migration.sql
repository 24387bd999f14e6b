-- Who wrote an entry: a name alone does not tell a person from an API token of the same name.
ALTER TABLE "timeline_entries" ADD COLUMN "actor_type" TEXT NOT NULL DEFAULT 'system';

-- What people and tokens did is in the audit log, written at the same time.
UPDATE "timeline_entries" e SET "actor_type" = a."actor_type"
FROM "audit_events" a
WHERE e."actor_name" <> 'Pipeline Debugger' AND a."workspace_id" = e."workspace_id"
  AND a."actor_name" = e."actor_name" AND a."at" = e."at";

-- Entries without a match, from before both were written together.
UPDATE "timeline_entries" e SET "actor_type" = CASE
  WHEN EXISTS (SELECT 1 FROM "api_tokens" t WHERE t."workspace_id" = e."workspace_id" AND t."name" = e."actor_name")
  THEN 'token' ELSE 'user' END
WHERE e."actor_type" = 'system' AND e."actor_name" <> 'Pipeline Debugger';

ALTER TABLE "timeline_entries" ALTER COLUMN "actor_type" DROP DEFAULT;
