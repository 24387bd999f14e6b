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
    rootCause: "The metastore has no such object: {message}",
    explanation:
      "The statement refers to a table, column or partition that the metastore does not have: it was renamed, dropped, not created yet, or is in another database.",
    checks: [
      "The object in the metastore (`SHOW TABLES`, `DESCRIBE`)",
      "Whether the step that creates it has run",
    ],
    fixes: [
      "Run the step that creates it, or correct the name or database in the statement (`SHOW TABLES IN db`, `DESCRIBE`)",
      "For new partitions: `MSCK REPAIR TABLE` or `ALTER TABLE … ADD PARTITION`",
    ],
  },
  {
    id: "hive/statement",
    title: "Hive statement failed",
    category: "warehouse_sql",
    alternatives: ["code_bug", "resource_exhausted", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Error while compiling statement: FAILED: (?<message>[^\n]{1,200})/,
        /FAILED: (?<message>ParseException line \d{1,6}:\d{1,6} [^\n]{1,160})/,
        /return code (?<code>\d{1,5}) from org\.apache\.hadoop\.hive\.ql\.exec\.(?<message>[\w.]{3,80})/,
      ],
    },
    rootCause: "Hive failed to run the statement: {message}",
    explanation:
      "`compiling` means the statement is invalid; `return code 2` means the YARN job it became failed, and that job's log says why.",
    checks: ["The statement as sent", "The log of the YARN application, for a return code"],
    fixes: ["Fix the statement", "Fix the error in the application's log"],
  },
  {
    id: "hive/metastore",
    title: "Hive metastore or server unreachable",
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
    rootCause: "The Hive metastore or server is unreachable[[: {reason}]]",
    explanation:
      "The service is down or restarting, its address (`hive.metastore.uris`) is wrong, or the SASL login failed.",
    checks: [
      "Whether the metastore was up at that time, and its own log (its database?)",
      "The client's address and login settings",
    ],
    fixes: ["Start the metastore, or fix its address", "Retry if it was restarting"],
  },
  {
    id: "hive/class-missing",
    title: "Hive metastore or table needs a jar that is missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/MetaException/, /SerDeException/, /HiveException: /, /RuntimeMetaException/],
      also: [
        /(?:ClassNotFoundException:? (?:Class )?|SerDe |Class )(?<class>(?:[a-z][\w$]{0,40}\.){1,10}[A-Z][\w$]{1,80})(?: not found| does not exist)?/,
        /ClassNotFoundException|NoClassDefFoundError|SerDe [\w.$]{3,160} does not exist/,
      ],
    },
    rootCause: "The Java class `{class}`, which the table or its location needs, is not on the class path",
    explanation:
      "The metastore or the client loads the table's SerDe and its file system by class name. The jar is missing on the side that reports it: with `MetaException` that is usually the metastore server, even if the client has it.",
    checks: [
      "Which artifact contains `{class}` (a SerDe, or `hadoop-aws`, the GCS or ABFS connector for a file system)",
      "Whether the message comes from the metastore's log or the client, and the class path there",
    ],
    fixes: [
      "Add the jar with `{class}` to the metastore (`HIVE_AUX_JARS_PATH`, its `lib` folder) and to the client (`--jars`, `ADD JAR`), then restart the metastore",
      "Change the table's SerDe to one that ships with Hive",
    ],
  },
  {
    id: "hdfs/unavailable",
    title: "HDFS NameNode is in safe mode",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Name node is in safe mode/],
      names: [/Cannot \w{3,20}(?: \w{2,20}){0,3} (?<path>\/[^\s.]{1,200}[^\s]{0,60}?)\. Name node/],
      not: [/Could not obtain block|could only be (?:replicated|written)|state standby/],
    },
    rootCause: "The HDFS NameNode is in safe mode and does not accept writes[[ (`{path}`)]]",
    explanation:
      "After a restart, or when its own disk is full, the NameNode is read-only until enough blocks are reported.",
    checks: [
      "`hdfs dfsadmin -safemode get` and `hdfs dfsadmin -report`",
      "Free space of the NameNode's disks",
    ],
    fixes: [
      "Wait until safe mode ends by itself after a restart, then run the job again",
      "Free the NameNode's disk, and leave safe mode only when the blocks are complete: `hdfs dfsadmin -safemode leave`",
    ],
  },
  {
    id: "hdfs/datanodes",
    title: "HDFS DataNodes cannot take or serve the blocks",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Could not obtain block:? (?<block>[\w:-]{5,120})/,
        /could only be (?:replicated|written) to (?<written>\d{1,4}) (?:nodes|of the \d{1,4} minReplication nodes)/,
      ],
      names: [
        /File (?<path>\/[^\s]{1,250}) could only/,
        /There are (?<running>\d{1,5}) datanode\(s\) running and (?<excluded>\d{1,5}|no) node\(s\) are excluded/,
      ],
    },
    rootCause:
      "The HDFS DataNodes cannot store or serve the data[[ of `{path}`]][[: {running} run and {excluded} are excluded]][[: block {block} is missing]]",
    explanation:
      "Without a live DataNode with free space that the client reaches, blocks can be neither written nor read. `excluded` nodes were tried and refused or did not answer.",
    checks: [
      "`hdfs dfsadmin -report`: live nodes and `DFS Remaining`",
      "Whether the client reaches the DataNodes' port (9866): in containers and clouds set `dfs.client.use.datanode.hostname`",
    ],
    fixes: [
      "Start the DataNodes, or free space on them",
      "Open the DataNode port from the client",
      "For missing blocks: `hdfs fsck /path -files -blocks -locations`, and restore the file from its source",
    ],
  },
  {
    id: "hdfs/standby",
    title: "Client talks to the standby NameNode",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Operation category (?<operation>READ|WRITE|JOURNAL) is not supported in state standby/],
    },
    rootCause: "The client talks to the standby NameNode, which does not serve {operation} requests",
    explanation:
      "After a failover a fixed host name points to the standby; clients of a highly available HDFS use the name service, which finds the active one.",
    checks: [
      "`hdfs haadmin -getAllServiceState`",
      "`fs.defaultFS` of the client: a host or the name service",
    ],
    fixes: [
      "Use the name service (`hdfs://nameservice1/…`) with the cluster's `hdfs-site.xml` instead of one NameNode's host",
      "Run the job again if a failover was just going on",
    ],
  },
  {
    id: "hdfs/quota",
    title: "HDFS quota exceeded",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The (?<kind>DiskSpace|NameSpace) quota (?:\([^()\n]{1,60}\) )?of (?<path>[^\s]{1,300}) is exceeded/,
        /(?:DSQuotaExceeded|NSQuotaExceeded)Exception/,
      ],
      names: [
        /quota = (?<limit>[\d.]{1,20}(?: B = [\d.]{1,10} \w{2})?) but diskspace consumed = (?<used>[\d.]{1,20})/,
      ],
    },
    rootCause: "The[[ {kind}]] quota[[ of `{path}`]] is exhausted",
    explanation: "A folder has a limit on bytes (times replication) or on files; the write would exceed it.",
    checks: ["`hdfs dfs -count -q`, and what grew; many small files use up the name quota"],
    fixes: [
      "Delete what is no longer needed[[ in `{path}`]] (`hdfs dfs -du -h`, `-expunge` for the trash), or merge small files",
      "Raise it as administrator: `hdfs dfsadmin -setSpaceQuota` (or `-setQuota` for the number of files)[[ on `{path}`]]",
    ],
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
      names: [/for (?<principal>[\w./-]{2,80}@[\w.-]{3,120})/],
    },
    rootCause:
      "There is no valid Kerberos ticket[[ for `{principal}`]][[ (keytab `{keytab}`)]][[: {reason}]]",
    explanation:
      "The ticket was never obtained on this worker or expired during a long task, the keytab does not match the principal, or clocks differ by more than five minutes.",
    checks: [
      "`klist` on the worker, and whether the ticket renewer is running",
      "Keytab, principal, clock and realm",
    ],
    fixes: [
      "Get a ticket where the task runs: `kinit -kt KEYTAB PRINCIPAL` (or `airflow kerberos`), and check it with `klist`",
      "If `klist` shows a valid ticket, check that `HADOOP_CONF_DIR` has a `core-site.xml` with `hadoop.security.authentication=kerberos`",
      "Renew the keytab after a password change, and synchronize the clocks",
    ],
  },
  {
    id: "hadoop/wrong-protocol",
    title: "Hadoop address speaks another protocol",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:RpcNoSuchProtocolException\)?: |JA009: )Unknown protocol: (?<protocol>[\w.]{5,200})/,
        /Unknown protocol: (?<protocol>org\.apache\.hadoop\.[\w.]{5,200})/,
      ],
      namesAnywhere: [
        /(?:job-tracker|jobTracker|resource-manager|yarn\.resourcemanager\.address)[^\n\w]{1,12}(?<address>[\w.-]{2,120}:\d{2,5})/,
      ],
    },
    rootCause: "The address[[ `{address}`]] belongs to another Hadoop service: it does not know `{protocol}`",
    explanation:
      "The client reached a Hadoop service, but not the one it needs: host or port are those of another daemon, such as the NameNode's or an old JobTracker's port instead of the ResourceManager's (8032).",
    checks: [
      "Host and port of `jobTracker` or `yarn.resourcemanager.address`, and of `nameNode`, against the cluster's `yarn-site.xml` and `core-site.xml`",
    ],
    fixes: [
      "Put the ResourceManager's address (usually port 8032) into `jobTracker`, and the NameNode's (8020) into `nameNode`",
    ],
  },
  {
    id: "tez/sort-buffer",
    title: "Tez sort buffer larger than the task's memory",
    category: "configuration",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /tez\.runtime\.io\.sort\.mb (?<sort>\d{1,7}) should be larger than 0 and should be less than the available task memory \(MB\): ?(?<memory>\d{1,7})/,
      ],
    },
    rootCause: "`tez.runtime.io.sort.mb` is {sort} MB, but a task has only {memory} MB of memory",
    explanation:
      "The sort buffer is part of the task's memory. With a smaller container, or a buffer set for larger ones, no task of the vertex can start.",
    checks: ["`hive.tez.container.size`, `tez.runtime.io.sort.mb` and where the session sets them"],
    fixes: [
      "Set `tez.runtime.io.sort.mb` to at most 40 % of `hive.tez.container.size`, or raise the container's size",
    ],
  },
];
