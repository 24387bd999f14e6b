-- One row: what the whole installation has in common.
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1 CHECK ("id" = 1),
    "key_check" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);
