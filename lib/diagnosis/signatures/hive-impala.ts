import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Hive statements and locks, Impala, Hadoop's file systems and codecs. */
export const hiveImpalaSignatures: Signature[] = [
  {
    id: "hive/insert-columns",
    title: "Hive: query and table have different columns",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot insert into target table because column number\/types are different/,
        /SemanticException \[Error 10044\]/,
      ],
      names: [
        /has (?<expected>\d{1,5}) columns, but query has (?<found>\d{1,5}) columns/,
        /are different '(?<clause>[^'\n]{1,120})'/,
      ],
    },
    rootCause:
      "The query does not deliver the columns of the target table[[: {found} instead of {expected}]]",
    explanation:
      "Hive's `INSERT` goes by position and wants every column of the table without static partitions, dynamic partition columns last. A column was added to the table or to `SELECT *`.",
    checks: ["`DESCRIBE` of target and source, and which changed since the last success"],
    fixes: [
      "List the columns in the query instead of `SELECT *`",
      "Add the new column to the table, or to the query (as `CAST(NULL AS TYPE)`)",
    ],
  },
  {
    id: "hive/alter-incompatible",
    title: "Hive: column types cannot be changed like this",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The following columns have types incompatible with the existing columns in their respective positions\s?:?\s{0,4}(?<columns>[\w, ]{0,160})/,
        /ORC split generation failed[\w :]{0,60}schema evolution/i,
        /ORC does not support type conversion from file type (?<from>\w{2,40})[^\n]{0,40} to reader type (?<to>\w{2,40})/,
      ],
    },
    rootCause:
      "The new column types do not fit the existing ones[[: {columns}]][[: {from} cannot be read as {to}]]",
    explanation:
      "The metastore compares old and new columns by position and allows only widening changes; a dropped or moved column makes all later ones differ.",
    checks: ["Old and new schema side by side, by position"],
    fixes: [
      "Add new columns at the end and keep the order",
      "For a real change of type, write the data into a new table",
      "`hive.metastore.disallow.incompatible.col.type.changes=false` lifts the check; only if the files really have the new types",
    ],
  },
  {
    id: "hive/dynamic-partitions",
    title: "Hive: dynamic partitions not allowed or too many",
    category: "configuration",
    alternatives: ["resource_exhausted", "warehouse_sql", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Dynamic partition strict mode requires at least one static partition column/,
        /tried to create too many dynamic partitions/,
        /Number of dynamic partitions created is (?<count>\d{1,9}), which is more than (?<limit>\d{1,9})/,
      ],
      names: [/controlled by (?<setting>hive\.exec\.max\.dynamic\.partitions(?:\.pernode)?)/],
    },
    rootCause:
      "The statement may not create its partitions[[: {count}, but only {limit} are allowed]][[ (`{setting}`)]]",
    explanation:
      "Hive limits partitions whose values come from the data, because a wrong column would create thousands. In strict mode, one partition must be given as a constant.",
    checks: [
      "How many distinct values the partition columns have in this run (null and time stamps are suspicious)",
    ],
    fixes: [
      "If the values are right: `SET hive.exec.dynamic.partition.mode=nonstrict`, or raise `hive.exec.max.dynamic.partitions` and `hive.exec.max.dynamic.partitions.pernode`",
      "Otherwise correct the partition column, or load in smaller portions",
    ],
  },
  {
    id: "hive/lock",
    title: "Hive: lock not acquired",
    category: "warehouse_sql",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Locks on the underlying objects cannot be acquired/,
        /Unable to acquire (?:IMPLICIT, )?(?<mode>EXCLUSIVE|SHARED)(?:, (?:EXCLUSIVE|SHARED))? lock (?<table>[\w@.=/-]{1,200})/,
      ],
      names: [/Unable to acquire (?:IMPLICIT, )?(?<mode>EXCLUSIVE|SHARED) lock (?<table>[\w@.=/-]{1,200})/],
      also: [/FAILED|[Hh]ive|acquire/],
    },
    rootCause: "Hive could not get its lock[[ on `{table}`]] because another statement holds one",
    explanation:
      "Statements lock the tables and partitions they read and write. A long load, or a client that died and left its lock, blocks others until the retries are used up.",
    checks: ["`SHOW LOCKS` and `SHOW TRANSACTIONS`: who holds it and since when"],
    fixes: [
      "Run again when the other statement is done; plan the jobs apart",
      "Remove a dead one with `ABORT TRANSACTIONS ID` or `UNLOCK TABLE`",
    ],
  },
  {
    id: "hive/not-transactional",
    title: "Hive: table or session is not transactional",
    category: "warehouse_sql",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Attempt to do update or delete (?:using transaction manager that does not support these operations|on table (?<table>[\w.]{1,200}) that (?:is not transactional|does not use an AcidOutputFormat))/,
      ],
    },
    rootCause:
      "`UPDATE`, `DELETE` and `MERGE` need a transactional table and transaction manager[[; `{table}` is not one]]",
    explanation:
      "Only tables with `transactional=true` in ORC can change rows, in sessions with the `DbTxnManager`.",
    checks: ["`SHOW CREATE TABLE` and `SET hive.txn.manager`"],
    fixes: [
      "Set `hive.support.concurrency=true` and `hive.txn.manager=org.apache.hadoop.hive.ql.lockmgr.DbTxnManager`, and use a transactional table",
      "Or rewrite the partition with `INSERT OVERWRITE`",
    ],
  },
  {
    id: "hive/client-protocol",
    title: "Hive client newer than the server",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Required field 'client_protocol' is unset!/] },
    rootCause: "The Hive JDBC driver speaks a newer protocol than the server",
    explanation:
      "The server does not know the protocol version that the client offers, so it sees none. Spark's Thrift server and older HiveServer2 do this with newer drivers.",
    checks: ["Version of `hive-jdbc` and of the server"],
    fixes: ["Use the `hive-jdbc` version of the server (or the driver of the distribution)"],
  },
  {
    id: "hive/already-exists",
    title: "Hive metastore: object already exists",
    category: "warehouse_sql",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /AlreadyExistsException\(message:(?<reason>[^\n)]{3,160})/,
        /metastore\.api\.AlreadyExistsException: (?<reason>[^\n]{3,160})/,
      ],
    },
    rootCause: "The table, partition or database exists already in the metastore[[: {reason}]]",
    explanation:
      "A statement without `IF NOT EXISTS` creates what an earlier run, or a second one at the same time, has created.",
    checks: ["Whether two runs overlap, and what the existing object contains"],
    fixes: [
      "Write `ADD IF NOT EXISTS PARTITION` or `CREATE TABLE IF NOT EXISTS`",
      "If it is left from a failed run, drop it and run again",
    ],
  },
  {
    id: "impala/daemon-unreachable",
    title: "Impala daemon lost during the query",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:due to|[Cc]ancelled due to) unreachable impalad\(s\): (?<host>[\w.:-]{1,160})/,
        /Failed to get minimum memory reservation[^\n]{0,80} unreachable/,
        /(?:Lost connection to|Failed to (?:reach|connect to)) (?:impalad|statestore)[\w ]{0,20} (?:at )?(?<host>[\w.:-]{3,160})/i,
      ],
    },
    rootCause: "The Impala daemon `{host}` could no longer be reached, so the query was cancelled",
    explanation:
      "The statestore did not hear from the daemon: it crashed, was killed for memory, or its machine or network failed. Impala does not go on without the fragments that ran there.",
    checks: ["Log and restarts of `impalad` on {host} at that time (`dmesg` for the OOM killer)"],
    fixes: [
      "Run the query again once the daemon is back",
      "If it was killed, lower `mem_limit` of the daemon or of the pools, or find the query that needs so much",
    ],
  },
  {
    id: "impala/memory",
    title: "Impala memory limit exceeded",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Failed to allocate row batch;?\s{0,4}(?<node>[A-Z_]{4,40}) \(id=\d{1,5}\) could not allocate (?<size>[\d.]{1,12} \w{1,2}) without exceeding limit/,
        /(?<node>[A-Z_]{4,40}) \(id=\d{1,5}\) could not allocate (?<size>[\d.]{1,12} \w{1,2}) without exceeding limit/,
        /Failed to increase reservation by (?<size>[\d.]{1,12} \w{1,2}) because it would exceed the applicable reservation limit/,
        /Rejected query from pool (?<pool>[\w.-]{1,120}): (?<reason>[^\n]{3,120})/,
      ],
      names: [/(?<scope>Process|Query\([\w:]{3,60}\)): memory limit exceeded/i],
    },
    rootCause: "The Impala query or daemon ran out of memory[[ at {node}]][[ (pool {pool})]]",
    explanation:
      "The query reached `MEM_LIMIT`, its pool's limit or that of the whole daemon. Usually joins without table statistics, skewed keys or many queries at once.",
    checks: [
      "Peak memory by node in the query's profile, and what else ran then",
      "`SHOW TABLE STATS` and `SHOW COLUMN STATS`: missing statistics are `-1`",
    ],
    fixes: [
      "`COMPUTE STATS` for the tables, so that joins are planned well",
      "Raise `MEM_LIMIT` or the pool's limit, or allow spilling (`SCRATCH_LIMIT`)",
      "Run fewer queries at once (admission control)",
    ],
  },
  {
    id: "hdfs/cluster-id",
    title: "HDFS data node belongs to another cluster",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Incompatible clusterIDs in (?<path>[^\s:]{1,200})/],
      names: [/namenode clusterID = (?<expected>[\w-]{3,60})/, /datanode clusterID = (?<found>[\w-]{3,60})/],
    },
    rootCause: "The data in `{path}` belongs to another HDFS cluster id than the name node's",
    explanation:
      "The name node was formatted again and got a new id, or the disk comes from another cluster. The data node refuses to join.",
    checks: ["`current/VERSION` on both sides, and whether someone ran `hdfs namenode -format`"],
    fixes: [
      "If the data is worthless (a test cluster), delete the data node's folder and restart it",
      "If the name node was formatted by mistake, restore its metadata instead; the blocks are still there",
    ],
  },
  {
    id: "hadoop/wrong-filesystem",
    title: "Path belongs to another file system",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Wrong FS: (?<path>[^\s,]{1,240}), expected: (?<expected>[^\s]{1,160})/,
        /Invalid URI for NameNode address \(check fs\.defaultFS\): (?<path>[^\s]{1,160})/,
        /No AbstractFileSystem configured for scheme: (?<scheme>\w{1,20})/,
      ],
    },
    rootCause:
      "The path does not belong to the configured file system[[: `{path}`]][[, expected {expected}]][[: `{scheme}` is not set up]]",
    explanation:
      "The code asked one file system (often the default, `fs.defaultFS`) for a path of another, or Hadoop's configuration was not loaded, so that the default is the local disk.",
    checks: ["`fs.defaultFS` and `HADOOP_CONF_DIR` where it runs"],
    fixes: [
      "Take the file system from the path: `path.getFileSystem(conf)` instead of `FileSystem.get(conf)`",
      "Set `fs.defaultFS`, or write paths with their scheme",
      "For a missing scheme add the connector and set `fs.AbstractFileSystem.SCHEME.impl`",
    ],
  },
  {
    id: "hadoop/codec-missing",
    title: "Hadoop: compression codec or native library missing",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /native (?<codec>\w{2,12}) library not available/,
        /Compression codec (?<class>[\w.$]{3,160}) (?:was )?not found/,
        /this version of libhadoop was built without (?<codec>\w{2,12}) support/,
        /Cannot load (?<codec>\w{2,12}) native(?: library)?|native-(?<library>lzo) library not available/,
      ],
    },
    rootCause: "The file's compression cannot be read here[[: no native {codec}]][[: no class `{class}`]]",
    explanation:
      "Some codecs need a native library, and LZO its own jar, on every machine that reads the files.",
    checks: ["`hadoop checknative -a` on the machine, and `io.compression.codecs`"],
    fixes: [
      "Install the library or jar on all nodes (`LD_LIBRARY_PATH`, `java.library.path` to Hadoop's `lib/native`)",
      "Or write the files with a codec that all readers have (gzip, zstd)",
    ],
  },
  {
    id: "hadoop/checksum",
    title: "Hadoop: checksum of a file is wrong",
    category: "data_quality",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Checksum error: (?<file>[^\s]{1,240}) at (?<offset>\d{1,15})/,
        /(?<file>(?:hdfs|s3a?|file|wasbs?|abfss?|gs):\/{1,3}[^\s]{1,240}) not a SequenceFile/,
      ],
    },
    rootCause: "The file `{file}` is damaged or was changed behind Hadoop's back[[ (offset {offset})]]",
    explanation:
      "Hadoop keeps checksums, for local files in a hidden `.NAME.crc` beside them. The file was edited without Hadoop, copied with an old checksum file, or damaged on disk.",
    checks: ["Whether a `.crc` file lies beside it and which is newer; disk errors (`dmesg`)"],
    fixes: [
      "If the file was changed on purpose, delete its `.crc` file",
      "Otherwise copy it again from the source (`hdfs fsck PATH` for blocks in HDFS)",
    ],
  },
  {
    id: "hadoop/input-missing",
    title: "Hadoop: input path does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Input Pattern (?<path>[^\s]{1,240}) matches 0 files/,
        /CopyListing\$InvalidInputException: (?<path>[^\s]{1,240}) doesn't exist/,
        /Input path does not exist: (?<path>\w{2,8}:\/{1,3}[^\s,]{1,240})/,
      ],
    },
    rootCause: "The input `{path}` does not exist",
    explanation:
      "The job reads a folder or pattern that has no files: the step before has not written it yet, wrote elsewhere, or the date in the path is wrong.",
    checks: ["`hdfs dfs -ls` of the folder above, and whether the step before succeeded"],
    fixes: ["Wait for or run the step that writes it, then run again", "Correct path or date"],
  },
];
