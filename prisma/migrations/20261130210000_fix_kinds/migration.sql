-- Steps that a person follows, for kinds of fixes without a patch.
ALTER TABLE "fixes" ADD COLUMN "plan" JSONB;
-- Hash of the normalized change, to recognize the same change when it is proposed again.
ALTER TABLE "fixes" ADD COLUMN "patch_key" TEXT;
-- The earlier fix that made the same change.
ALTER TABLE "fixes" ADD COLUMN "repeats_fix_id" TEXT;
-- What a person asked for when it was proposed.
ALTER TABLE "fixes" ADD COLUMN "hint" TEXT;
-- The patch before a person edited it, as displayed; null if it is unchanged.
ALTER TABLE "fixes" ADD COLUMN "proposed_patch" TEXT;

CREATE INDEX "fixes_workspace_id_patch_key_idx" ON "fixes"("workspace_id", "patch_key");
