-- A patch is stored as it is shown, without secrets; where that changed it, the original is kept encrypted beside it.
ALTER TABLE "fixes" ADD COLUMN "patch_enc" TEXT;
