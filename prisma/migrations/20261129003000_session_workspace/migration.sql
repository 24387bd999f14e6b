-- AlterTable
ALTER TABLE "sessions" ADD COLUMN "workspace_id" TEXT;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Open sessions keep the workspace they have worked in so far: that of the person's first membership.
UPDATE "sessions" AS session
SET "workspace_id" = (
  SELECT m."workspace_id" FROM "memberships" m
  WHERE m."user_id" = session."user_id"
  ORDER BY m."created_at", m."workspace_id"
  LIMIT 1
);

-- A live stream of the workspace that a session has left ends.
DROP TRIGGER "access_changed" ON "sessions";
CREATE TRIGGER "access_changed" AFTER UPDATE OF "revoked_at", "workspace_id" ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION pd_notify_session();
