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
      names: [
        /Type=[\w.]{0,80}(?:SqlException|OdbcException|MySqlException|OracleException),(?:'')?Message=(?<reason>[^\n,]{3,160})/,
        /Message=(?:ERROR \[\w{5}\] )?(?<reason>\[[^\n,]{3,160})/,
      ],
    },
    rootCause:
      "The integration runtime could not connect[[ to `{server}`, database `{database}`, as `{user}`]][[ ({code})]][[: {reason}]]",
    explanation:
      "The server's firewall blocks the integration runtime, its name or port is wrong, a serverless database is still resuming, or the login is rejected; the inner exception in the message says which.",
    checks: [
      "The inner `Type=…SqlException,Message=…` of the error: login failed, timeout or firewall",
      "Which integration runtime the linked service uses, and whether its address is allowed at the server",
      "The linked service's test connection",
    ],
    fixes: [
      "Allow the runtime at the server: a firewall rule (`az sql server firewall-rule create …`), “Allow Azure services”, or a managed private endpoint",
      "Correct server, port, database[[ `{database}`]] or user in the linked service and press “Test connection”",
      "Set retries on the activity if a serverless database was paused",
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
      names: [
        /Account: '(?<account>[^'\n]{2,80})'/,
        /Path: '(?<path>[^'\n]{1,200})'/,
        /ErrorCode: '(?<detail>\w{3,60})'/,
      ],
    },
    rootCause:
      "The store refused the identity of the linked service ({code})[[: {detail}]][[ on `{account}`]][[, path `{path}`]]",
    explanation:
      "The factory's managed identity, service principal, key or password has no data role on the store, has expired, or the store's firewall does not let it in (`AuthorizationFailure`).",
    checks: [
      "Authentication of the linked service, and the identity's role assignments on the store and its folders",
      "The store's network settings (trusted services, private endpoints)",
    ],
    fixes: [
      'Give the factory\'s identity a data role on the store: `az role assignment create --assignee FACTORY_ID --role "Storage Blob Data Contributor" --scope STORE_ID`',
      "Renew the key, password or secret of the linked service, preferably from Key Vault",
      "Let the runtime through the store's firewall (trusted services, managed private endpoint) if the code is `AuthorizationFailure`",
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
      names: [
        /(?<reason>Bad data is found at line \d{1,12} in source '[^'\n]{1,200}')/,
        /Message=(?<reason>[^\n]{3,160}?)(?:,Source=|$)/,
      ],
    },
    rootCause:
      "A row of the copy does not fit its target[[: `{value}` in column `{column}` is not a valid {type}]][[: {reason}]][[ ({code})]]",
    explanation:
      "A value cannot be converted to the column's type or is longer than the column, or a file is malformed (quotes, delimiters, truncated Parquet). The copy stops at the first such row unless fault tolerance is on.",
    checks: [
      "The row and file named in the message, and the source's format settings (quote, escape, delimiter, culture)",
      "Types and lengths in the mapping against the target table",
    ],
    fixes: [
      "Correct the row at the source[[ (column `{column}`)]], or load it into a text column and convert it in the database",
      "Widen the target column, or set date format and culture in the mapping's type conversion settings",
      "Correct quote, escape and delimiter of the dataset if lines are split wrongly",
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
      names: [/(?<reason>java\.[\w.]{3,80}(?:Error|Exception): [^\n']{3,120})/],
    },
    rootCause:
      "The self-hosted runtime cannot use Java to read or write Parquet or ORC ({code})[[: {reason}]]",
    explanation:
      "Parquet and ORC are handled by Java on the runtime's machine: a 64-bit JRE must be installed, and `_JAVA_OPTIONS` sets its heap.",
    checks: [
      "`JAVA_HOME` and the installed JRE on every node",
      "The inner message: `OutOfMemoryError` means the heap, not the installation",
    ],
    fixes: [
      "Install a 64-bit JRE or OpenJDK on every node of the self-hosted runtime, set `JAVA_HOME` and restart the Integration Runtime service",
      "If the inner message is `OutOfMemoryError`, set the system variable `_JAVA_OPTIONS=-Xms256m -Xmx16g`",
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
      "Handle the missing value in the expression: `?` before the property[[ `{property}`]], `coalesce(…)`, or an If Condition",
      "Correct the property's name[[; available are {available}]]",
      "Run the activity before it (a lookup without rows has no `firstRow`)",
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
      also: [/ErrorCode=/],
      names: [
        /at path '?(?<path>[^'\n,]{1,200}?)(?:\.,|[',\n]|$)/,
        /Message=(?<reason>[^\n]{1,160}?)(?:,Source=|$)/,
      ],
    },
    rootCause: "A file operation of the copy failed[[ at `{path}`]] ({code})[[: {reason}]]",
    explanation: "The store refused or dropped a read or write; the inner message has its status code.",
    checks: [
      "The inner message: status code and path",
      "Whether the file exists and is not being written at that time",
    ],
    fixes: [
      "Check that the path[[ `{path}`]] exists, is not being written, and is open to the linked service's identity",
      "Set retries on the activity if the store was busy or the connection was reset",
    ],
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
      names: [
        /[Rr]equest [Uu][Rr][Ll]: ?(?<url>https?:\/\/[^\s,'"]{3,200})/,
        /Response(?: content)?: ?(?<answer>[^\n]{3,160})/,
      ],
    },
    rootCause: "The REST endpoint[[ {url}]] rejected the request[[: {status}]] ({side})[[: {answer}]]",
    explanation:
      "Client errors (4xx) mean the request: URL, parameters, token. Server errors (5xx) and 429 are the endpoint's.",
    checks: [
      "`Request URL` and `Response` in the message",
      "The linked service's authentication, and pagination rules",
    ],
    fixes: [
      "On 401 or 403 renew the token or key of the linked service; on 400 or 404 correct URL, parameters and body of the activity",
      "On 429 and 5xx set retries and a request interval on the activity",
    ],
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
        /(?<code>DF-Executor-(?:OutOfMemoryError|OutOfDiskSpaceError|BroadcastTimeout|BroadcastFailure))/,
      ],
    },
    rootCause: "The data flow's Spark cluster is too small for its data ({code})",
    explanation:
      "The data flow needs more memory or disk than its integration runtime has, or a table is too large to broadcast.",
    checks: [
      "Compute type and core count of the integration runtime, and how the input grew",
      "Joins with broadcast set to fixed",
    ],
    fixes: [
      "Use an integration runtime with memory optimized compute and more cores",
      "For `Broadcast…` turn broadcast off for the large side (Optimize tab: Off), or repartition",
    ],
    docs: [DATA_FLOW],
  },
  {
    id: "azure/adf-data-flow-compute",
    title: "Azure provided no cluster for the data flow",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/(?<code>DF-Executor-(?:AcquireComputeFailed|InternalServerError|DriverError))/],
      names: [/"Message": ?"(?<reason>[^"\n]{3,200})"/],
    },
    rootCause: "Azure could not provide or keep the Spark cluster of the data flow ({code})[[: {reason}]]",
    explanation:
      "The data flow's own logic did not run: the integration runtime got no machines, or its driver failed.",
    checks: [
      "Azure's status page and quotas of the region at that time",
      "Whether other data flows on the same integration runtime failed too",
    ],
    fixes: [
      "Run the pipeline again; set retries on the activity",
      "Use another region or compute type for the integration runtime if it lasts",
    ],
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
      names: [/"Message": ?"(?:Job failed due to reason: (?:at )?)?(?<reason>[^"\n]{3,200})"/],
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
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
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
      "Wait for or end other Spark applications and idle notebook sessions in the workspace, then run again",
      "Request less: fewer executors or smaller ones (`spark.executor.instances`, `spark.executor.cores`)[[; {free} vCores are free]]",
      "Enlarge the pool's maximum nodes or the workspace's vCore quota",
    ],
    docs: ["https://learn.microsoft.com/en-us/azure/synapse-analytics/spark/apache-spark-concepts"],
  },
];
