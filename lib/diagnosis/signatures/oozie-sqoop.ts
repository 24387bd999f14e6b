import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SQOOP = "https://sqoop.apache.org/docs/1.4.7/SqoopUserGuide.html";

/** Sqoop's connections and outputs, and Oozie's actions. */
export const oozieSqoopSignatures: Signature[] = [
  {
    id: "sqoop/no-manager",
    title: "Sqoop does not know the database of the connect string",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No manager for connect string: (?<url>[^\s]{3,240})/,
        /Got error creating database manager: (?<reason>[^\n]{3,200})/,
      ],
    },
    rootCause: "Sqoop has no connection manager for[[ `{url}`]][[ the database: {reason}]]",
    explanation:
      "Sqoop picks the manager by the start of the JDBC URL. The scheme is misspelled, or the database needs the generic manager with an explicit driver.",
    checks: ["The URL after `--connect`, quoted so that the shell leaves `&` and `;` alone"],
    fixes: [
      "Correct the URL: `jdbc:mysql://`, `jdbc:postgresql://`, `jdbc:oracle:thin:@//`, `jdbc:sqlserver://`",
      "Pass `--driver CLASS` (and `--connection-manager org.apache.sqoop.manager.GenericJdbcManager`) with the JAR in `$SQOOP_HOME/lib`",
    ],
    docs: [SQOOP],
  },
  {
    id: "sqoop/no-columns",
    title: "Sqoop: follow-up of a failed connection or query",
    category: "unknown",
    alternatives: ["network_timeout", "auth_permission", "configuration", "missing_dependency"],
    strength: "hint",
    transience: "unknown",
    match: { message: [/No columns to generate for ClassWriter/] },
    rootCause: "Sqoop could not read the table's columns, because of the error above this line",
    explanation:
      "Sqoop asks the database for the columns before it generates code. That query failed: login, network, TLS, driver or table name. The table is not empty of columns.",
    checks: ["The `ERROR manager.SqlManager: Error executing statement` above, down to its last `Caused by`"],
    fixes: [
      "Fix the error above",
      "Try the connection alone: `sqoop eval --connect URL --query 'SELECT 1'`",
      "Replace an old driver JAR in `$SQOOP_HOME/lib` if the last cause is a driver error",
    ],
    docs: [SQOOP],
  },
  {
    id: "sqoop/tls",
    title: "JDBC driver and JDK have no TLS version in common",
    category: "configuration",
    alternatives: ["missing_dependency", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/No appropriate protocol \(protocol is disabled or cipher suites are inappropriate\)/],
      also: [/mysql|sqoop|jdbc|CommunicationsException|SQLServerException/i],
    },
    rootCause:
      "The TLS handshake failed because the JDBC driver offers only TLS 1.0 or 1.1, which this JDK has disabled (SSLHandshakeException)",
    explanation:
      "The server answered; network and login are fine. Since 2021 JDK updates disable TLS 1.0 and 1.1 (`jdk.tls.disabledAlgorithms`), and old drivers, such as MySQL Connector/J before 5.1.49 and 8.0.19, ask for nothing newer. `Communications link failure` is only the driver's wrapper.",
    checks: [
      "Version of the driver's JAR, and of the JDK (`java -version`)",
      "TLS versions that the server offers",
    ],
    fixes: [
      "Add `enabledTLSProtocols=TLSv1.2` to the JDBC URL (`tlsVersions=TLSv1.2` for Connector/J 8.0.28 and later, `sslProtocol=TLSv1.2` for SQL Server)",
      "Better: replace the driver's JAR (`$SQOOP_HOME/lib`) by a current one",
      "Upgrade a server that offers nothing above TLS 1.1; do not enable the old versions in `java.security` for good",
    ],
    docs: ["https://dev.mysql.com/doc/connector-j/en/connector-j-reference-using-ssl.html"],
  },
  {
    id: "sqoop/streaming-result",
    title: "Sqoop: MySQL driver is too old for the import",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Streaming result set [\w.$@]{3,120} is still active/] },
    rootCause: "The MySQL driver reads a second result while its streaming one is still open",
    explanation: "Connector/J before 5.1.31 leaves the streaming result of Sqoop's column query open.",
    checks: ["`ls $SQOOP_HOME/lib/mysql-connector*`"],
    fixes: [
      "Replace the driver's JAR by a current one",
      "Pass `--driver com.mysql.jdbc.Driver`, which switches to the generic manager",
    ],
    docs: [SQOOP],
  },
  {
    id: "hadoop/output-exists",
    title: "Output directory of the job already exists",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/FileAlreadyExistsException: Output directory (?<path>[^\s]{1,300}) already exists/],
    },
    rootCause: "The output directory `{path}` already exists, most likely from an earlier attempt",
    explanation:
      "MapReduce and Sqoop never write into an existing directory. A retry of a job that got that far fails here and hides the first attempt's error.",
    checks: [
      "`hdfs dfs -ls {path}`: from which run it is, and whether `_SUCCESS` is there",
      "The first attempt's error",
    ],
    fixes: [
      "Delete it before the job: `hdfs dfs -rm -r {path}`, `sqoop import --delete-target-dir`, or `<prepare><delete …/></prepare>` in Oozie",
      "Use `--append` for incremental imports, or a directory for each run",
    ],
    docs: [SQOOP],
  },
  {
    id: "oozie/launcher-failed",
    title: "Oozie: the action's program failed",
    category: "unknown",
    alternatives: ["code_bug", "configuration", "data_quality", "missing_dependency"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Launcher ERROR, reason: Main Class \[(?<main>[\w.$]{3,160})\], (?:exit code \[(?<code>-?\d{1,3})\]|main\(\) threw exception, (?<reason>[^\n]{3,200}))/i,
        /JA018[:,] ?(?<reason>[^\n]{3,160})/,
        /Main [Cc]lass \[(?<main>org\.apache\.oozie\.action\.hadoop\.\w{3,60})\], exit code \[(?<code>-?\d{1,3})\]/,
      ],
    },
    rootCause: "The program of the Oozie action failed[[: `{main}`]][[ with exit code {code}]][[: {reason}]]",
    explanation:
      "Oozie's launcher reports only that the program ended badly. What it printed is in the standard output and error of the launcher's YARN application.",
    checks: [
      "`yarn logs -applicationId ID` of the launcher: `External ID` in `oozie job -info`, with `job_` replaced by `application_`",
    ],
    fixes: [
      "Fix what the program's log reports",
      "Rerun from there: `oozie job -rerun ID -D oozie.wf.rerun.failnodes=true`",
    ],
  },
  {
    id: "oozie/file-missing",
    title: "Oozie: file of the workflow does not exist",
    category: "configuration",
    alternatives: ["missing_dependency", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/JA008[:,] ?(?:File does not exist:? ?)?(?<path>[^\n]{3,240})/] },
    rootCause: "A file that the Oozie action needs does not exist: {path}",
    explanation:
      "The workflow was deployed without the script or JAR, its path in `<file>`, `<archive>` or `<job-xml>` is wrong, or the share library was updated while Oozie still knows the former directory.",
    checks: ["`hdfs dfs -ls` of the path", "`oozie admin -shareliblist`"],
    fixes: [
      "Upload the missing file to the workflow's directory",
      "After an update of the share library: `oozie admin -sharelibupdate`",
    ],
  },
  {
    id: "oozie/cluster-unreachable",
    title: "Oozie cannot reach or address the cluster",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/JA00(?<digit>[679])[:,] ?(?<reason>[^\n]{3,200})/],
      not: [/impersonate|Unknown protocol/],
    },
    rootCause: "Oozie could not submit the action to the cluster: {reason}",
    explanation:
      "JA006 and JA007: the connection to NameNode or ResourceManager failed or its name is unknown. JA009: the cluster could not be used, often a wrong `job-tracker` or `name-node`, a missing queue or an expired token.",
    checks: ["`nameNode` and `jobTracker` in `job.properties`, and whether those services were up"],
    fixes: [
      "Start the service, or correct the address (the name service for a highly available cluster)",
      "Resume the suspended job: `oozie job -resume ID`",
    ],
  },
  {
    id: "hadoop/impersonation",
    title: "Hadoop: service may not act for the user",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /User: (?<service>[\w./@-]{1,120}) is not allowed to impersonate (?<user>[\w./@-]{1,120})/,
        /Unauthorized connection for super-user: (?<service>[\w./@-]{1,120})(?: from IP (?<address>[\w.:]{3,60}))?/,
      ],
    },
    rootCause: "`{service}` may not act[[ for user `{user}`]][[ from {address}]] on the Hadoop cluster",
    explanation:
      "Oozie, Hive, Livy and Knox submit jobs in the user's name. The cluster allows that only for the hosts and groups in `hadoop.proxyuser.*` of `core-site.xml`.",
    checks: [
      "`hadoop.proxyuser.{service}.hosts` and `.groups` on NameNode and ResourceManager",
      "The host that the service runs on now",
    ],
    fixes: [
      "Add the service's host and the user's group to `hadoop.proxyuser.{service}.hosts` and `.groups`",
      "Load it: `hdfs dfsadmin -refreshSuperUserGroupsConfiguration` and `yarn rmadmin -refreshSuperUserGroupsConfiguration`",
    ],
    docs: ["https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/Superusers.html"],
  },
];
