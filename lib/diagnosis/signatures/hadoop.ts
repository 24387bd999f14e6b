import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Hive and its metastore, HDFS, Kerberos. */
export const hadoopSignatures: Signature[] = [
  {
    id: "hive/object-not-found",
    title: "Hive table, column or partition does not exist",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<message>Could not resolve (?:table|column\/field|path) reference: '[^'\n]{1,200}')/,

        /SemanticException (?:\[Error \d{5}\]: )?(?:Line \d{1,6}:\d{1,6} )?(?<message>(?:Table not found|Invalid table alias or column reference|Invalid column reference|Database does not exist|Partition not found)[^\n]{1,160})/,
        /NoSuchObjectException\(message:(?<message>[^\n)]{1,160})/,
        /pyiceberg\.exceptions\.NoSuch(?:Table|Namespace)Error: (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "The catalogue holds no such object: {message}",
    explanation:
      "The statement names a table, column or partition that the metastore does not have: renamed, dropped, not yet made, or in another database.",
    checks: [
      "The object in the metastore (`SHOW TABLES`, `DESCRIBE`)",
      "Whether the step that makes it has run",
    ],
    fixes: [
      "Correct the name in the statement",
      "Run the step that makes it; `MSCK REPAIR TABLE` for partitions",
    ],
  },
  {
    id: "hive/statement",
    title: "Hive cannot run the statement",
    category: "warehouse_sql",
    alternatives: ["code_bug", "resource_exhausted", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Error while compiling statement: FAILED: (?<message>[^\n]{1,200})/,
        /return code (?<code>\d{1,5}) from org\.apache\.hadoop\.hive\.ql\.exec\.(?<message>[\w.]{3,80})/,
      ],
    },
    rootCause: "Hive could not run the statement: {message}",
    explanation:
      "`compiling` means that the statement is not valid; `return code 2` that the job it became has failed in YARN, where its own log says why.",
    checks: ["The statement as it was sent", "For a return code: the log of the YARN application"],
    fixes: ["Correct the statement", "Correct what the application's log names"],
  },
  {
    id: "hive/metastore",
    title: "Hive metastore or server not reachable",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Could not connect to meta ?store using any of the URIs provided/,
        /Unable to instantiate org\.apache\.hadoop\.hive\.ql\.metadata\.SessionHiveMetaStoreClient/,
        /TTransportException: (?<reason>Could not (?:connect to|start SASL|resolve)[^\n]{1,160}|TSocket read 0 bytes)/,
        /HiveException: java\.lang\.RuntimeException: Unable to instantiate (?<reason>[\w.]{3,120})/,
      ],
    },
    rootCause: "The Hive metastore or server was not reached[[: {reason}]]",
    explanation:
      "The service is down or restarting, its address (`hive.metastore.uris`) is wrong, or the login over SASL failed.",
    checks: [
      "Whether the metastore ran then, and its own log (its database?)",
      "Address and login of the client",
    ],
    fixes: ["Start the metastore, or correct its address", "Retry if it restarted"],
  },
  {
    id: "hdfs/unavailable",
    title: "HDFS is in safe mode, on standby or lacks blocks",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Name node is in safe mode/,
        /Operation category (?<operation>READ|WRITE|JOURNAL) is not supported in state standby/,
        /Could not obtain block:? (?<block>[\w:-]{5,120})/,
        /could only be (?:replicated|written) to (?<written>\d{1,4}) (?:nodes|of the \d{1,4} minReplication nodes)/,
      ],
    },
    rootCause: "HDFS does not serve the request: its name node or data nodes are not in order",
    explanation:
      "After a restart, or when its own disk is full, the name node is read-only; on standby another one is active; without live data nodes blocks can be neither read nor written.",
    checks: ["`hdfs dfsadmin -report` and `-safemode get`", "Room on the data nodes"],
    fixes: [
      "Wait until safe mode ends; free space",
      "Use the name service instead of one name node's address",
    ],
  },
  {
    id: "hdfs/quota",
    title: "HDFS quota used up",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The (?<kind>DiskSpace|NameSpace) quota (?:\([^()\n]{1,60}\) )?of (?<path>[^\s]{1,300}) is exceeded/,
        /(?:DSQuotaExceeded|NSQuotaExceeded)Exception/,
      ],
    },
    rootCause: "The[[ {kind}]] quota[[ of `{path}`]] is used up",
    explanation:
      "A folder has a limit of bytes (times the replication) or of files; the write would go beyond it.",
    checks: ["`hdfs dfs -count -q`, and what grew; many small files count against the name quota"],
    fixes: ["Delete what is no longer needed, or merge small files", "Have the quota raised"],
  },
  {
    id: "hadoop/kerberos",
    title: "Kerberos login missing or refused",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Failed to find any Kerberos (?:tgt|credentials)/,
        /Client cannot authenticate via:\[(?<methods>[A-Z, ]{3,40})\]/,
        /kinit: (?<reason>[^\n]{1,120})/,
        /Clock skew too great/,
        /No Kerberos credentials available/,
        /Server not found in Kerberos database/,
        /Login failure for (?<principal>[\w./@-]{3,120}) from keytab (?<keytab>[^\s:]{1,200})/,
        /Ticket expired/,
      ],
    },
    rootCause: "There is no valid Kerberos ticket[[ for `{principal}`]][[: {reason}]]",
    explanation:
      "The ticket was never fetched on this worker, has expired during a long task, the keytab does not fit the principal, or clocks differ by more than five minutes.",
    checks: [
      "`klist` on the worker, and whether the ticket renewer runs",
      "Keytab, principal, clock and realm",
    ],
    fixes: ["Run `kinit` with the keytab before the task, or `airflow kerberos`", "Renew the keytab"],
  },
];
