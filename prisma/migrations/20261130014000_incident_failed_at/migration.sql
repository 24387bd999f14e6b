-- When an incident failed last, by the sender's clock; null for older incidents.
ALTER TABLE "incidents" ADD COLUMN "failed_at" TIMESTAMPTZ(3);
