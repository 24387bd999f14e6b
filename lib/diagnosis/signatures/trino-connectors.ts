import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://trino.io/docs/current";

/** Trino, Presto and Athena: metastore, table metadata, storage and remote databases behind a catalog. */
export const trinoConnectorSignatures: Signature[] = [
  {
    id: "trino/storage-descriptor",
    title: "Catalog table has no storage descriptor (Athena, Glue)",
    category: "configuration",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Required Table Storage Descriptor is not populated)/,
        /(?<what>Table storage descriptor is missing SerDe info)/,
        /(?<what>Table is missing storage descriptor)/,
        /(?<what>StorageDescriptor#InputFormat cannot be null|TableType cannot be null)/,
      ],
    },
    rootCause: "The catalog's table definition is incomplete: {what}",
    explanation:
      "A table in the Glue catalog was created without a format or type (by API or Terraform, or by a crawler from a source such as DynamoDB), so the engine does not know how to read it.",
    checks: [
      "`aws glue get-table`: `StorageDescriptor` (InputFormat, SerdeInfo) and `TableType`",
      "Who created the table",
    ],
    fixes: [
      "Set `TableType` (`EXTERNAL_TABLE`), InputFormat and SerdeInfo, or create the table with DDL",
      "Exclude tables from queries over `information_schema` until they are fixed",
    ],
    docs: ["https://docs.aws.amazon.com/athena/latest/ug/troubleshooting-athena.html"],
  },
  {
    id: "trino/metastore",
    title: "Metastore or catalog service failed (Trino)",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration", "auth_permission"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:name=|\b)(?:HIVE_METASTORE_ERROR|ICEBERG_CATALOG_ERROR|CATALOG_STORE_ERROR|DELTA_LAKE_METASTORE_ERROR)(?:, message="|: )(?<what>[^"\n]{1,240})/,
        /(?<what>Failed connecting to Hive metastore(?:: | using any of the URIs)[^\n"]{1,120})/,
      ],
      not: [/Storage Descriptor|storage descriptor/],
    },
    rootCause: "The catalog's metastore failed or did not answer: {what}",
    explanation:
      "Trino asks the Hive metastore, Glue or a REST catalog for each table. It was down or overloaded, its database was, or it rejected the call.",
    checks: [
      "Whether the metastore was up and its log at that time",
      "Its address (`hive.metastore.uri`, `iceberg.rest-catalog.uri`) in the catalog file",
    ],
    fixes: [
      "Retry the query",
      "Restart or scale the metastore; cache metadata (`hive.metastore-cache-ttl`)",
      "Fix the address or the catalog's credentials",
    ],
    docs: [`${DOCS}/object-storage/metastores.html`],
  },
  {
    id: "trino/column-type",
    title: "Column type of a file differs from the table's (Trino, Athena)",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Field (?<column>[\w.$-]{1,160})'s type (?<found>[\w() ,]{1,60}) in parquet file (?<file>[^\s]{1,300}) is incompatible with type (?<type>[\w() ,<>:]{1,120}) defined in table schema/,
        /Unsupported (?:Trino|Presto) column type \((?<type>[^()\n]{1,80}(?:\([^()\n]{1,20}\))?)\) for Parquet column \(\[(?<column>[^\]\n]{1,160})\] (?<found>[^\n"]{1,80})/,
        /Cannot read SQL type '?(?<type>[\w() ,]{1,80}?)'? from ORC stream '?(?<column>[\w.]{1,160})'? of type (?<found>[\w()]{1,40})/,
      ],
    },
    rootCause: "Column `{column}` is {found} in the file[[ `{file}`]], but {type} in the table",
    explanation:
      "Each Parquet or ORC file carries its own types, and the engine converts only a few. The producer changed the type, or wrote it differently this time (all nulls, integers with missing values as floats).",
    checks: [
      "The file's schema (`parquet-tools schema`) against `show create table`",
      "From which partition on the type differs, and what changed in the producer then",
    ],
    fixes: [
      "Cast explicitly in the producer and rewrite the differing files",
      "Change the column's type in the table if the new type is right, and migrate old partitions",
    ],
    docs: [`${DOCS}/connector/hive.html`],
  },
  {
    id: "trino/storage-denied",
    title: "Table's storage denied access (Trino, Athena)",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:name=|\b)(?:HIVE|ICEBERG|DELTA_LAKE|HUDI)_(?:FILESYSTEM_ERROR|CANNOT_OPEN_SPLIT|WRITER_OPEN_ERROR|WRITER_CLOSE_ERROR|WRITER_DATA_ERROR|CURSOR_ERROR|METASTORE_ERROR|UNKNOWN_ERROR|BAD_DATA)\b/,
        /Error opening (?:Hive|Iceberg|Hudi) split/,
        /Failed (?:to list directory|checking path): /,
      ],
      also: [
        /Access ?Denied|Status Code: 403|\b403 Forbidden|AuthorizationPermissionMismatch|storage\.objects\.\w{3,12} access|not authorized to perform/i,
      ],
    },
    rootCause: "The catalog's identity may not read or write the table's files in the object store",
    explanation:
      "The metastore lists the table, but the storage refuses the identity that the workers use (an instance role, the catalog's keys, or the caller for Athena). Encrypted buckets also take permission on the key.",
    checks: [
      "Which identity the catalog uses (`s3.iam-role`, keys, workload identity), and its policy on the path in the message",
      "The bucket's policy and KMS key, and Lake Formation for registered locations",
    ],
    fixes: [
      "Grant the catalog's role or key read (and write) on the bucket and prefix: `s3:GetObject`, `s3:ListBucket`, `s3:PutObject`, `kms:Decrypt`",
      "Correct the credentials in `etc/catalog/NAME.properties` (`s3.iam-role`, `s3.aws-access-key`)",
    ],
    docs: [`${DOCS}/object-storage.html`],
  },
  {
    id: "trino/storage-failed",
    title: "Storage failed while reading or writing a table (Trino)",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration", "rate_limit"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:name=|\b)(?:HIVE|ICEBERG|DELTA_LAKE|HUDI)_(?:FILESYSTEM_ERROR|WRITER_(?:OPEN|CLOSE|DATA)_ERROR|WRITE_VALIDATION_FAILED|DATABASE_LOCATION_ERROR)(?:, message="|: )(?<what>[^"\n]{1,240})/,
        /(?:name=|\b)HIVE_DATABASE_LOCATION_ERROR(?:, message="|: )(?<what>[^"\n]{1,240})/,
      ],
    },
    rootCause: "The object store failed under the query: {what}",
    explanation:
      "Listing, opening or closing files failed: throttling, timeouts, a missing bucket or folder, or a worker without disk space for staging.",
    checks: [
      "The cause below the message: status code and path",
      "Requests per second on that prefix, and free disk on the workers",
    ],
    fixes: [
      "Retry the query",
      "Fix the schema's or table's location",
      "Write fewer, larger files; raise `s3.max-connections`",
    ],
    docs: [`${DOCS}/object-storage.html`],
  },
  {
    id: "trino/path-exists",
    title: "Target folder is not empty (Trino, Athena)",
    category: "configuration",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Target directory for (?:table|new partition) '?[^'\n]{1,200}'?(?: of table '[^'\n]{1,200}')? already exists: (?<path>[^\s"]{1,300})/,
        /HIVE_PATH_ALREADY_EXISTS(?:, message="|: )(?<message>[^"\n]{1,240})/,
        /target directory already exists: (?<path>[^\s"]{1,300})/,
      ],
    },
    rootCause: "The folder[[ `{path}`]] that the new table should use already exists[[: {message}]]",
    explanation:
      "An earlier run left its files behind: dropping an external table keeps its data, and a failed or repeated CREATE TABLE AS does not clean up.",
    checks: ["What is in the folder, and whether another table points to it"],
    fixes: [
      "Delete the leftover files, then rerun",
      "Write to a location per run, or drop the table together with its data in the job",
    ],
    docs: ["https://docs.aws.amazon.com/athena/latest/ug/ctas-considerations-limitations.html"],
  },
  {
    id: "trino/table-metadata",
    title: "Table metadata unusable (Trino, Athena)",
    category: "configuration",
    alternatives: ["schema_change", "infrastructure", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:name=|\b)(?:HIVE_(?:INVALID_METADATA|SERDE_NOT_FOUND|TABLE_OFFLINE|PARTITION_OFFLINE|TABLE_NOT_READABLE|PARTITION_NOT_READABLE|CORRUPTED_COLUMN_STATISTICS|UNKNOWN_COLUMN_STATISTIC_TYPE|UNKNOWN_ERROR)|ICEBERG_INVALID_METADATA|DELTA_LAKE_(?:INVALID_SCHEMA|INVALID_TABLE)|UNSUPPORTED_TABLE_TYPE|HUDI_(?:BAD_DATA|INVALID_METADATA|SCHEMA_ERROR))(?:, message="|: )(?<what>[^"\n]{1,240})/,
        /(?<what>Table '[^'\n]{1,200}' is offline for Presto[^\n"]{0,100})/,
      ],
      not: [/Storage Descriptor|storage descriptor/, /Access ?Denied|Status Code: 403/i],
    },
    rootCause: "The engine cannot use the table's metadata: {what}",
    explanation:
      "The catalog entry or the format's own metadata is missing, corrupt, offline, or of a format that this catalog does not handle.",
    checks: [
      "`show create table`, and the metadata files under the table's location",
      "What wrote, moved or restored the table last",
    ],
    fixes: [
      "Register the table again (`system.register_table`) with valid metadata",
      "Query it through the catalog for its format, or restore the metadata",
    ],
    docs: [`${DOCS}/connector/iceberg.html`],
  },
  {
    id: "trino/remote-database",
    title: "Database behind a Trino catalog reported an error",
    category: "infrastructure",
    alternatives: ["network_timeout", "auth_permission", "warehouse_sql", "schema_change"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /name=(?:JDBC_ERROR|JDBC_NON_TRANSIENT_ERROR|MONGO_\w{3,40}|ELASTICSEARCH_\w{3,40}|OPENSEARCH_\w{3,40}|CASSANDRA_\w{3,40}|KAFKA_\w{3,40}|REDIS_\w{3,40}|BIGQUERY_\w{3,40}|CLICKHOUSE_\w{3,40}|PINOT_\w{3,40}|DRUID_\w{3,40}|SHEETS_\w{3,40}|KUDU_\w{3,40}|PROMETHEUS_\w{3,40}), message="(?<what>[^"\n]{1,240})/,
        /\bJDBC_ERROR: (?<what>[^\n]{1,240})/,
      ],
    },
    rootCause: "The database behind the catalog reported: {what}",
    explanation:
      "Trino passes the part of the query it pushed down to the remote system, and that system's error back.",
    checks: [
      "The remote system's own log, and the catalog's URL and user",
      "Whether the same statement works there directly",
    ],
    fixes: ["Fix what that error names", "Retry if the system was unavailable"],
    docs: [`${DOCS}/connector.html`],
  },
];
