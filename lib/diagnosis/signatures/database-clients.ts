import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Drivers and ORMs: ODBC, DB-API parameters, SQLite files, Prisma, MongoDB documents. */
export const databaseClientSignatures: Signature[] = [
  {
    id: "odbc/driver-not-loaded",
    title: "ODBC driver cannot be loaded",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /IM003[^\n]{0,80}Specified driver could not be loaded due to system error {1,3}(?<code>\d{1,5})[^\n(]{0,100}(?:\((?<driver>[^)\n]{1,160}))?/,
        /IM014[^\n]{0,80}architecture mismatch between the Driver and Application/,
        /Can't open lib '(?<driver>\/[^'\n]{1,200})' : file not found/,
      ],
    },
    rootCause: "The ODBC driver[[ `{driver}`]] is registered but cannot be loaded",
    explanation:
      "The file or a library it needs is missing, or it has another word size than the program: a 64-bit process loads 64-bit drivers only.",
    checks: [
      "`ldd` on the driver's file: `not found` names the missing library (on Windows: the Visual C++ runtime)",
      "Whether program and driver are both 32-bit or both 64-bit",
    ],
    fixes: [
      "Install the driver and its dependencies in the image (`unixodbc`, `libgssapi`, OpenSSL of the version it wants)",
      "Correct the path in `odbcinst.ini` (`odbcinst -q -d`)",
      "On Windows, use the driver and the ODBC administrator of the program's word size",
    ],
  },
  {
    id: "db-api/parameter-count",
    title: "Number of parameters does not fit the statement",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The SQL contains (?<wanted>\d{1,5}) parameter markers, but (?<given>\d{1,5}) parameters were supplied/,
        /Incorrect number of bindings supplied\. The current statement uses (?<wanted>\d{1,5}), and there are (?<given>\d{1,5}) supplied/,
        /DPY-4009: (?<wanted>\d{1,5}) positional bind values are required but (?<given>\d{1,5}) were provided/,
        /PSQLException: (?:No value specified for parameter (?<missing>\d{1,5})|The column index is out of range: (?<given>\d{1,5}), number of columns: (?<wanted>\d{1,5}))/,
        /SQLSTATE\[HY093\]: Invalid parameter number/,
        /not all arguments converted during (?:string|bytes) formatting/,
      ],
    },
    rootCause:
      "The values do not fit the statement's placeholders[[: {given} passed, {wanted} expected]][[: none for number {missing}]]",
    explanation:
      "Placeholders and values must match one to one. A string passed in place of a one-element tuple counts as one value per letter.",
    checks: ["The placeholders of the statement against the values, and a `%` or `?` inside a literal"],
    fixes: [
      "Pass a tuple: `(value,)`, and one value per placeholder",
      "Write `%%` for a percent sign in drivers that format with `%s`",
      "Use named parameters where the statement is built from parts",
    ],
  },
  {
    id: "sqlite/damaged",
    title: "SQLite file is damaged or not a database",
    category: "data_quality",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /database disk image is malformed/,
        /file is not a database/,
        /file is encrypted or is not a database/,
      ],
    },
    rootCause: "The SQLite file is damaged or is not a SQLite database",
    explanation:
      "It was copied while a process was writing, lies on a network file system without proper locks, was cut off, or is encrypted or another file (a Git LFS pointer).",
    checks: [
      "`PRAGMA integrity_check`, and the first 16 bytes (`SQLite format 3`)",
      "Where the file lies, and which processes write to it",
    ],
    fixes: [
      "Restore a copy, or rescue what is readable: `sqlite3 old.db .recover | sqlite3 new.db`",
      "Copy with `.backup` or `VACUUM INTO` instead of `cp`",
      "Keep the file on a local disk; use a server for several machines",
    ],
  },
  {
    id: "sqlite/thread",
    title: "SQLite connection used in another thread",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/SQLite objects created in a thread can only be used in that same thread/] },
    rootCause: "The SQLite connection was opened in one thread and used in another",
    explanation: "Python's `sqlite3` binds connections and cursors to the thread that created them.",
    checks: ["Where the connection is created: at import, in a cache, in the main thread"],
    fixes: [
      "Open a connection per thread, or use a pool",
      "With a lock around every use, `check_same_thread=False` is possible",
    ],
  },
  {
    id: "mysql/collation-mix",
    title: "Collations of compared texts differ (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Illegal mix of collations \((?<left>\w{2,60}),\w{4,20}\)(?: and |,) ?\((?<right>\w{2,60}),\w{4,20}\)/,
        /Illegal mix of collations/,
      ],
    },
    rootCause: "The statement compares texts of different collations[[: {left} and {right}]]",
    explanation:
      "Two columns, or a column and the connection, have different collations and none takes precedence. MySQL 8 has another default (`utf8mb4_0900_ai_ci`) than 5.7 and MariaDB.",
    checks: [
      "The collation of both columns (`SHOW FULL COLUMNS`) and `collation_connection`",
      "Whether a table was created after an upgrade or restore",
    ],
    fixes: [
      "Convert the odd table: `ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4 COLLATE …`",
      "In the statement: `a.name = b.name COLLATE …`",
      "Set the connection's collation to that of the tables",
    ],
  },
  {
    id: "mysql/out-of-sync",
    title: "MySQL connection used before its result was read",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Commands out of sync; you can't run this command now/,
        /InternalError: Unread result found/,
        /Cannot execute queries while other unbuffered queries are active/,
      ],
    },
    rootCause: "The code sent a statement while the previous result of the connection was still unread",
    explanation:
      "MySQL allows one open result per connection. Several statements in one string, stored procedures and shared connections leave results behind.",
    checks: [
      "Whether threads or forked processes share the connection",
      "Which call before it did not read all of its rows",
    ],
    fixes: [
      "Read all rows and results (`fetchall`, `nextset`) before the next statement, or use a buffered cursor",
      "Use a connection per thread or process",
    ],
  },
  {
    id: "prisma/unreachable",
    title: "Prisma cannot reach the database",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Can't reach database server at `(?<host>[^`\n]{1,200})`(?::`(?<port>\d{1,5})`)?/,
        /\bP1001\b[^\n]{0,40}database server/,
      ],
    },
    rootCause: "Prisma cannot reach the database server[[ `{host}`]][[ on port {port}]]",
    explanation:
      "The server is not up yet, the host name is wrong from here (`localhost` inside a container), or a firewall or missing TLS setting ends the attempt.",
    checks: [
      "Whether the port is open from where the job runs (`nc -vz HOST PORT`)",
      "`DATABASE_URL` in that environment",
    ],
    fixes: [
      "Correct host and port; between containers use the service's name",
      "Start the job after the database is healthy",
      "For slow starts add `?connect_timeout=30` to the URL",
    ],
  },
  {
    id: "prisma/client-not-generated",
    title: "Prisma client not generated for this system",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /@prisma\/client did not initialize yet/,
        /Query [Ee]ngine (?:library|binary) for current platform "(?<platform>[^"\n]{1,60})" could not be found/,
        /Prisma Client could not locate the Query Engine for runtime "(?<platform>[^"\n]{1,60})"/,
      ],
    },
    rootCause: "The Prisma client was not generated[[ for `{platform}`]] in this image",
    explanation:
      "`prisma generate` writes the client and its engine into `node_modules` for the system it runs on; a copied or cached `node_modules` lacks it.",
    checks: ["Whether the build runs `prisma generate` after installing, and with the schema file present"],
    fixes: [
      "Run `npx prisma generate` in the image that runs the code",
      'Add the platform: `binaryTargets = ["native", …]` in the generator block',
    ],
  },
  {
    id: "prisma/settings",
    title: "Prisma data source not configured",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Environment variable not found: (?<variable>\w{1,80})/,
        /Error validating datasource `\w{1,60}`: (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "Prisma's data source is not configured[[: `{variable}` is not set]][[: {message}]]",
    explanation:
      "The schema reads the URL from the environment, and its protocol has to fit the provider. Prisma reads `.env` from the project folder only.",
    checks: ["Whether the variable reaches the process (quotes inside the value count as part of it)"],
    fixes: [
      "Set the variable in the job's environment[[: `{variable}`]]",
      "Use the provider's protocol: `postgresql://`, `mysql://`, `file:`",
    ],
  },
  {
    id: "mongo/document-too-large",
    title: "MongoDB document larger than 16 MB",
    category: "resource_exhausted",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /BSONObj(?:ect)? ?size: (?<size>\d{1,12}) \(0x[0-9A-Fa-f]{1,10}\) is invalid/,
        /BSONObjectTooLarge/,
      ],
    },
    rootCause: "A MongoDB document[[ of {size} bytes]] exceeds the limit of 16 MB",
    explanation:
      "The limit holds for each document, including those that an aggregation builds (`$group` with `$push`) and arrays that grow with every update.",
    checks: ["Which field grows, and whether it is stored or only built in the pipeline"],
    fixes: [
      "Split the array into documents of their own",
      "Put files into GridFS or object storage",
      "In pipelines project fewer fields, or `$unwind` instead of collecting",
    ],
  },
];
