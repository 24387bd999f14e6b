-- What a delivery says, in a few words; null for older ones.
ALTER TABLE "deliveries" ADD COLUMN "summary" TEXT;
