import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Java, Scala and whatever runs on them. */
export const jvmSignatures: Signature[] = [
  {
    id: "jvm/heap-space",
    title: "Java out of memory",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /OutOfMemoryError: (?<kind>Java heap space|GC overhead limit exceeded|Requested array size exceeds VM limit|Metaspace|Direct buffer memory)/,
        /Terminating due to java\.lang\.OutOfMemoryError: (?<kind>[^\n]{1,60})/,
      ],
    },
    rootCause: "The Java process ran out of memory ({kind})",
    explanation:
      "The heap or another memory area of the JVM is full. In Spark, that is the driver's or an executor's.",
    checks: ["Which process it was, its `-Xmx`, and how much data this run processed"],
    fixes: [
      "Raise the process's memory (`spark.driver.memory`, `spark.executor.memory`)",
      "Process less data at once",
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
      not: [/org[./]apache[./]hadoop[./]fs[./]/, /Failed to find (?:the )?data source/, /MetaException/],
    },
    rootCause: "The Java class `{class}` is not on the class path",
    explanation:
      "A library is missing from the job's packages, or is a different version than the code was built with.",
    checks: ["The job's `--packages` and `--jars`, and which artifact contains the class"],
    fixes: ["Add the artifact that contains `{class}`, in a matching version"],
  },
  {
    id: "jvm/no-such-method",
    title: "Java library versions conflict",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:NoSuchMethodError|NoSuchFieldError|AbstractMethodError|IncompatibleClassChangeError): (?<member>[^\n]{1,160})/,
        /UnsupportedClassVersionError: (?<member>[^\n]{1,160})/,
      ],
    },
    rootCause: "Java library versions conflict: {member}",
    explanation:
      "The code was compiled against a different version of a library (or of Java or Scala) than the one loaded.",
    checks: ["Versions of Spark, Scala and connectors: the Scala suffix (`_2.12`, `_2.13`) must be the same"],
    fixes: ["Use artifacts built for the same Spark and Scala version"],
  },
  {
    id: "jvm/null-pointer",
    title: "Java null pointer",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/NullPointerException(?:: (?<message>[^\n]{1,160}))?/] },
    rootCause: "Java code dereferenced null[[: {message}]]",
    explanation: "A field or setting that the code expects is missing.",
    checks: ["The first frame of your own code below the message"],
    fixes: ["Handle the missing value there"],
  },
  {
    id: "jvm/unknown-host",
    title: "Java: unknown host",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/UnknownHostException: (?<host>[\w.-]{1,200})/] },
    rootCause: "The host name `{host}` does not resolve",
    explanation:
      "That machine cannot resolve the name: it is misspelled, belongs to another network, or DNS was unavailable.",
    checks: ["The host in the settings, and whether it resolves from where the job runs"],
    fixes: ["Fix the host name, or connect to the network that knows it"],
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
      not: [/localhost|127\.0\.0\.1/, /kafka\.connect\.errors\.ConnectException/],
    },
    rootCause: "A connection failed or was lost: {message}",
    explanation: "The server refused, did not respond in time or closed the connection.",
    checks: ["Whether the service was up, and its address in the settings"],
    fixes: ["Retry if it was briefly down, otherwise fix the address"],
  },
  {
    id: "jvm/hadoop-permission",
    title: "HDFS permission denied",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /AccessControlException: Permission denied: user=(?<user>[\w.-]+), access=(?<access>\w+), inode="(?<path>[^"\n]+)"/,
      ],
    },
    rootCause: "User `{user}` has no {access} permission on `{path}`",
    explanation: "HDFS checks the user that the job runs as against the owner and mode of the path.",
    checks: ["Owner and mode of the path (`hdfs dfs -ls`), and the job's user"],
    fixes: ["Grant the permission, or run as a user who has it (`HADOOP_USER_NAME`)"],
  },
  {
    id: "jvm/no-suitable-driver",
    title: "JDBC driver not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No suitable driver(?: found for (?<url>[^\s;?]{1,200}))?/] },
    rootCause: "No JDBC driver for the database was found[[: {url}]]",
    explanation:
      "The driver's jar is not on the class path, or the URL does not have the prefix that the driver expects.",
    checks: ["`--jars` or `spark.jars.packages`, and the `driver` option"],
    fixes: ["Add the driver's jar and set its class"],
  },
  {
    id: "jvm/class-cast",
    title: "Java type mismatch",
    category: "schema_change",
    alternatives: ["code_bug", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /ClassCastException: (?:class )?(?<from>[\w.$]+) cannot be cast to (?:class )?(?<to>[\w.$]+)/,
      ],
    },
    rootCause: "A value of type {from} was cast to {to}",
    explanation:
      "The data or a library returns a different type than the code expects; in Spark, often files with different schemas in one folder, or mixed library versions.",
    checks: ["The schema of the files read, and the versions of connectors"],
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
    explanation: "The data or a setting contains text where a number is expected.",
    checks: ["Where the value comes from: an input row, or a setting such as `64M`"],
    fixes: ["Clean the data, or fix the setting"],
  },
  {
    id: "jvm/json",
    title: "Java: invalid or unexpected JSON",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:JsonParse|JsonEOF|MismatchedInput|InvalidFormat|UnrecognizedProperty|JsonMapping|MalformedJson|JsonSyntax)Exception: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "A JSON document cannot be read: {reason}",
    explanation:
      "`JsonParseException` means the text is not JSON (an error page, a truncated or differently encoded message); the others mean that a field has another type than the code expects, or is unknown to it.",
    checks: ["The document itself: its first characters, and the field and position in the message"],
    fixes: [
      "Fix or set aside the record at its source",
      "Adapt the class or schema if the source's format changed",
    ],
  },
];
