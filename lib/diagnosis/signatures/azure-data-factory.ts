import type { Signature } from "@/lib/diagnosis/signatures/signature";

const COPY = "https://learn.microsoft.com/en-us/azure/data-factory/connector-troubleshoot-guide";
const SQL = "https://learn.microsoft.com/en-us/azure/data-factory/connector-troubleshoot-synapse-sql";
const RUNTIME =
  "https://learn.microsoft.com/en-us/azure/data-factory/self-hosted-integration-runtime-troubleshoot-guide";
const DATA_FLOW = "https://learn.microsoft.com/en-us/azure/data-factory/data-flow-troubleshoot-guide";

/** Azure Data Factory and Synapse: error codes of copy activities, data flows, integration runtimes and Spark pools. */
export const azureDataFactorySignatures: Signature[] = [
  {
    id: "azure/adf-connect",
    title: "Data Factory cannot connect to the database",
    category: "network_timeout",
    alternatives: ["auth_permission", "configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Cannot connect to (?:SQL (?:Database|Server)|'\w{2,40}')\b[^\n]{0,80}?:? ?'(?<server>[^'\n]{3,160})', Database: '(?<database>[^'\n]{0,120})', User: '(?<user>[^'\n]{0,120})'/,
        /ErrorCode=(?<code>SqlFailedToConnect|UserErrorFailedToConnectToSqlServer|UserErrorFailedToConnectOdbcSource|UserErrorOdbcOperationFailed|FtpFailedToConnectToFtpServer|SftpFailedToConnectToSftpServer|DynamicsFailedToConnect)\b/,
      ],
      not: [/Login failed for user|password authentication failed|Access denied for user|AADSTS\d/],
    },
    rootCause:
      "The integration runtime could not connect[[ to `{server}`, database `{database}`, as `{user}`]][[ ({code})]]",
    explanation:
      "The server's firewall blocks the integration runtime, its name or port is wrong, a serverless database is still resuming, or the login is rejected; the inner exception in the message says which.",
    checks: [
      "The inner `Type=…SqlException,Message=…` of the error: login failed, timeout or firewall",
      "Which integration runtime the linked service uses, and whether its address is allowed at the server",
      "The linked service's test connection",
    ],
    fixes: [
      "Allow the runtime (a firewall rule, `Allow Azure services`, or a managed private endpoint)",
      "Fix server, database or credentials in the linked service",
      "Set a retry on the activity for serverless databases that pause",
    ],
    docs: [SQL],
  },
  {
    id: "azure/adf-forbidden",
    title: "Data Factory's identity was refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ErrorCode=(?<code>SqlUnauthorizedAccess|AdlsGen2ForbiddenError|LakeStoreOperationForbidden|SftpAuthenticationFailure|SftpInvalidSftpCredential)\b/,
        /ErrorCode=(?<code>AdlsGen2OperationFailed|AzureBlobOperationFailed|RestCallFailedWithClientError|RestSinkCallFailed|HttpFileFailedToRead|UserErrorFailedFileOperation)\b/,
      ],
      also: [
        /Unauthorized|Forbidden|Credential|AuthenticationFailure|\b40[13]\b|AuthorizationPermissionMismatch|AuthorizationFailure/,
      ],
    },
    rootCause: "The linked service's identity was refused by the store ({code})",
    explanation:
      "The factory's managed identity, service principal, key or password has no data role on the store, has expired, or the store's firewall does not let it in (`AuthorizationFailure`).",
    checks: [
      "Authentication of the linked service, and the identity's role assignments on the store and its folders",
      "The store's network settings (trusted services, private endpoints)",
    ],
    fixes: [
      "Assign the data role (`Storage Blob Data Contributor`) to the factory's identity, or create its database user",
      "Renew the key or secret, preferably from Key Vault",
    ],
    docs: [COPY],
  },
  {
    id: "azure/adf-bad-data",
    title: "Data Factory copy met values it cannot convert",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Exception occurred when converting value '(?<value>[^'\n]{0,120})' for column name '(?<column>[^'\n]{1,120})' from type '(?<from>[^'\n]{1,40})'[^\n]{0,40} to type '(?<type>[^'\n]{1,40})'/,
        /ErrorCode=(?<code>TypeConversionFailure|SqlBulkCopyInvalidColumnLength|DelimitedTextBadDataDetected|JsonInvalidDataFormat|ParquetInvalidFile|ParquetInvalidDecimalPrecisionScale|ParquetDateTimeExceedLimit|UserErrorInvalidDataValue|UserErrorSourceDataContainsMoreColumnsThanDefined|ExcelInvalidDataFormat)\b/,
        /(?<code>Received an invalid column length from the bcp client)/,
      ],
    },
    rootCause:
      "Some rows do not fit the target[[: `{value}` in column `{column}` is not a valid {type}]][[ ({code})]]",
    explanation:
      "A value cannot be converted to the column's type or is longer than the column, or a file is malformed (quotes, delimiters, truncated Parquet). The copy stops at the first such row unless fault tolerance is on.",
    checks: [
      "The row and file named in the message, and the source's format settings (quote, escape, delimiter, culture)",
      "Types and lengths in the mapping against the target table",
    ],
    fixes: [
      "Fix the rows at the source, or load into text columns and convert in the database",
      "Widen the target column, or set the format in the mapping's type conversion settings",
      "Turn on fault tolerance to skip and log incompatible rows",
    ],
    docs: [COPY],
  },
  {
    id: "azure/adf-runtime-offline",
    title: "Self-hosted integration runtime offline",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /[Ss]elf-hosted [Ii]ntegration [Rr]untime '(?<runtime>[^'\n]{1,120})' is offline(?:, last connect time: '(?<time>[^'\n]{1,60})')?/,
        /The [Ii]ntegration [Rr]untime \(Self-hosted\) (?:node )?'?(?<runtime>[^'\n]{0,80}?)'? ?(?:is offline|is not online|has encountered an error)/,
      ],
    },
    rootCause: "The self-hosted integration runtime[[ `{runtime}`]] is offline[[ since {time}]]",
    explanation:
      "The runtime's Windows machine is off, its service stopped or is being updated, or it can no longer reach Azure (proxy, firewall, TLS, an expired key).",
    checks: [
      "The machine and its `Integration Runtime Service`, and the runtime's event log",
      "Outbound access to `*.servicebus.windows.net` and the factory's endpoint on port 443",
    ],
    fixes: ["Start the service or the machine, then rerun", "Register a second node so that one may be down"],
    docs: [RUNTIME],
  },
  {
    id: "azure/adf-java",
    title: "Integration runtime lacks Java or its memory",
    category: "missing_dependency",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ErrorCode=(?<code>JreNotFound|JniException|UserErrorJreNotFound|ParquetJavaInvocationException|UserErrorJavaInvocationException)\b/,
        /(?<code>Java Runtime Environment cannot be found on the Self-hosted Integration Runtime machine)/,
      ],
    },
    rootCause: "The self-hosted runtime cannot use Java to read or write Parquet or ORC ({code})",
    explanation:
      "Parquet and ORC are handled by Java on the runtime's machine: a 64-bit JRE must be installed, and `_JAVA_OPTIONS` sets its heap.",
    checks: [
      "`JAVA_HOME` and the installed JRE on every node",
      "The inner message: `OutOfMemoryError` means the heap, not the installation",
    ],
    fixes: [
      "Install a 64-bit JRE or OpenJDK on each node and restart the service",
      "Set `_JAVA_OPTIONS=-Xms256m -Xmx16g` if the heap ran out",
    ],
    docs: [COPY],
  },
  {
    id: "azure/adf-expression",
    title: "Data Factory expression cannot be evaluated",
    category: "code_bug",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The (?:template language )?expression '(?<expression>[^\n]{1,200}?)' cannot be evaluated because property '(?<property>[^'\n]{1,80})' (?:doesn't exist|cannot be selected)(?:, available properties are '(?<available>[^'\n]{0,160})')?/,
        /ErrorCode=InvalidTemplate, ErrorMessage=(?<reason>[^\n]{1,200})/,
        /The template (?:function|language function) '(?<property>\w{1,60})' (?:is not defined or not valid|was invoked with invalid parameters)/,
      ],
    },
    rootCause:
      "The pipeline's expression fails[[: `{property}` does not exist]][[ in `{expression}`]][[: {reason}]]",
    explanation:
      "An expression refers to an output, item or parameter that is not there in this run: a lookup returned no row, the activity before it was skipped, or a name was changed.",
    checks: [
      "Output of the activity that the expression refers to",
      "Whether the lookup has `First row only` set: its result is `firstRow`, otherwise `value`",
    ],
    fixes: [
      "Handle the missing value (`?` operator, `coalesce`, an If Condition)",
      "Fix the property's name",
    ],
    docs: ["https://learn.microsoft.com/en-us/azure/data-factory/control-flow-expression-language-functions"],
  },
  {
    id: "azure/adf-file-operation",
    title: "Data Factory file operation failed",
    category: "infrastructure",
    alternatives: ["auth_permission", "upstream_missing_data", "network_timeout", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /ErrorCode=(?<code>UserErrorFailedFileOperation|AdlsGen2OperationFailed|AzureBlobOperationFailed|SftpOperationFail|FtpFailedToReadFtpData)\b/,
      ],
      also: [/(?:at path '?(?<path>[^'\n,]{1,200})|Message=(?<reason>[^\n]{1,160})|ErrorCode=)/],
    },
    rootCause: "A file operation of the copy failed ({code})[[ at `{path}`]][[: {reason}]]",
    explanation: "The store refused or dropped a read or write; the inner message has its status code.",
    checks: [
      "The inner message: status code and path",
      "Whether the file exists and is not being written at that time",
    ],
    fixes: ["Fix what the inner message names", "Retry if the store was busy or the connection was reset"],
    docs: [COPY],
  },
  {
    id: "azure/adf-rest",
    title: "REST source or web activity was rejected",
    category: "configuration",
    alternatives: ["auth_permission", "rate_limit", "infrastructure", "upstream_missing_data"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /Rest call failed with (?<side>client|server) error, status code (?<status>\d{3} ?\w{0,40})/,
        /ErrorCode=(?<side>RestCallFailedWith(?:Client|Server)Error|RestSinkCallFailed|RestSourceCallFailed)\b/,
      ],
    },
    rootCause: "The REST endpoint rejected the request[[: {status}]] ({side})",
    explanation:
      "Client errors (4xx) mean the request: URL, parameters, token. Server errors (5xx) and 429 are the endpoint's.",
    checks: [
      "`Request URL` and `Response` in the message",
      "The linked service's authentication, and pagination rules",
    ],
    fixes: ["Fix the request or renew the token", "Set retries and a request interval for 429 and 5xx"],
    docs: ["https://learn.microsoft.com/en-us/azure/data-factory/connector-troubleshoot-rest"],
  },
  {
    id: "azure/adf-data-flow-memory",
    title: "Data flow cluster out of memory or unavailable",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<code>DF-Executor-(?:OutOfMemoryError|OutOfDiskSpaceError|BroadcastTimeout|BroadcastFailure|AcquireComputeFailed|InternalServerError|DriverError))/,
      ],
    },
    rootCause: "The data flow's Spark cluster failed ({code})",
    explanation:
      "The data flow needs more memory or disk than its integration runtime has, a table is too large to broadcast, or no cluster was available.",
    checks: [
      "Compute type and core count of the integration runtime, and how the input grew",
      "Joins with broadcast set to fixed",
    ],
    fixes: [
      "Use memory optimized compute with more cores",
      "Turn broadcast off for large sides, or repartition",
      "Retry if the cluster could not be acquired",
    ],
    docs: [DATA_FLOW],
  },
  {
    id: "azure/adf-data-flow",
    title: "Data flow failed",
    category: "data_quality",
    alternatives: ["configuration", "warehouse_sql", "schema_change", "unknown"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /Job failed due to reason: (?:at )?(?<where>(?:Sink|Source|Join|Derive|Filter|Aggregate|Lookup|Alter row)\b ?'[^'\n]{1,80}')[^:\n]{0,60}: (?<reason>[^\n"]{1,140})/,
        /\b(?<where>DF-(?:[A-Z][a-z]\w{1,20}|SQLDW|MSSQL|JSON|CDM|GEN2|SAPODP)-[A-Z][a-z]\w{2,60})\b/,
        /DFExecutorUserError[^\n]{0,20}/,
      ],
      not: [/DF-Executor-(?:OutOf|Broadcast|Acquire|Internal|Driver)/],
    },
    rootCause: "The data flow failed[[ at {where}]][[: {reason}]]",
    explanation: "The step named in the message failed on its data, its expression or its store.",
    checks: ["That step in the data flow's debug session, with the data of this run"],
    fixes: ["Fix the step, or handle such rows with an assert or conditional split"],
    docs: [DATA_FLOW],
  },
  {
    id: "azure/spark-pool-capacity",
    title: "Synapse or Fabric Spark pool has no capacity",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Your (?:job|Spark job) requested (?<wanted>\d{1,6}) vcores\. However, the (?<where>\w{2,20}) only has (?<free>\d{1,6}) vcores available/i,
        /(?<code>AVAILABLE_COMPUTE_CAPACITY_EXCEEDED|MAXIMUM_WORKSPACE_CAPACITY_EXCEEDED|TooManyRequestsForCapacity)/,
      ],
    },
    rootCause: "The Spark pool has too few free vCores[[: {wanted} wanted, {free} free]][[ ({code})]]",
    explanation:
      "Other sessions hold the pool's or workspace's vCores; interactive notebooks keep theirs until they time out.",
    checks: ["Active Spark applications in the workspace at that time, and sessions left open"],
    fixes: [
      "Rerun later or end idle sessions",
      "Use fewer or smaller executors",
      "Enlarge the pool or the workspace's quota",
    ],
    docs: ["https://learn.microsoft.com/en-us/azure/synapse-analytics/spark/apache-spark-concepts"],
  },
];
