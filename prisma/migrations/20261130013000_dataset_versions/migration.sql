-- AlterTable
ALTER TABLE "dataset_writes" ADD COLUMN     "version" TEXT;
