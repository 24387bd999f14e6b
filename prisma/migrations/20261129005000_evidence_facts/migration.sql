-- A gap has no facts. Where what is known comes from, and why it counts, is said with each piece.
ALTER TABLE "evidence" ALTER COLUMN "facts" DROP NOT NULL, ALTER COLUMN "facts" DROP DEFAULT,
ADD COLUMN "provenance" TEXT NOT NULL DEFAULT 'fact', ADD COLUMN "relevance_reason" TEXT;

UPDATE "evidence" SET "provenance" = 'claim' WHERE "kind" = 'log' AND "facts"->>'origin' = 'webhook';

ALTER TABLE "evidence" ALTER COLUMN "provenance" DROP DEFAULT;
