import type { Signature } from "@/lib/diagnosis/signatures/signature";

const LIQUIBASE = "https://docs.liquibase.com/concepts";
const FLYWAY = "https://documentation.red-gate.com/flyway";

/** Schema migrations with Liquibase and Flyway. */
export const schemaMigrationSignatures: Signature[] = [
  {
    id: "liquibase/locked",
    title: "Liquibase: change log lock is held",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not acquire change ?log lock\. {1,4}Currently locked by (?<holder>[\w.:-]{1,160})(?: \((?<address>[^)\n]{1,80})\))? since (?<since>[^\n]{3,40})/,
        /Could not acquire change ?log lock/,
      ],
    },
    rootCause:
      "The lock in `DATABASECHANGELOGLOCK` is still held[[ by `{holder}`]][[ ({address})]][[ since {since}]]",
    explanation:
      "Liquibase sets a row in that table while it updates and clears it at the end. A process that was killed during a changeset leaves the row, and later runs wait in vain. The database itself is fine.",
    checks: [
      "Whether `{holder}` still runs a migration: its pod or process, and the database's sessions",
      "`SELECT * FROM DATABASECHANGELOGLOCK`",
      "Which changeset it was running: the last `Running Changeset` line and the newest row of `DATABASECHANGELOG`",
    ],
    fixes: [
      "Make sure that no migration is running any more, and clean up what the interrupted changeset left (a half-built index, a created table)",
      "Release the lock: `liquibase release-locks`, or `UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKGRANTED = NULL, LOCKEDBY = NULL WHERE ID = 1`",
      "Run the migration again, as a job that is neither preempted nor stopped by a startup probe",
    ],
    docs: [`${LIQUIBASE}/tracking-tables/databasechangeloglock-table.html`],
  },
  {
    id: "liquibase/checksum",
    title: "Liquibase: changeset was edited after it ran",
    category: "code_bug",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Validation Failed:\s{1,12}(?<count>\d{1,6}) change ?sets? check sum\s{1,20}(?<changeset>[^\n]{3,240}?) was: \d{1,2}:/,
        /^\s{0,40}(?<changeset>[^\s:][^\n]{3,240}?) was: \d{1,2}:[0-9a-f]{8,40} but is now: /m,
      ],
    },
    rootCause: "The changeset `{changeset}` differs from what was applied to this database",
    explanation:
      "Liquibase compares each changeset with the checksum stored in `DATABASECHANGELOG`. Somebody edited a file that had already run, or its line endings, or a Liquibase upgrade computes checksums anew. Nothing of this update was applied.",
    checks: [
      "`git log -p` of the changeset's file since it was applied",
      "Whether Liquibase was upgraded: the digit before the checksum's colon is its version",
    ],
    fixes: [
      "Restore the changeset as it was applied, and put the change into a new changeset",
      "If the edit changes nothing in the database: `liquibase clear-checksums`, or add `<validCheckSum>` to that changeset",
      "Set `runOnChange` for views and procedures",
    ],
    docs: [`${LIQUIBASE}/changelogs/changeset-checksums.html`],
  },
  {
    id: "liquibase/duplicate-changeset",
    title: "Liquibase: two changesets have the same id",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<count>\d{1,6}) change ?sets? had duplicate identifiers\s{0,20}(?<changeset>[^\n]{0,240})/,
      ],
    },
    rootCause: "Two changesets have the same id, author and file[[: `{changeset}`]]",
    explanation:
      "The three together identify a changeset. Usually a block was copied, or two branches with the same number were merged.",
    checks: ["The id in the file that the message names, and files that are included twice"],
    fixes: [
      "Give the newer one, which has not run anywhere, another id",
      "Remove the second `include` of the same file",
    ],
    docs: [`${LIQUIBASE}/changelogs/changeset.html`],
  },
  {
    id: "liquibase/changeset-failed",
    title: "Liquibase: a changeset failed",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Migration failed for change ?set (?<changeset>[^\n]{3,200}?):\s{1,20}Reason: (?:liquibase\.exception\.\w{3,60}: )?(?<reason>[^\n]{3,240})/,
        /Migration failed for change ?set (?<changeset>[^\n]{3,200}?):?(?:\n|$)/,
      ],
    },
    rootCause: "The changeset `{changeset}` failed[[: {reason}]]",
    explanation:
      "The database rejected the statement that the message shows after `Failed SQL`. Where DDL cannot be rolled back (MySQL, Oracle), earlier statements of the changeset remain.",
    checks: ["The failed SQL, by hand on the same database", "What of the changeset is already there"],
    fixes: [
      "Correct the changeset; it did not run, so it may be edited",
      "Undo by hand what it left, or add a precondition (`onFail: MARK_RAN`) if the object is wanted as it is",
      "Grant the migration's user what is missing",
    ],
    docs: [`${LIQUIBASE}/changelogs/preconditions.html`],
  },
  {
    id: "liquibase/changelog-missing",
    title: "Liquibase: changelog file not found",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The file (?<file>[^\s]{1,240}) was not found in (?:the configured search path|-? ?Specifying)/,
        /ChangeLogParseException: (?:The file )?(?<file>[^\s:]{1,240}) does not exist/,
        /Cannot find changelog location: (?<file>[^\n]{1,200})/,
      ],
    },
    rootCause: "Liquibase does not find the changelog `{file}`",
    explanation:
      "Paths are relative to the search path, not to the working directory, and are stored in `DATABASECHANGELOG`: another path would also run every changeset again.",
    checks: ["`searchPath` or the class path, and whether the image contains the file"],
    fixes: [
      "Set `--search-path` (or mount the folder), and keep `changelogFile` relative to it",
      "Use `relativeToChangelogFile: true` in includes",
    ],
  },
  {
    id: "flyway/checksum",
    title: "Flyway: migration was edited after it ran",
    category: "code_bug",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Migration (?<what>checksum|description|type) mismatch for migration (?:version )?(?<version>[\w.]{1,60})/,
      ],
    },
    rootCause: "Migration `{version}` differs from what was applied to this database ({what})",
    explanation:
      "Flyway compares each file with the schema history table. Somebody edited a migration that had already run, changed its line endings, or Flyway was upgraded over several versions.",
    checks: ["`git log -p` of the migration's file", "`flyway info` for the state of each migration"],
    fixes: [
      "Restore the file as it was applied, and put the change into a new version",
      "If the database already is as the file says: `flyway repair`, then `flyway migrate`",
      "Fix line endings with `.gitattributes` (`*.sql text eol=lf`)",
    ],
    docs: [FLYWAY],
  },
  {
    id: "flyway/earlier-failure",
    title: "Flyway: an earlier migration is marked as failed",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Detected failed (?:repeatable )?migration (?:to version )?(?<version>[\w.]{1,60}(?: \([^)\n]{1,120}\))?)/,
        /Schema [^\n]{1,120} contains a failed (?:repeatable )?migration to version (?<version>[\w.]{1,60})/,
      ],
    },
    rootCause: "An earlier run of migration `{version}` failed, and Flyway waits until that is cleaned up",
    explanation:
      "On databases without transactional DDL (MySQL, Oracle) a failed migration leaves its first statements and a failed row in the schema history. Later runs refuse to continue.",
    checks: ["The earlier run's error", "Which of its statements took effect"],
    fixes: [
      "Undo by hand what the migration left, and correct its file",
      "Remove the failed row with `flyway repair`, then run `flyway migrate`",
    ],
    docs: [FLYWAY],
  },
  {
    id: "flyway/history-differs",
    title: "Flyway: files and schema history do not agree",
    category: "configuration",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Detected (?<what>applied) migration not resolved locally: (?<version>[^\n]{1,80}?)(?:\. If|\.?\n|\.?$)/,
        /Detected (?<what>resolved) (?:repeatable )?migration not applied to database: (?<version>[^\n]{1,80}?)(?:\. To|\.?\n|\.?$)/,
      ],
    },
    rootCause: "Migration `{version}` is {what}, but the other side, files or schema history, lacks it",
    explanation:
      "Applied but not resolved: this version of the application lacks a migration that the database has, because of a rollback, a deleted file or a wrong location. Resolved but not applied: a lower number was merged after a higher one had run.",
    checks: ["`flyway info`", "`flyway.locations`, and which release applied `{version}`"],
    fixes: [
      "Deploy the release that contains the migration, or bring the file back",
      "Give the late migration a higher number, or run once with `-outOfOrder=true`",
      'Ignore it knowingly with `-ignoreMigrationPatterns="*:missing"`',
    ],
    docs: [FLYWAY],
  },
  {
    id: "flyway/version-twice",
    title: "Flyway: two migrations have the same version",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Found more than one migration with version (?<version>[\w.]{1,60})/] },
    rootCause: "Two migration files have version `{version}`",
    explanation: "Two branches used the same number, or old build output is still on the class path.",
    checks: ["The offenders that the message lists"],
    fixes: [
      "Give the file that has not run anywhere the next number",
      "Clean the build (`mvn clean`, `gradle clean`); use timestamps as versions",
    ],
    docs: [FLYWAY],
  },
  {
    id: "flyway/not-empty",
    title: "Flyway: schema has tables but no history",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Found non-empty schema(?:\(s\))? (?<schema>["'`]?[\w".,` ]{1,160}?["'`]?) (?:but no|without) (?:schema history|metadata) table/,
      ],
    },
    rootCause: "The schema {schema} already has objects but no schema history table",
    explanation:
      "Flyway has never run there: the database was built otherwise, restored without the history table, or the URL or default schema is wrong.",
    checks: ["URL and `defaultSchema`, and whether `flyway_schema_history` is in another schema"],
    fixes: [
      "Correct the URL or schema if it is the wrong database",
      "Run `flyway baseline -baselineVersion=N` with the version the schema is at, then migrate",
    ],
    docs: [FLYWAY],
  },
  {
    id: "flyway/script-failed",
    title: "Flyway: a migration script failed",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:Migration|Script) (?<script>[VRU][\w.-]{1,160}\.\w{2,6}) failed/,
        /Migration of schema [^\n]{1,120} to version "?(?<script>[^"\n]{1,160}?)"? failed!/,
      ],
    },
    rootCause: "The database rejected a statement of the migration `{script}`",
    explanation:
      "`SQL State`, `Message`, `Location` and `Line` below this line say which statement and why. PostgreSQL and SQL Server roll the script back; MySQL and Oracle keep what ran before.",
    checks: ["The statement at that line, by hand on the same database"],
    fixes: [
      "Correct the script; it has not been applied",
      "On MySQL or Oracle, undo its first statements and run `flyway repair`",
    ],
    docs: [FLYWAY],
  },
  {
    id: "golang-migrate/dirty",
    title: "Schema marked dirty by a failed migration (golang-migrate)",
    category: "warehouse_sql",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Dirty database version (?<version>\d{1,20})\. Fix and force version/] },
    rootCause: "An earlier run of migration {version} failed halfway and left the schema marked dirty",
    explanation:
      "golang-migrate sets a mark in `schema_migrations` before it runs a migration and clears it afterwards. As long as the mark is set, it refuses to run anything.",
    checks: [
      "What of migration {version} was applied, and why it failed: the log of the first run",
      "`SELECT * FROM schema_migrations`",
    ],
    fixes: [
      "Undo or finish migration {version} by hand, then set the version: `migrate force {version}` if it is complete, otherwise the version before it",
      "Correct the migration before running it again",
    ],
  },
];
