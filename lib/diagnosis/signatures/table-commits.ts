import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DELTA = "https://docs.delta.io/latest/concurrency-control.html";
const ICEBERG = "https://iceberg.apache.org/docs/latest/reliability/";
const HUDI = "https://hudi.apache.org/docs/concurrency_control";

/** Commits to Delta, Iceberg and Hudi tables that conflict or stay unknown, and what Hudi rejects. */
export const tableCommitSignatures: Signature[] = [
  {
    id: "delta/table-changed",
    title: "Delta table's schema or protocol changed during the write",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "schema_change", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /The (?<what>metadata|protocol version) of the Delta table has been changed by a concurrent update/,
        /(?<what>Metadata|Protocol)ChangedException/,
        /\[DELTA_(?<what>METADATA|PROTOCOL)_CHANGED\]/,
      ],
    },
    rootCause: "Another job changed the table's {what} while this one was writing, so its commit was refused",
    explanation:
      "Any change of columns, properties or table features conflicts with every write that started before. The protocol changes when several jobs create the table at once, or when somebody enables a feature or upgrades it.",
    checks: [
      "`DESCRIBE HISTORY` of the table at that time: `ALTER TABLE`, `SET TBLPROPERTIES`, schema evolution, or its creation",
    ],
    fixes: [
      "Rerun the write; nothing of it was committed",
      "Create the table and change its schema or properties in a step of its own, before the parallel writers start",
    ],
    docs: [DELTA],
  },
  {
    id: "iceberg/commit-conflict",
    title: "Concurrent commit to an Iceberg table",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /is not same as the current (?:table|view) metadata location '[^'\n]{1,400}' for (?<table>[\w.-]{1,200})/,
        /Cannot commit (?<table>[\w.-]{1,200}) because Glue detected concurrent update/,
        /CommitFailedException: (?:Cannot commit|Commit failed: Requirement failed|Requirement failed|Version \d{1,9} already exists|Glue detected)[^\n]{0,60}/,
        /Cannot commit changes based on stale (?:table )?metadata/,
        /ValidationException: (?:Cannot commit, missing data files|Missing required files to delete|Found new conflicting delete files)/,
      ],
      not: [/ICEBERG_COMMIT_ERROR|pyiceberg\./],
    },
    rootCause:
      "Another writer committed to the Iceberg table[[ `{table}`]] first, and the retries were used up",
    explanation:
      "Each commit swaps the pointer to the metadata, based on the version it started from. Iceberg retries (four times by default); `missing data files` means that compaction or a delete removed files this commit depends on, which no retry can fix.",
    checks: [
      "Snapshots committed at that time (`SELECT * FROM table.snapshots`): which other job, compaction or expiry",
    ],
    fixes: [
      "Rerun the job; nothing of it was committed",
      "Run writers, compaction and expiry of a table one after another, or on separate partitions",
      "Raise `commit.retry.num-retries` and `commit.retry.max-wait-ms` on the table",
    ],
    docs: [ICEBERG],
  },
  {
    id: "iceberg/commit-unknown",
    title: "Outcome of an Iceberg commit is unknown",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/CommitStateUnknownException/, /Cannot determine whether the commit was successful or not/],
    },
    rootCause:
      "The connection to the catalog broke during the commit, so it is unknown whether the data was committed",
    explanation:
      "Iceberg leaves the new files alone in that case, because deleting them would corrupt the table if the commit did succeed. A blind rerun of an append may duplicate the rows.",
    checks: [
      "The newest snapshot of the table (`SELECT * FROM table.snapshots ORDER BY committed_at DESC`): whether it is this job's",
      "The catalog's health at that time (metastore, Glue, REST catalog)",
    ],
    fixes: [
      "If the snapshot is there, do not rerun an append; otherwise rerun",
      "Make the write idempotent (overwrite by partition, or MERGE by key)",
      "Keep orphan file cleanup away until that is settled",
    ],
    docs: [ICEBERG],
  },
  {
    id: "iceberg/snapshot-gone",
    title: "Iceberg snapshot no longer exists",
    category: "upstream_missing_data",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot find (?:a )?(?:starting )?snapshot(?: with ID| with id|:)? ?(?<snapshot>\d{4,20})/,
        /Cannot find a snapshot older than (?<time>[^\n"]{4,60})/,
        /(?:Starting|Parent) snapshot (?:\(exclusive\) )?(?<snapshot>\d{4,20}) is not (?:a parent ancestor|an ancestor) of/,
        /Cannot load current offset at snapshot (?<snapshot>\d{4,20}), the snapshot was expired or removed/,
      ],
    },
    rootCause:
      "The Iceberg snapshot[[ {snapshot}]][[ before {time}]] that the job reads from was expired or never existed",
    explanation:
      "Incremental and streaming reads start at a stored snapshot. `expire_snapshots` removed it while the reader was behind, or the table was replaced.",
    checks: ["`SELECT * FROM table.snapshots` and `table.history`, and when `expire_snapshots` ran"],
    fixes: [
      "Start again from the current snapshot with a full load",
      "Keep snapshots longer than the reader may lag (`history.expire.max-snapshot-age-ms`, a tag)",
    ],
    docs: ["https://iceberg.apache.org/docs/latest/maintenance/"],
  },
  {
    id: "hudi/write-conflict",
    title: "Concurrent write to a Hudi table",
    category: "infrastructure",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /HoodieWriteConflictException/,
        /HoodieEarlyConflictDetectionException/,
        /[Cc]annot resolve conflicts for overlapping writes/,
      ],
    },
    rootCause: "Another writer changed the same file groups of the Hudi table, so this commit was refused",
    explanation:
      "With optimistic concurrency, two writers may not touch the same file group at once; the later commit fails and is rolled back.",
    checks: ["The timeline (`.hoodie/`): commits, compaction and clustering at that time, and who runs them"],
    fixes: [
      "Rerun the write",
      "Run the writers one after another, or let each write its own partitions",
      "Keep table services in one writer",
    ],
    docs: [HUDI],
  },
  {
    id: "hudi/lock",
    title: "Hudi could not get its lock",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /HoodieLockException: (?<reason>[^\n]{1,200})/,
        /Unable to acquire (?:the )?lock, lock object (?<reason>[^\n]{1,120})/,
      ],
    },
    rootCause: "Hudi could not acquire the table's lock: {reason}",
    explanation:
      "Another writer holds it, one that died left it behind, or the lock provider (DynamoDB, ZooKeeper, the metastore) is unreachable.",
    checks: ["Who holds the lock in the provider, and whether that writer is still running"],
    fixes: [
      "Retry when the other writer has finished; remove a lock whose owner is dead",
      "Raise `hoodie.write.lock.num_retries` and `hoodie.write.lock.wait_time_ms`",
    ],
    docs: [HUDI],
  },
  {
    id: "hudi/key",
    title: "Hudi record key is empty or missing",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /recordKey value(?:s)?: "?[^"\n]{0,100}"? for field(?:s)?: "?(?<field>[\w.,: ]{1,160}?)"? (?:cannot|can not) (?:be )?(?:entirely )?(?:null or empty|be null or empty)/,
        /HoodieKeyException: (?<reason>[^\n]{1,160})/,
        /The value of (?<field>[\w.]{1,160}) can not be null/,
      ],
    },
    rootCause: "Some records have no value in the key field[[ `{field}`]][[: {reason}]]",
    explanation:
      "Hudi identifies each row by `hoodie.datasource.write.recordkey.field` and orders versions by the precombine field; neither may be null.",
    checks: [
      "Rows where that field is null, and where they come from",
      "Whether the field was renamed at the source",
    ],
    fixes: [
      "Filter or fix these rows before writing",
      "Set the record key and precombine fields to columns that are always filled",
    ],
    docs: ["https://hudi.apache.org/docs/key_generation"],
  },
  {
    id: "hudi/schema",
    title: "Data does not fit the Hudi table's schema",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incoming batch schema is not compatible with the table's one/,
        /(?:MissingSchemaField|SchemaBackwardsCompatibility|SchemaCompatibility|HoodieSchema)Exception(?:: (?<reason>[^\n]{1,200}))?/,
        /Failed upsert schema compatibility check/,
      ],
    },
    rootCause: "The batch's schema is not compatible with the Hudi table's[[: {reason}]]",
    explanation:
      "Hudi accepts new nullable columns and wider types. A dropped or renamed column, or a narrower type, is refused.",
    checks: ["Columns and types of the batch against the schema of the last commit"],
    fixes: [
      "Cast or add the missing columns (as nulls) before writing",
      "Set `hoodie.datasource.write.reconcile.schema=true` to fill in missing columns",
    ],
    docs: ["https://hudi.apache.org/docs/schema_evolution"],
  },
  {
    id: "iceberg/lock-timeout",
    title: "Iceberg commit waited too long for the metastore lock",
    category: "warehouse_sql",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/Timed out after (?<ms>\d{1,12}) ms waiting for lock on (?<table>[\w.-]{1,200})/],
    },
    rootCause: "The commit to `{table}` waited {ms} ms for the Hive metastore's lock and gave up",
    explanation:
      "Only one writer at a time may commit through the Hive metastore. Another commit holds the lock, or a writer that died left it behind.",
    checks: [
      "`SHOW LOCKS {table} EXTENDED` in Hive: who holds the lock, and since when",
      "Other jobs that write the table at that time",
    ],
    fixes: [
      "If the holder no longer runs, release the lock: `UNLOCK TABLE {table}`, or delete it from the metastore's `HIVE_LOCKS`",
      "Let fewer jobs commit to the table at once, then rerun",
      "Raise `iceberg.hive.lock-timeout-ms`, or use locks without the metastore (`iceberg.engine.hive.lock-enabled=false`, Hive 4)",
    ],
  },
];
