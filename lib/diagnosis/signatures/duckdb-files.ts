import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** DuckDB: files of different schemas, remote files, settings and failures of the engine. */
export const duckdbFileSignatures: Signature[] = [
  {
    id: "duckdb/files-differ",
    title: "Files have different schemas (DuckDB)",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /schema mismatch in (?:glob|file[^:\n]{0,20}):? ?(?:column "(?<column>[^"\n]{1,160})" was read from the original file "(?<first>[^"\n]{1,300})", but could not be found in file "(?<file>[^"\n]{1,300})")?/,
        /Error while reading file "(?<file>[^"\n]{1,300})": failed to cast column "(?<column>[^"\n]{1,160})" from type (?<given>[\w(), ]{2,40}?) to (?<type>[\w(), ]{2,40}?):/,
      ],
    },
    rootCause:
      "The file `{file}` has another schema than the first one[[: column `{column}`]][[ is {given}, not {type}]][[ is missing or differs (first file: `{first}`)]]",
    explanation:
      "With several files DuckDB takes the schema from the first. This file lacks the column or has another type.",
    checks: ["`DESCRIBE SELECT * FROM '{file}'` against the first file"],
    fixes: [
      "Set `union_by_name = true`, which fills missing columns with nulls",
      "Rewrite the file with the expected type",
    ],
    docs: ["https://duckdb.org/docs/stable/data/multiple_files/combining_schemas"],
  },
  {
    id: "duckdb/not-parquet",
    title: "File is not Parquet (DuckDB)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /No magic bytes found at end of file '(?<file>[^'\n]{1,300})'/,
        /Invalid Input Error: File '(?<file>[^'\n]{1,300})' too small to be a Parquet file/,
      ],
    },
    rootCause: "`{file}` is not a complete Parquet file",
    explanation: "The file is another format, is empty, or was still being written.",
    checks: ["Size, time and first bytes of the file"],
    fixes: [
      "Rerun the step that writes it, with an atomic rename",
      "Read it with the right reader (`read_csv`, `read_json`)",
    ],
    docs: ["https://duckdb.org/docs/"],
  },
  {
    id: "duckdb/http",
    title: "DuckDB cannot read a remote file",
    category: "network_timeout",
    alternatives: ["auth_permission", "upstream_missing_data"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /HTTP Error: HTTP (?:GET|HEAD|POST|PUT) error on '(?<url>[^'\n]{1,300})' \(HTTP (?<status>\d{3})\)/,
        /HTTP Error: Unable to connect to URL "?(?<url>[^"\s]{1,300})"?:? ?(?:(?<status>\d{3})|\()/,
        /IO Error: Connection error for HTTP (?:GET|HEAD|POST|PUT) to '(?<url>[^'\n]{1,300})'/,
        /HTTPException: HTTP Error: (?<reason>[^\n]{3,200})/,
      ],
      names: [/\(HTTP (?<status>\d{3})\)/],
    },
    rootCause: "DuckDB could not read[[ `{url}`]][[ (HTTP {status})]][[: {reason}]]",
    explanation:
      "403 means missing credentials or permission (also for missing S3 keys), 404 a wrong path, others the network or the store.",
    checks: ["The secret in use (`FROM which_secret(...)`) and its region", "Whether the URL exists"],
    fixes: [
      "Create a secret (`CREATE SECRET (TYPE s3, PROVIDER credential_chain)`)",
      "Correct the path or region",
      "Raise `http_retries` and `http_timeout`",
    ],
    docs: ["https://duckdb.org/docs/stable/core_extensions/httpfs/overview"],
  },
  {
    id: "duckdb/external-access",
    title: "DuckDB may not access files",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Permission Error: (?:Cannot access|Scanning)[^\n]{0,200}disabled (?:by|through) configuration/,
        /file system operations are disabled by configuration/,
      ],
      names: [/Cannot access (?:file|directory) "(?<file>[^"\n]{1,300})"/],
    },
    rootCause: "This DuckDB connection may not access files[[ (`{file}`)]]",
    explanation:
      "`enable_external_access` is off or the file system was disabled, which cannot be undone in a running connection.",
    checks: ["The connection's settings (`duckdb_settings()`)"],
    fixes: ["Open the connection with `enable_external_access = true` or `allowed_directories`"],
    docs: ["https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview"],
  },
  {
    id: "duckdb/parameters",
    title: "Wrong number of parameters (DuckDB)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Parameter argument\/count mismatch, identifiers of the (?<what>excess|missing) parameters: (?<names>[^\n]{1,120})/,
        /Values were (?<what>not provided) for the following prepared statement parameters: (?<names>[^\n]{1,120})/,
      ],
    },
    rootCause: "The statement's placeholders and the passed parameters differ: {what} {names}",
    explanation: "Each `?` or `$name` needs exactly one value.",
    checks: ["The statement and the list or dictionary that is passed"],
    fixes: ["Pass one value for each placeholder"],
    docs: ["https://duckdb.org/docs/"],
  },
  {
    id: "duckdb/engine-failure",
    title: "DuckDB engine failed",
    category: "infrastructure",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /INTERNAL Error: (?<reason>[^\n]{3,200})/,
        /FATAL Error: (?<reason>[^\n]{3,200})/,
        /database has been invalidated because of a previous fatal error/,
      ],
      also: [/[Dd]uck[Dd][Bb]|database has been invalidated|assertion failure|_duckdb/],
    },
    rootCause: "DuckDB failed internally[[: {reason}]]",
    explanation:
      "An assertion of the engine failed, or the file could not be written (disk full, damaged WAL). After a fatal error the database must be opened again.",
    checks: ["The first fatal error in the log", "Free space, and whether several processes write the file"],
    fixes: ["Reopen the database, then retry", "Upgrade DuckDB; recreate the file if it stays damaged"],
    docs: ["https://duckdb.org/docs/stable/dev/internal_errors"],
  },
  {
    id: "duckdb/nested-transaction",
    title: "Transaction started twice (DuckDB)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /TransactionContext Error: [Cc]annot start a transaction within a transaction/,
        /TransactionContext Error: [Cc]annot (?:commit|rollback) - no transaction is active/,
      ],
    },
    rootCause: "The code begins or ends a transaction at the wrong moment",
    explanation:
      "A connection has one transaction; `BEGIN` came while it was open, or `COMMIT` when none was.",
    checks: ["Which code shares this connection"],
    fixes: ["Commit or roll back before `BEGIN`", "Use one cursor per thread (`con.cursor()`)"],
    docs: ["https://duckdb.org/docs/"],
  },
  {
    id: "duckdb/motherduck-token",
    title: "MotherDuck rejected the token",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Yy]our MotherDuck token (?:has expired|is invalid|is not valid)/,
        /MotherDuck[^\n]{0,100}(?:[Ii]nvalid|expired)[^\n]{0,20} token/,
        /Jwt (?:is expired|verification fails)[^\n]{0,60}/,
      ],
      also: [/[Mm]other[Dd]uck|md:/],
    },
    rootCause: "MotherDuck rejected the access token",
    explanation: "The token expired, was revoked or is not set in the task's environment.",
    checks: ["`motherduck_token` in the environment and its expiry"],
    fixes: ["Create a new token and update the secret"],
    docs: ["https://motherduck.com/docs/"],
  },
];
