-- Nothing reads these counts; the tries themselves are kept.
ALTER TABLE "tasks" DROP COLUMN "flaky_recoveries",
DROP COLUMN "failed_attempts";
