import type { Signature } from "@/lib/diagnosis/signatures/signature";

export const jvmSignatures: Signature[] = [
  {
    id: "jvm/heap-space",
    title: "Java heap exhausted",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /OutOfMemoryError: (?<kind>Java heap space|GC overhead limit exceeded|Requested array size exceeds VM limit|Metaspace|Direct buffer memory)/,
        /Terminating due to java\.lang\.OutOfMemoryError: (?<kind>[^\n]{1,60})/,
      ],
    },
    rootCause: "The Java process ran out of memory ({kind})",
    explanation:
      "The heap or another memory area of the JVM was full. In Spark it is the driver's or an executor's.",
    checks: ["Which process it was, its `-Xmx`, and the amount of data of this run"],
    fixes: [
      "Raise the process' memory (`spark.driver.memory`, `spark.executor.memory`)",
      "Process less at once",
    ],
    docs: ["https://spark.apache.org/docs/latest/tuning.html"],
  },
  {
    id: "jvm/class-not-found",
    title: "Java class missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:ClassNotFoundException|NoClassDefFoundError): (?:Could not initialize class )?(?:Class )?(?<class>[\w./$]{3,200})/,
      ],
      not: [/org[./]apache[./]hadoop[./]fs[./]/, /Failed to find (?:the )?data source/],
    },
    rootCause: "The Java class `{class}` is not on the class path",
    explanation:
      "A library is missing from the job's packages, or has another version than the code was built with.",
    checks: ["`--packages` and `--jars` of the job, and which artifact holds the class"],
    fixes: ["Add the artifact that holds `{class}`, in the version that fits"],
  },
  {
    id: "jvm/no-such-method",
    title: "Java libraries do not fit together",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:NoSuchMethodError|NoSuchFieldError|AbstractMethodError|IncompatibleClassChangeError): (?<member>[^\n]{1,160})/,
        /UnsupportedClassVersionError: (?<member>[^\n]{1,160})/,
      ],
    },
    rootCause: "Java libraries of different versions are mixed: {member}",
    explanation:
      "Code was compiled against another version of a library (or of Java, or Scala) than the one that is loaded.",
    checks: ["Versions of Spark, Scala and connectors: the Scala suffix (`_2.12`, `_2.13`) must be the same"],
    fixes: ["Use artifacts built for the same Spark and Scala version"],
  },
  {
    id: "jvm/null-pointer",
    title: "Null in Java code",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/NullPointerException(?:: (?<message>[^\n]{1,160}))?/] },
    rootCause: "Java code used a value that is null[[: {message}]]",
    explanation: "A field or setting that the code takes for granted is missing.",
    checks: ["The first frame of your own code under the message"],
    fixes: ["Handle the missing value there"],
  },
  {
    id: "jvm/unknown-host",
    title: "Java: host name unknown",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/UnknownHostException: (?<host>[\w.-]{1,200})/] },
    rootCause: "The host name `{host}` does not resolve",
    explanation:
      "Name resolution on that machine knows no such host: misspelt, another network, or DNS was not available.",
    checks: ["The host in the settings, and whether it resolves from where the job runs"],
    fixes: ["Correct the host, or join the network in which it is known"],
  },
  {
    id: "jvm/connect-exception",
    title: "Java: connection refused or timed out",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:ConnectException|SocketTimeoutException|ConnectTimeoutException|NoRouteToHostException|SocketException): (?<message>[^\n]{1,160})/,
      ],
      not: [/localhost|127\.0\.0\.1/],
    },
    rootCause: "A connection could not be made or broke: {message}",
    explanation: "The other side refused, did not answer in time or closed the connection.",
    checks: ["Whether the service was up, and the address in the settings"],
    fixes: ["Retry if it was down for a moment, else correct the address"],
  },
  {
    id: "jvm/hadoop-permission",
    title: "Hadoop file system denies access",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /AccessControlException: Permission denied: user=(?<user>[\w.-]+), access=(?<access>\w+), inode="(?<path>[^"\n]+)"/,
      ],
    },
    rootCause: "User `{user}` has no {access} right on `{path}`",
    explanation: "HDFS checks the user the job runs as against owner and mode of the path.",
    checks: ["Owner and mode of the path (`hdfs dfs -ls`), and the job's user"],
    fixes: ["Give the right, or run as a user that has it (`HADOOP_USER_NAME`)"],
  },
  {
    id: "jvm/no-suitable-driver",
    title: "JDBC driver missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No suitable driver(?: found for (?<url>[^\s;?]{1,200}))?/] },
    rootCause: "There is no JDBC driver for the database[[: {url}]]",
    explanation:
      "The driver's jar is not on the class path, or the address does not begin as the driver expects.",
    checks: ["`--jars` or `spark.jars.packages`, and the option `driver`"],
    fixes: ["Add the driver's jar and name its class"],
  },
  {
    id: "jvm/class-cast",
    title: "Java: value has another type",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /ClassCastException: (?:class )?(?<from>[\w.$]+) cannot be cast to (?:class )?(?<to>[\w.$]+)/,
      ],
    },
    rootCause: "A value of type {from} was read as {to}",
    explanation:
      "The data or a library delivers another type than the code was written for; in Spark often files of different schema in one folder, or mixed library versions.",
    checks: ["The schema of the files read, and versions of connectors"],
    fixes: ["Read with the right schema, or cast"],
  },
  {
    id: "jvm/number-format",
    title: "Java: text is not a number",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/NumberFormatException: (?<message>[^\n]{1,160})/] },
    rootCause: "A value that should be a number is not: {message}",
    explanation: "The data or a setting holds text where a number is expected.",
    checks: ["Where the value comes from: a row of the input or a setting such as `64M`"],
    fixes: ["Clean the data, or correct the setting"],
  },
];
