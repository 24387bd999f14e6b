import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const schemaMigrationExamples: SignatureExamples = {
  "liquibase/locked": {
    examples: [
      {
        text: "Unexpected error running Liquibase: Could not acquire change log lock.  Currently locked by orders-migrate-7-x2k (10.42.0.17) since 3/2/26, 10:04 PM",
        captures: { holder: "orders-migrate-7-x2k", address: "10.42.0.17" },
      },
      {
        text: "liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by build-4 (192.168.1.3) since 11/4/24, 9:31 AM",
        captures: { holder: "build-4", since: "11/4/24, 9:31 AM" },
      },
    ],
    nearMisses: [
      { text: "Successfully acquired change log lock" },
      { text: "Waiting for changelog lock...." },
    ],
  },
  "liquibase/checksum": {
    examples: [
      {
        text: "liquibase.exception.ValidationFailedException: Validation Failed:\n     1 changesets check sum\n          db/orders.xml::4::mara was: 8:655766efe026e9689e2527913fe7a252 but is now: 8:e13f295c7ef8e2d3c6b4903188ac0500\n",
        captures: { count: "1", changeset: "db/orders.xml::4::mara" },
      },
      {
        text: "          db/orders.sql::1::mara was: 9:962e2306f057dd0cf3f67e776affd420 but is now: 9:bb8193dd039b17484c6d8a2a8dcd5e1d",
        captures: { changeset: "db/orders.sql::1::mara" },
      },
    ],
    nearMisses: [{ text: "MD5 check sums were computed for 12 changesets" }],
  },
  "liquibase/duplicate-changeset": {
    examples: [
      {
        text: "Unexpected error running Liquibase: Validation Failed:\n     2 change sets had duplicate identifiers\n          db/base.sql::70::root\n          db/base.sql::73::root",
        captures: { count: "2", changeset: "db/base.sql::70::root" },
      },
    ],
    nearMisses: [{ text: "Found 2 changesets with identical content" }],
  },
  "liquibase/changeset-failed": {
    examples: [
      {
        text: 'liquibase.exception.MigrationFailedException: Migration failed for changeset db/orders.sql::0117::mara:\n     Reason: liquibase.exception.DatabaseException: ERROR: syntax error at or near "ad" [Failed SQL: (0) alter table orders ad x int]',
        captures: { changeset: "db/orders.sql::0117::mara" },
      },
    ],
    nearMisses: [{ text: "Running Changeset: db/orders.sql::0117::mara" }],
  },
  "liquibase/changelog-missing": {
    examples: [
      {
        text: "liquibase.exception.ChangeLogParseException: The file db/changelog.xml was not found in the configured search path:\n    - /liquibase",
        captures: { file: "db/changelog.xml" },
      },
    ],
    nearMisses: [{ text: "The file db/changelog.xml was parsed in 12 ms" }],
  },
  "flyway/checksum": {
    examples: [
      {
        text: "org.flywaydb.core.api.exception.FlywayValidateException: Validate failed: Migrations have failed validation\nMigration checksum mismatch for migration version 1.8\n-> Applied to database : 2047647734\n-> Resolved locally    : -1572553709. Either revert the changes to the migration, or run repair to update the schema history.",
        captures: { what: "checksum", version: "1.8" },
      },
    ],
    nearMisses: [{ text: "Successfully validated 42 migrations (execution time 00:00.061s)" }],
  },
  "flyway/earlier-failure": {
    examples: [
      {
        text: "Validate failed: Migrations have failed validation\nDetected failed migration to version 3 (add orders). Please remove any half-completed changes then run repair to fix the schema history.",
        captures: { version: "3 (add orders)" },
      },
      {
        text: "Schema `shop` contains a failed migration to version 2.1 !",
        captures: { version: "2.1" },
      },
    ],
    nearMisses: [{ text: 'Migrating schema "public" to version "3 - add orders"' }],
  },
  "flyway/history-differs": {
    examples: [
      {
        text: "Detected applied migration not resolved locally: 20240101. If you removed this migration intentionally, run repair to mark the migration as deleted.",
        captures: { what: "applied", version: "20240101" },
      },
      {
        text: "Detected resolved migration not applied to database: 1.5. To ignore this migration, set -ignoreMigrationPatterns='*:ignored'.",
        captures: { what: "resolved", version: "1.5" },
      },
    ],
    nearMisses: [{ text: "Current version of schema public: 20240101" }],
  },
  "flyway/version-twice": {
    examples: [
      {
        text: "org.flywaydb.core.api.FlywayException: Found more than one migration with version 7\nOffenders:\n-> V7__orders.sql (SQL)\n-> V7__items.sql (SQL)",
        captures: { version: "7" },
      },
    ],
    nearMisses: [{ text: "Found 7 migrations" }],
  },
  "flyway/not-empty": {
    examples: [
      {
        text: 'Found non-empty schema(s) "public" but no schema history table. Use baseline() or set baselineOnMigrate to true to initialize the schema history table.',
        captures: { schema: '"public"' },
      },
    ],
    nearMisses: [{ text: 'Creating Schema History table "public"."flyway_schema_history" ...' }],
  },
  "flyway/script-failed": {
    examples: [
      {
        text: "Migration V3__add_orders.sql failed\n-----------------------------------",
        captures: { script: "V3__add_orders.sql" },
      },
      {
        text: 'Migration of schema "public" to version "3 - add orders" failed! Changes successfully rolled back.',
        captures: { script: "3 - add orders" },
      },
    ],
    nearMisses: [{ text: "Successfully applied 3 migrations to schema" }],
  },
  "golang-migrate/dirty": {
    examples: [
      { text: "error: Dirty database version 63. Fix and force version.", captures: { version: "63" } },
    ],
    nearMisses: [{ text: "error: no migration found for version 63" }],
  },
};
