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
      names: [/-Xmx(?<heap>\d{1,6}[kKmMgG])\b/],
      namesAnywhere: [/-Xmx(?<heap>\d{1,6}[kKmMgG])\b/],
      not: [/OutOfMemoryError: Metaspace/],
    },
    rootCause: "The Java process ran out of memory ({kind})[[; its heap limit is {heap}]]",
    explanation:
      "The heap or another memory area of the JVM is full. In Spark, that is the driver's or an executor's.",
    checks: ["Which process it was, its `-Xmx`, and how much data this run processed"],
    fixes: [
      "Raise the memory of the process that died: `spark.executor.memory` or `spark.driver.memory` in Spark, `-Xmx` elsewhere (`-XX:MaxDirectMemorySize` for Direct buffer memory)",
      "Process less at once: more partitions, smaller batches, no `collect()`",
      "Take a heap dump (`-XX:+HeapDumpOnOutOfMemoryError`) if the input did not grow",
    ],
    docs: ["https://spark.apache.org/docs/latest/tuning.html"],
  },
  {
    id: "jvm/metaspace",
    title: "JVM ran out of metaspace",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/OutOfMemoryError: Metaspace/],
    },
    rootCause: "The Java process ran out of Metaspace, the memory for loaded classes",
    explanation:
      "Classes are kept as long as their class loader is reachable. Jobs that are submitted again and again to one process leak it when a thread or a static field of an old job keeps its loader; more heap does not help.",
    checks: [
      "How often jobs were submitted to this process since its start, and threads of old jobs (`jcmd PID Thread.print`)",
      "`-XX:MaxMetaspaceSize`, or Flink's `taskmanager.memory.jvm-metaspace.size`",
    ],
    fixes: [
      "Restart the process and raise the limit (`-XX:MaxMetaspaceSize`, Flink `taskmanager.memory.jvm-metaspace.size`)",
      "Stop threads and close drivers of the job when it ends, or put the library into the server's `lib/` instead of the job's jar",
    ],
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
        /(?:Failed to load|Cannot load JDBC|Unable to load) driver class:? '?(?<class>[\w.$]{3,200})/,
      ],
      not: [/org[./]apache[./]hadoop[./]fs[./]/, /Failed to find (?:the )?data source/, /MetaException/],
    },
    rootCause: "The Java class `{class}` is not on the class path",
    explanation:
      "A library is missing from the job's packages, or is a different version than the code was built with.",
    checks: ["The job's `--packages` and `--jars`, and which artifact contains the class"],
    fixes: [
      "Add the artifact that contains `{class}` in the version that the code was built with (`--packages`, `--jars`, or the job's fat jar)",
      "Check that the jar is on the side that needs it: driver and executors, or the server's plugin folder",
    ],
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
    match: {
      message: [/NullPointerException(?:: (?<message>[^\n]{1,160}))?/],
      names: [
        /\n\s{1,8}at (?<frame>(?!java\.|sun\.|jdk\.|scala\.)[\w.$<>]{3,200}\([\w$]{1,80}\.(?:java|scala|kt):\d{1,6}\))/,
      ],
    },
    rootCause: "Java code used a value that is null[[: {message}]][[ (at {frame})]]",
    explanation: "A field or setting that the code expects is missing.",
    checks: ["The first frame of your own code below the message"],
    fixes: [
      "Handle the missing value in the code[[ at {frame}]], or set the field or setting that is missing",
    ],
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
    fixes: [
      "Correct the host name `{host}` in the settings",
      "Check that it resolves where the job runs (`getent hosts {host}`): DNS, `/etc/hosts`, the network or namespace",
    ],
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
      names: [/(?:to|connect to|Connection to) \/?(?<host>[\w.-]{2,120}(?:\/[\d.]{7,15})?:\d{2,5})\b/],
    },
    rootCause: "A connection[[ to `{host}`]] failed or was lost: {message}",
    explanation: "The server refused, did not respond in time or closed the connection.",
    checks: ["Whether the service was up, and its address in the settings"],
    fixes: [
      "Check that the server[[ `{host}`]] runs and its port is reachable from the job (`nc -vz HOST PORT`)",
      "Correct host or port in the settings; run again if it was only restarting",
    ],
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
      names: [/inode="[^"\n]{1,300}":(?<owner>[\w.-]{1,60}):(?<group>[\w.-]{1,60}):(?<mode>[drwxst-]{9,11})/],
    },
    rootCause:
      "The user `{user}` has no {access} permission on `{path}`[[, which belongs to {owner}:{group} ({mode})]]",
    explanation: "HDFS checks the user that the job runs as against the owner and mode of the path.",
    checks: ["Owner and mode of the path (`hdfs dfs -ls`), and the job's user"],
    fixes: [
      "Grant it as owner or superuser: `hdfs dfs -setfacl -m user:{user}:rwx {path}`, or `-chown`/`-chmod`",
      "Run the job as a user who has it (`HADOOP_USER_NAME`, `--proxy-user`)",
    ],
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
    category: "code_bug",
    alternatives: ["schema_change", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /ClassCastException: (?:class )?(?<from>[\w.$]+) cannot be cast to (?:class )?(?<to>[\w.$]+)/,
      ],
      names: [/\(?class (?<from>[\w.$]{2,160}) cannot be cast/],
    },
    rootCause: "A value of type {from} was cast to {to}",
    explanation:
      "The data or a library returns a different type than the code expects; in Spark, often files with different schemas in one folder, or mixed library versions.",
    checks: ["The schema of the files read, and the versions of connectors"],
    fixes: [
      "Read the files with an explicit schema, or cast the column to {to} before it is used",
      "If both classes are a library's own, remove its second version from the class path",
    ],
  },
  {
    id: "jvm/number-format",
    title: "Java: text is not a number",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /NumberFormatException: For input string: "(?<value>[^"\n]{0,120})"/,
        /NumberFormatException: (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "A value that should be a number is not[[: `{value}`]][[: {message}]]",
    explanation: "The data or a setting contains text where a number is expected.",
    checks: ["Where the value comes from: an input row, or a setting such as `64M`"],
    fixes: [
      "Find where[[ `{value}`]] the text comes from: a column of the input (clean or cast it) or a setting (write it without a unit)",
      "Load the column as text and convert it with a default for bad values",
    ],
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
        /(?:JsonParse|JsonEOF|InvalidFormat|JsonMapping|MalformedJson|JsonSyntax)Exception: (?<reason>[^\n]{1,160})/,
      ],
      not: [
        /Unrecognized field "|Cannot deserialize value of type|Expected (?:BEGIN_OBJECT|BEGIN_ARRAY|a string) but was/,
      ],
      names: [/Unrecognized field "(?<field>[^"\n]{1,120})"/, /\["(?<field>[^"\n]{1,80})"\]\)?(?:\n|$)/],
    },
    rootCause: "A JSON document cannot be read[[ (field `{field}`)]]: {reason}",
    explanation:
      "`JsonParseException` means the text is not JSON (an error page, a truncated or differently encoded message); the others mean that a field has another type than the code expects, or is unknown to it.",
    checks: ["The document itself: its first characters, and the field and position in the message"],
    fixes: [
      "If it is not JSON at all (an error page, a truncated message), fetch it again or set it aside",
      "For an unknown or changed field[[ (`{field}`)]] adapt the class or schema (`@JsonIgnoreProperties(ignoreUnknown = true)`), and ask the source whether the change was intended",
    ],
  },
  {
    id: "jvm/class-incompatible",
    title: "Two sides use different versions of a class",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /InvalidClassException: (?<class>[\w.$]{3,200}); local class incompatible/,
        /local class incompatible: stream classdesc serialVersionUID/,
      ],
      namesAnywhere: [/InvalidClassException: (?<class>[\w.$]{3,200});/],
    },
    rootCause:
      "Client and server have different versions of a class[[ (`{class}`)]], so one cannot read what the other sends",
    explanation:
      "Java serialization requires the same version of a class on both sides. Usually the client's library (such as PySpark or the Spark of the image) has another version than the cluster.",
    checks: [
      "The versions on both sides: `spark-submit --version` or `pip show pyspark` where the task runs, and the version of master and workers",
    ],
    fixes: [
      "Use the same version on both sides: pin the client's library to the cluster's version, or upgrade the cluster",
    ],
  },
  {
    id: "jvm/json-shape",
    title: "Java: JSON has other fields or types than the class",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unrecognized field "(?<field>[^"\n]{1,120})"(?: \(class (?<class>[\w.$]{1,200}))?/,
        /Cannot deserialize value of type `?(?<type>[\w.$<>]{1,160})`? from (?<found>[^\n]{3,80}?)(?::|\n|$)/,
        /Expected (?<type>BEGIN_OBJECT|BEGIN_ARRAY|a string) but was (?<found>\w{3,20}) at/,
      ],
      names: [/path \$\.?(?<field>[\w.[\]]{1,120})/, /\["(?<field>[^"\n]{1,80})"\]\)?(?:\n|$)/],
    },
    rootCause:
      "A JSON document does not have the shape that the class expects[[: field `{field}`]][[, {found} instead of `{type}`]]",
    explanation:
      "The document is valid JSON, but has a field that the class does not know, or a value of another type. The source added or changed the field, or the class belongs to another version.",
    checks: ["The document at that field, and when the source began to send it so"],
    fixes: [
      "Adapt the class to the new shape, or ignore unknown fields (`@JsonIgnoreProperties(ignoreUnknown = true)`, `FAIL_ON_UNKNOWN_PROPERTIES`)",
      "Ask the source whether the change was intended; set the documents aside until then",
    ],
  },
  {
    id: "jvm/concurrent-modification",
    title: "Collection or client changed by another thread while in use",
    category: "code_bug",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /java\.util\.ConcurrentModificationException(?:: (?<reason>KafkaConsumer is not safe for multi-threaded access))?/,
      ],
      not: [/Hoodie\w{4,40}Exception|\bhudi\b/],
    },
    rootCause: "The code changes a collection or client while another part of it is using it[[: {reason}]]",
    explanation:
      "Java's collections and the Kafka consumer notice that they were changed during an iteration or by a second thread, and fail rather than go on with wrong contents.",
    checks: ["Which threads or loops touch the object on the line that raised it"],
    fixes: [
      "Iterate over a copy, remove through the iterator, or use a concurrent collection",
      "Use one Kafka consumer per thread; call only `wakeup()` from others",
    ],
  },
];
