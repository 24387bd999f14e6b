import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const hiveImpalaExamples: SignatureExamples = {
  "hive/insert-columns": {
    examples: [
      {
        text: "FAILED: SemanticException [Error 10044]: Line 1:18 Cannot insert into target table because column number/types are different 'dt': Table insclause-0 has 8 columns, but query has 9 columns.",
        captures: { expected: "8", found: "9" },
      },
    ],
    nearMisses: [{ text: "FAILED: SemanticException [Error 10001]: Line 1:14 Table not found 'crates'" }],
  },
  "hive/alter-incompatible": {
    examples: [
      {
        text: "Unable to alter table. The following columns have types incompatible with the existing columns in their respective positions :\nfee,tax",
        captures: { columns: "fee,tax" },
      },
    ],
    nearMisses: [{ text: "Unable to alter table. Table crates does not exist" }],
  },
  "hive/dynamic-partitions": {
    examples: [
      {
        text: "FAILED: SemanticException [Error 10096]: Dynamic partition strict mode requires at least one static partition column. To turn this off set hive.exec.dynamic.partition.mode=nonstrict",
      },
      {
        text: "Fatal error occurred when node tried to create too many dynamic partitions. The maximum number of dynamic partitions is controlled by hive.exec.max.dynamic.partitions and hive.exec.max.dynamic.partitions.pernode.",
        captures: { setting: "hive.exec.max.dynamic.partitions" },
      },
    ],
    nearMisses: [{ text: "Loading data to table harbour.crates partition (dt=null)" }],
  },
  "hive/lock": {
    examples: [
      {
        text: "Unable to acquire EXCLUSIVE lock harbour@crates after 100 attempts.\nFAILED: Error in acquiring locks: Locks on the underlying objects cannot be acquired. retry after some time",
        captures: { table: "harbour@crates" },
      },
    ],
    nearMisses: [{ text: 'ERROR: could not obtain lock on row in relation "crates"' }],
  },
  "hive/not-transactional": {
    examples: [
      {
        text: "FAILED: SemanticException [Error 10294]: Attempt to do update or delete using transaction manager that does not support these operations.",
      },
      {
        text: "FAILED: SemanticException [Error 10297]: Attempt to do update or delete on table harbour.crates that is not transactional",
        captures: { table: "harbour.crates" },
      },
    ],
    nearMisses: [{ text: "DELETE is only supported with v2 tables." }],
  },
  "hive/client-protocol": {
    examples: [
      {
        text: "Error: Could not open client transport: Required field 'client_protocol' is unset! Struct:TOpenSessionReq(client_protocol:null, configuration:{use:database=default})",
      },
    ],
    nearMisses: [{ text: "Required field 'message' is missing" }],
  },
  "hive/already-exists": {
    examples: [
      {
        text: "AlreadyExistsException(message:Partition already exists: Partition(values:[2024-06-30], dbName:harbour, tableName:crates))",
      },
    ],
    nearMisses: [{ text: "NoSuchObjectException(message:harbour.crates table not found)" }],
  },
  "impala/daemon-unreachable": {
    examples: [
      {
        text: "Failed due to unreachable impalad(s): worker-4.harbour:27000",
        captures: { host: "worker-4.harbour:27000" },
      },
      { text: "Cancelled due to unreachable impalad(s): worker-7:22000" },
    ],
    nearMisses: [{ text: "Cancelled from Impala's debug web interface" }],
  },
  "impala/memory": {
    examples: [
      {
        text: "Memory limit exceeded: Failed to allocate row batch; EXCHANGE_NODE (id=7) could not allocate 8.00 KB without exceeding limit. Process: memory limit exceeded",
        captures: { node: "EXCHANGE_NODE", size: "8.00 KB" },
      },
    ],
    nearMisses: [{ text: "Code: 241. DB::Exception: Memory limit (total) exceeded: would use 9.50 GiB" }],
  },
  "hdfs/cluster-id": {
    examples: [
      {
        text: "java.io.IOException: Incompatible clusterIDs in /data/1/dfs/dn: namenode clusterID = CID-41ab; datanode clusterID = CID-90fe",
        captures: { path: "/data/1/dfs/dn", expected: "CID-41ab", found: "CID-90fe" },
      },
    ],
    nearMisses: [
      {
        text: "kafka.common.InconsistentClusterIdException: The Cluster ID 41ab doesn't match stored clusterId",
      },
    ],
  },
  "hadoop/wrong-filesystem": {
    examples: [
      {
        text: "java.lang.IllegalArgumentException: Wrong FS: s3a://harbour-lake/stage/2024, expected: hdfs://nameservice1",
        captures: { path: "s3a://harbour-lake/stage/2024", expected: "hdfs://nameservice1" },
      },
      {
        text: "org.apache.hadoop.fs.UnsupportedFileSystemException: fs.AbstractFileSystem.abfs.impl=null: No AbstractFileSystem configured for scheme: abfs",
        captures: { scheme: "abfs" },
      },
    ],
    nearMisses: [
      { text: 'org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"' },
    ],
  },
  "hadoop/codec-missing": {
    examples: [
      {
        text: "java.lang.RuntimeException: native snappy library not available: this version of libhadoop was built without snappy support.",
        captures: { codec: "snappy" },
      },
      {
        text: "java.lang.IllegalArgumentException: Compression codec com.hadoop.compression.lzo.LzoCodec not found.",
        captures: { class: "com.hadoop.compression.lzo.LzoCodec" },
      },
    ],
    nearMisses: [
      {
        text: "WARN util.NativeCodeLoader: Unable to load native-hadoop library for your platform... using builtin-java classes where applicable",
      },
    ],
  },
  "hadoop/checksum": {
    examples: [
      {
        text: "org.apache.hadoop.fs.ChecksumException: Checksum error: file:/data/spool/crates.seq at 118272 exp: -1422 got: 88121",
        captures: { file: "file:/data/spool/crates.seq", offset: "118272" },
      },
      { text: "java.io.IOException: hdfs://nn/harbour/2024/crates.seq not a SequenceFile" },
    ],
    nearMisses: [{ text: "Checksum error in row 41" }],
  },
  "hadoop/input-missing": {
    examples: [
      {
        text: "org.apache.hadoop.mapred.InvalidInputException: Input Pattern hdfs://nn1/harbour/crates/20240507/*.gz matches 0 files",
        captures: { path: "hdfs://nn1/harbour/crates/20240507/*.gz" },
      },
      {
        text: "distcp: org.apache.hadoop.tools.CopyListing$InvalidInputException: hdfs://old-nn/harbour/2019 doesn't exist",
        captures: { path: "hdfs://old-nn/harbour/2019" },
      },
    ],
    nearMisses: [{ text: "Output directory hdfs://nn1/harbour/out already exists" }],
  },
};
