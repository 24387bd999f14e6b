-- Attempts that are slowed at every instance, such as sign-ins.
-- CreateTable
CREATE TABLE "backoff_entries" (
    "key" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "backoff_entries_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "backoff_entries_last_at_idx" ON "backoff_entries"("last_at");
