-- Who changed the patch last; without one it is as it was proposed.
ALTER TABLE "fixes" ADD COLUMN "edited_by" TEXT;
