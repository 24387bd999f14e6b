import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Java and Scala programs, JDBC from Python, Maven and Gradle builds. */
export const jdbcJavaSignatures: Signature[] = [
  {
    id: "jdbc/driver-class-missing",
    title: "JDBC driver class not found",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /TypeError: Class (?<class>[\w.$]{3,200}) is not found/,
        /(?:Failed to load|Cannot load|Could not load|Unable to load) (?:JDBC )?driver class:? ?\[?'?(?<class>[\w.$]{3,200})/i,
      ],
      not: [/kafka\.connect/],
    },
    rootCause: "The JDBC driver class `{class}` is not on the class path",
    explanation:
      "The driver's jar was not passed to the JVM, or the class has another name in that version. JayDeBeApi and JPype read the class path only when the JVM starts.",
    checks: [
      "Whether the jar exists at the path that the job passes, where the job runs",
      "Whether the jar contains the class (`unzip -l`)",
      "Whether something else started the JVM in this process before, with another class path",
    ],
    fixes: [
      "Pass the jar: `jaydebeapi.connect('{class}', url, [user, password], '/path/driver.jar')`, `--jars` in Spark, or `-cp`",
      "Correct the class name to that of the installed driver version",
      "If several drivers are needed in one process, give all jars to the first connection",
    ],
  },
  {
    id: "jpype/jvm-missing",
    title: "No JVM for JayDeBeApi or JPype",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /JVMNotFoundException: No JVM shared library file \((?<library>[^)\n]{1,40})\) found/,
        /JVMNotSupportedException: (?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "Python finds no usable Java installation[[ (`{library}`)]][[: {message}]]",
    explanation:
      "JPype loads the JVM's library into the Python process and looks for it below `JAVA_HOME` and in the usual folders.",
    checks: [
      "Whether Java is installed in the image (`java -version`), and what `JAVA_HOME` says",
      "Whether Java and Python are both 64-bit and of one architecture",
    ],
    fixes: [
      "Install Java in the image (`apt-get install default-jre-headless`)",
      "Set `JAVA_HOME` to the folder that contains `lib/server/libjvm.so`",
    ],
  },
  {
    id: "jpype/jvm-started-twice",
    title: "JVM cannot be started again in this process",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /OSError: JVM (?:is already started|cannot be restarted)/,
        /JVMNotRunning: Java Virtual Machine is not running/,
      ],
    },
    rootCause: "The code starts the JVM a second time in one Python process, or uses it after it ended",
    explanation: "JPype can start one JVM per process, and never again after `shutdownJVM()`.",
    checks: [
      "Where the process calls `startJVM` and `shutdownJVM`, and whether a forked worker inherited a running JVM",
    ],
    fixes: [
      "Start it once: `if not jpype.isJVMStarted(): jpype.startJVM(…)`, and leave the shutdown to the end of the process",
      "Start workers with `spawn` instead of `fork`",
    ],
  },
  {
    id: "jvm/native-library",
    title: "Native library for Java missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /UnsatisfiedLinkError: no (?<library>[\w.-]{1,120}) in java\.library\.path/,
        /UnsatisfiedLinkError: (?:[^\n:]{1,200}: )?(?<library>lib[\w.+-]{1,120}): cannot open shared object file/,
        /UnsatisfiedLinkError: (?<message>[^\n]{1,200})/,
        /Could not initialize class org\.xerial\.snappy\.Snappy/,
      ],
    },
    rootCause: "Java cannot load the native library[[ `{library}`]][[: {message}]]",
    explanation:
      "The library is not on `java.library.path`, belongs to another architecture, or needs glibc where the image has musl (Alpine).",
    checks: [
      "`uname -m` and the image's base against what the library was built for",
      "`-Djava.library.path` and `LD_LIBRARY_PATH` of the process",
    ],
    fixes: [
      "Install the library in the version of the jar and point to it: `-Djava.library.path=…`",
      "Use an image based on Debian or Ubuntu instead of Alpine, or install `gcompat`",
      "If `/tmp` is mounted `noexec`, unpack elsewhere: `-Djava.io.tmpdir=…`",
    ],
  },
  {
    id: "jvm/index-out-of-bounds",
    title: "Java index out of bounds",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:Array|String)?IndexOutOfBoundsException(?:: (?:(?:index |begin )?-?\d{1,10}|Index:? (?<index>-?\d{1,10})[^\n]{0,20} (?:for length|Size:) ?(?<size>\d{1,10}))|: (?<message>[^\n]{1,120}))/,
      ],
      names: [
        /\n\s{1,8}at (?<frame>(?!java\.|sun\.|jdk\.|scala\.)[\w.$<>]{3,200}\([\w$]{1,80}\.(?:java|scala|kt):\d{1,6}\))/,
      ],
    },
    rootCause:
      "Java code read past the end[[: index {index}, length {size}]][[: {message}]][[ (at {frame})]]",
    explanation:
      "Typical is a line that splits into fewer fields than the code expects, or an empty list or argument array.",
    checks: [
      "The first frame of your own code, and the input line that it was reading",
      'Whether trailing empty fields are lost: `split(",")` drops them, `split(",", -1)` keeps them',
    ],
    fixes: [
      "Check the length before reading, and report the line that is too short",
      "Read delimited files with a CSV parser instead of `split`",
    ],
  },
  {
    id: "jvm/stack-overflow",
    title: "Java stack overflow",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/\bjava\.lang\.StackOverflowError\b/],
      names: [/StackOverflowError[^\n]{0,40}\n\s{1,8}at (?<frame>[\w.$<>]{3,200}\([^)\n]{1,120}\))/],
    },
    rootCause: "Java code called itself too deeply[[ (at {frame})]]",
    explanation:
      "Either the recursion has no end, or the structure is very deep: in Spark a plan with thousands of `withColumn` or `union` steps, elsewhere nested JSON or a huge regular expression.",
    checks: ["Which frames repeat in the stack trace"],
    fixes: [
      "End the recursion or write it as a loop",
      "In Spark, build columns with one `select` and cut the lineage with `checkpoint()`",
      "Raise the stack if the depth is legitimate: `-Xss4m` (in Spark through `extraJavaOptions`)",
    ],
  },
  {
    id: "jvm/date-parse",
    title: "Java cannot parse a date",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /DateTimeParseException: Text '(?<value>[^'\n]{0,120})' could not be parsed/,
        /java\.text\.ParseException: Unparseable (?:date|number): "(?<value>[^"\n]{0,120})"/,
      ],
      not: [/INCONSISTENT_BEHAVIOR_CROSS_VERSION|SparkUpgradeException/],
    },
    rootCause: "The text `{value}` is not a date in the expected format",
    explanation:
      "`java.time` accepts exactly the pattern: `2024-3-1` does not fit `yyyy-MM-dd`, and names of months depend on the locale.",
    checks: [
      "The formatter's pattern and locale against the value",
      "Whether other rows have that format too, and since when",
    ],
    fixes: [
      "Use a pattern that fits (`yyyy-M-d` also takes two digits), and set the locale: `DateTimeFormatter.ofPattern(…, Locale.ENGLISH)`",
      "Route rows that do not parse to an error table",
    ],
  },
  {
    id: "jvm/executor-rejected",
    title: "Java thread pool rejected a task",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/(?:RejectedExecutionException|TaskRejectedException)\b/],
      names: [
        /\[(?<state>Running|Shutting down|Terminated), pool size = (?<threads>\d{1,6}), active threads = \d{1,6}, queued tasks = (?<queued>\d{1,9})/,
      ],
      not: [/EsRejectedExecution|es_rejected/],
    },
    rootCause:
      "The thread pool rejected a task[[: it was {state}, with {threads} threads and {queued} tasks queued]]",
    explanation: "A pool rejects tasks when its threads and its queue are full, or after it was shut down.",
    checks: [
      "Whether the pool was shutting down (then the task came too late)",
      "What the busy threads wait for (`jstack PID`)",
    ],
    fixes: [
      "Let the producer wait (`CallerRunsPolicy` or a semaphore), or enlarge the queue",
      "Remove what blocks the threads: slow queries, calls without a timeout",
      "If it was shut down, stop producing before `shutdown()` and use `awaitTermination`",
    ],
  },
  {
    id: "jvm/keystore-password",
    title: "Wrong password for the Java keystore",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /UnrecoverableKeyException: (?:Password verification failed|Cannot recover key)/,
        /Keystore was tampered with, or password was incorrect/,
        /keystore password was incorrect/,
        /IOException: (?:Invalid keystore format|toDerInputStream rejects tag type)/,
      ],
      names: [/(?<file>[\w./-]{1,200}\.(?:jks|p12|pfx|keystore|truststore))\b/],
    },
    rootCause: "The keystore[[ `{file}`]] cannot be opened with the given password or type",
    explanation:
      "Java checks the password when it loads the store. A store in another format (PKCS12 read as JKS, a PEM file) or an empty password looks similar.",
    checks: [
      "`keytool -list -keystore FILE` with the same password",
      "Whether the store was replaced when the certificate was renewed",
    ],
    fixes: [
      "Put the right password into the settings (`javax.net.ssl.keyStorePassword`, `ssl.keystore.password`); the key's own password may differ",
      "Set the type: `-Djavax.net.ssl.keyStoreType=PKCS12`",
    ],
  },
  {
    id: "scala/match-error",
    title: "Scala: no case for a value",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /scala\.MatchError: (?<value>[^\n]{1,160}?) \(of class (?<class>[\w.$]{1,160})\)/,
        /scala\.MatchError: (?<value>[^\n]{1,160})/,
      ],
    },
    rootCause: "No `case` of a Scala match covers the value `{value}`[[ (`{class}`)]]",
    explanation:
      "The match is not exhaustive, and a value came that the code did not foresee: a new status, a null, another type.",
    checks: ["Where the value comes from, and whether it is new in the source"],
    fixes: [
      "Add the missing `case`, or `case other =>` that reports the value and goes on",
      "Make the type sealed, so that the compiler finds the gap",
    ],
  },
  {
    id: "scala/empty-option",
    title: "Scala: value expected but absent",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /NoSuchElementException: (?<message>None\.get|key not found: [^\n]{1,120}|head of empty (?:list|stream|collection|iterator|array)|next on empty iterator|No value present)/,
        /UnsupportedOperationException: (?<message>empty\.(?:max|min|reduceLeft|maxBy|minBy|head|tail|init|last|reduce))/,
      ],
      names: [
        /\n\s{1,8}at (?<frame>(?!java\.|sun\.|jdk\.|scala\.)[\w.$<>]{3,200}\([\w$]{1,80}\.(?:java|scala|kt):\d{1,6}\))/,
      ],
    },
    rootCause: "The code takes a value that is absent[[: {message}]][[ (at {frame})]]",
    explanation: "`.get`, `.head`, `map(key)` and `max` throw on an empty option, collection or missing key.",
    checks: ["Whether the input was empty, or a setting or key was missing"],
    fixes: [
      "Handle the empty case: `getOrElse`, `headOption`, `get(key)`, `maxOption`, Java's `orElseThrow` with a message",
      "If the input must not be empty, fail early with a clear message",
    ],
  },
  {
    id: "maven/artifact-missing",
    title: "Maven or Gradle dependency not resolved",
    category: "missing_dependency",
    alternatives: ["network_timeout", "configuration", "auth_permission"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Could not resolve dependencies for project (?<project>[\w.-]{1,80}:[\w.-]{1,80}:[\w.-]{1,40}:[\w.-]{1,60})/,
        /Could not find artifact (?<artifact>[\w.:-]{1,200})/,
        /> Could not (?:find|resolve) (?<artifact>[\w.-]{1,100}:[\w.-]{1,100}:[\w.+-]{1,60})/,
        /unresolved dependency: (?<artifact>[\w.-]{1,100}[#:][\w.-]{1,100};?[\w.:-]{0,60}): not found/,
        /Error downloading (?<artifact>[\w.-]{1,100}:[\w.-]{1,100}:[\w.+-]{1,60})/,
      ],
      names: [
        /(?:Could not find artifact|Failed to collect dependencies at|failed to transfer from \S{1,200} :) (?<artifact>[\w.:-]{1,200})/,
      ],
    },
    rootCause: "The dependency[[ `{artifact}`]] cannot be resolved[[ for `{project}`]]",
    explanation:
      "No configured repository has that version, a repository denies access, or it could not be reached; Maven remembers failures for a day.",
    checks: [
      "Whether the version exists in the repository, with that Scala suffix or classifier",
      "Mirrors and credentials in `settings.xml` or `build.gradle` on that machine",
    ],
    fixes: [
      "Correct the coordinates or publish the artifact",
      "Add the repository or its credentials",
      "Retry past the remembered failure: `mvn -U`, `gradle --refresh-dependencies`",
    ],
  },
];
