import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const ormMigrationExamples: SignatureExamples = {
  "alembic/revision-unknown": {
    examples: [
      {
        text: "alembic.util.exc.CommandError: Can't locate revision identified by '5f2621c13b39'",
        captures: { revision: "5f2621c13b39" },
      },
    ],
    nearMisses: [
      { text: "INFO  [alembic.runtime.migration] Running upgrade 6d366a41b4be -> 958a9495162d" },
      { text: "Can't locate DBI.pm in @INC" },
    ],
  },
  "alembic/multiple-heads": {
    examples: [
      {
        text: "alembic.util.exc.CommandError: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
        captures: { argument: "head" },
      },
      {
        text: "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the branches using alembic merge.",
      },
    ],
    nearMisses: [{ text: "958a9495162d (head)" }],
  },
  "alembic/not-up-to-date": {
    examples: [
      { text: "ERROR [alembic.util.messaging] Target database is not up to date." },
      {
        text: "FAILED: New upgrade operations detected: [('add_column', None, 'orders', Column('tier', String(), table=<orders>))]",
      },
    ],
    nearMisses: [{ text: "No new upgrade operations detected." }],
  },
  "django/migrations-conflict": {
    examples: [
      {
        text: "CommandError: Conflicting migrations detected; multiple leaf nodes in the migration graph: (0012_tier, 0012_region in orders).\nTo fix them run 'python manage.py makemigrations --merge'",
        captures: { leaves: "0012_tier, 0012_region in orders" },
      },
      {
        text: "django.db.migrations.exceptions.NodeNotFoundError: Migration orders.0013_auto dependencies reference nonexistent parent node ('orders', '0012_tier')",
        captures: { migration: "orders.0013_auto" },
      },
    ],
    nearMisses: [{ text: "No migrations to apply." }],
  },
  "django/migration-history": {
    examples: [
      {
        text: "django.db.migrations.exceptions.InconsistentMigrationHistory: Migration admin.0001_initial is applied before its dependency users.0001_initial on database 'default'.",
        captures: {
          migration: "admin.0001_initial",
          dependency: "users.0001_initial",
          database: "default",
        },
      },
    ],
    nearMisses: [{ text: "Applying admin.0001_initial... OK" }],
  },
  "prisma/failed-migration": {
    examples: [
      {
        text: "Error: P3009\n\nmigrate found failed migrations in the target database, new migrations will not be applied. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve\nThe `20240115120000_add_tier` migration started at 2024-01-15 12:00:11.2 UTC failed",
      },
      {
        text: "The `20240115120000_add_tier` migration started at 2024-01-15 12:00:11.2 UTC failed",
        captures: { migration: "20240115120000_add_tier" },
      },
    ],
    nearMisses: [{ text: "3 migrations found in prisma/migrations" }],
  },
  "prisma/migration-failed": {
    examples: [
      {
        text: 'Error: P3018\n\nA migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve\n\nMigration name: 20240115120000_add_tier\n\nDatabase error code: 42701\n\nDatabase error:\nERROR: column "tier" is there twice',
        captures: { migration: "20240115120000_add_tier", code: "42701" },
      },
      {
        text: "Error: P3006\n\nMigration `20240115120000_add_tier` failed to apply cleanly to the shadow database.",
        captures: { migration: "20240115120000_add_tier" },
      },
    ],
    nearMisses: [{ text: "All migrations have been successfully applied." }],
  },
  "prisma/not-empty": {
    examples: [
      {
        text: "Error: P3005\n\nThe database schema is not empty. Read more about how to baseline an existing production database: https://pris.ly/d/migrate-baseline",
      },
    ],
    nearMisses: [{ text: "The database schema is up to date." }],
  },
};
