import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** The JVM itself and what its programs run into: pools, native libraries, options, collections, threads. */
export const jvmRuntimeSignatures: Signature[] = [
  {
    id: "jvm/connection-pool",
    title: "No free connection in the JDBC pool",
    category: "resource_exhausted",
    alternatives: ["code_bug", "warehouse_sql", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Connection is not available, request timed out after (?<milliseconds>\d{1,9}) ?ms/,
        /Pool empty\. Unable to fetch a connection in (?<seconds>\d{1,6}) seconds/,
        /Cannot get a connection, pool error:? Timeout waiting for idle object/,
        /An attempt by a client to checkout a Connection has timed out/,
        /GetConnectionTimeoutException: wait millis (?<milliseconds>\d{1,9}), active (?<active>\d{1,6}), maxActive (?<size>\d{1,6})/,
        /Connection acquisition timed out after (?<milliseconds>\d{1,9}) ?ms/,
      ],
      names: [
        /\b(?<pool>[\w.-]{1,80}) - Connection is not available/,
        /\btotal=(?<size>\d{1,6}), active=(?<active>\d{1,6})/,
        /\[size:(?<size>\d{1,6}); busy:(?<active>\d{1,6})/,
        /\bwaiting=(?<waiting>\d{1,6})/,
      ],
    },
    rootCause:
      "No connection of the pool[[ `{pool}`]] came free in time[[: {active} of {size} were in use]][[ and {waiting} callers waited]]",
    explanation:
      "The caller waits for a connection that another thread gives back, and gives up after the pool's timeout. All are held by slow queries or long transactions, were never closed (a leak), or the database lets no new one in.",
    checks: [
      "Whether all connections were in use (`active` equals `total`), or none could be opened (`total=0`)",
      "What the database's sessions of this application were doing at that time: slow, waiting for locks, idle in a transaction",
      "Whether every connection is closed in `finally` or try-with-resources",
    ],
    fixes: [
      "Find connections that are never returned: `leakDetectionThreshold` in HikariCP, `logAbandoned` in DBCP and Tomcat",
      "Shorten what holds them: slow queries, remote calls inside a transaction",
      "Raise the pool size (`maximumPoolSize`, `maxTotal`, `maxActive`) to the number of threads that use it, within the database's own limit",
    ],
  },
  {
    id: "jvm/no-element",
    title: "Java or Scala: a value that does not exist was read",
    category: "code_bug",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /NoSuchElementException: key not found: (?<key>[^\n]{1,100})/,
        /NoSuchElementException: (?<reason>No value present|None\.get|next on empty iterator|head of empty \w{1,40}|last of empty \w{1,40}|No such element|(?:Collection|List|Sequence|Array) (?:is empty|contains no element matching the predicate))/,
        /^(?:Caused by: )?java\.util\.NoSuchElementException$/m,
      ],
      names: [
        /\s{1,8}at (?<frame>(?!java\.|scala\.|kotlin\.)[\w.$]{3,200}\([\w$]{1,80}\.(?:java|scala|kt):\d{1,6}\))/,
      ],
    },
    rootCause:
      "The code reads a value that is not there[[: key `{key}` is missing]][[ ({reason})]][[, at {frame}]]",
    explanation:
      "An empty `Optional` or `Option`, a missing key of a map or an empty collection was read as though it always had a value. Often the input of this run lacks what earlier ones had.",
    checks: ["The first frame of your own code, and the record or setting it looked up"],
    fixes: [
      "Handle the empty case: `orElse`, `getOrElse`, `headOption`, `firstOrNull`, or fail with a message that names what is missing",
      "If the value must exist, find why this run's input does not have it",
    ],
  },
  {
    id: "kotlin/lateinit",
    title: "Kotlin: property used before it was set",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/lateinit property (?<property>\w{1,120}) has not been initialized/] },
    rootCause: "The property `{property}` was used before anything assigned it",
    explanation:
      "`lateinit` promises that the property is set before its first use. The step that sets it (injection, `init`, `@BeforeEach`) did not run or runs later.",
    checks: [
      "Who assigns `{property}`, and whether the object was created by hand instead of by the framework",
    ],
    fixes: [
      "Assign `{property}` before use, or pass it to the constructor",
      "Check with `::{property}.isInitialized` where it may be unset",
    ],
  },
  {
    id: "scala/match-error",
    title: "Scala: no case matches the value",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/scala\.MatchError: /],
      names: [/MatchError: (?<value>[^\n]{1,80}?) \(of class (?<class>[\w.$]{1,160})\)/],
    },
    rootCause: "A `match` has no case for the value[[ {value}]][[ of {class}]]",
    explanation:
      "The value reached a pattern match that does not cover it, such as a new kind of event or a null.",
    checks: ["Where the value comes from, and whether it is new in the input"],
    fixes: [
      "Add a case for it, or a `case other` that reports or sets aside the record",
      "Seal the trait, so that the compiler warns of missing cases",
    ],
  },
  {
    id: "jvm/stack-overflow",
    title: "Java call stack exhausted",
    category: "code_bug",
    alternatives: ["resource_exhausted", "data_quality"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/java\.lang\.StackOverflowError/],
      names: [
        /\s{1,8}at (?<frame>(?!java\.|scala\.)[\w.$]{3,200}\([\w$]{1,80}\.(?:java|scala|kt):\d{1,6}\))/,
      ],
    },
    rootCause: "The calls nested deeper than the thread's stack allows[[, at {frame}]]",
    explanation:
      "A method calls itself without end, a structure refers to itself, or the nesting is really that deep: in Spark a query plan of hundreds of `withColumn` or unions, elsewhere deeply nested JSON or regular expressions.",
    checks: ["The frames that repeat in the stack trace"],
    fixes: [
      "End the recursion, or walk the structure in a loop",
      "In Spark, replace loops of `withColumn` or `union` by one `select`, or cut the plan with `checkpoint()`",
      "If the depth is justified, enlarge the stack (`-Xss`)",
    ],
  },
  {
    id: "jvm/index-out-of-bounds",
    title: "Java: index out of bounds",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /IndexOutOfBoundsException: [Ii]ndex:? (?<index>-?\d{1,12})(?: out of bounds for length |, [Ss]ize: )(?<length>\d{1,12})/,
        /StringIndexOutOfBoundsException: (?<reason>[^\n]{1,100})/,
        /IndexOutOfBoundsException: (?<index>-?\d{1,12})(?:\s|$)/,
      ],
      names: [
        /\s{1,8}at (?<frame>(?!java\.|jdk\.|scala\.)[\w.$]{3,200}\([\w$]{1,80}\.(?:java|scala|kt):\d{1,6}\))/,
      ],
    },
    rootCause:
      "The code reads[[ position {index}]][[ of something with {length} elements]][[ outside a text: {reason}]][[, at {frame}]]",
    explanation:
      "An array, list or text is shorter than the code assumes. In jobs it is often a line with fewer fields than expected.",
    checks: ["The record that was processed, and how many fields it has"],
    fixes: [
      "Check the length before reading, and set short records aside",
      'If the code splits lines itself, use a CSV reader; `split(",")` drops empty fields at the end (`split(",", -1)` keeps them)',
    ],
  },
  {
    id: "jvm/immutable-collection",
    title: "Java: immutable collection changed",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /UnsupportedOperationException(?:: null)?\s{1,8}at (?:java\.base\/)?java\.util\.(?<collection>(?:ImmutableCollections|Collections\$Unmodifiable|AbstractList|AbstractMap|AbstractCollection)[\w$]{0,40})/,
      ],
    },
    rootCause: "The code changes a collection that cannot be changed (`{collection}`)",
    explanation:
      "`List.of`, `Map.of`, `Stream.toList`, `Arrays.asList` and `Collections.unmodifiableList` return collections that refuse to be changed, all or in size.",
    checks: ["Where the collection on that line was created"],
    fixes: ["Copy it first (`new ArrayList<>(list)`), or collect into a mutable one"],
  },
  {
    id: "jvm/executor-terminated",
    title: "Task given to a thread pool that was shut down",
    category: "code_bug",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /rejected from (?:java\.util\.concurrent\.)?(?:Scheduled)?ThreadPoolExecutor(?:@[0-9a-f]{1,16})?\[(?<state>Shutting down|Terminated)/,
        /RejectedExecutionException: (?:event executor terminated|The thread pool was shut ?down)/,
      ],
    },
    rootCause: "Work was given to a thread pool that had already been shut down",
    explanation:
      "The client or application that owns the pool was closed while another part still used it, or the process was shutting down. It usually follows an earlier error.",
    checks: ["The first error before it, and who called `close()` or `shutdown()`"],
    fixes: [
      "Read the error before it; if the process was stopping, this one can be ignored",
      "Close the client only after the last use, and share no client that others close",
    ],
  },
  {
    id: "jvm/executor-full",
    title: "Thread pool and its queue are full",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /TaskRejectedException: (?:Executor|ExecutorService) /,
        /RejectedExecutionException: Task [^\n]{0,160}rejected from /,
      ],
      names: [
        /pool size = (?<threads>\d{1,6}), active threads = (?<active>\d{1,6}), queued tasks = (?<queued>\d{1,9})/,
      ],
      not: [/\[(?:Shutting down|Terminated)/],
    },
    rootCause:
      "The thread pool takes no more tasks[[: {active} of {threads} threads are busy and {queued} tasks wait]]",
    explanation:
      "A bounded pool refuses a task when all its threads work and its queue is full: tasks come in faster than they are finished.",
    checks: [
      "What the threads were doing (`jcmd PID Thread.print`): often all wait for the same slow service",
    ],
    fixes: [
      "Speed up or bound what the tasks wait for (timeouts of remote calls and queries)",
      "Let the submitter run the task or wait (`CallerRunsPolicy`), so that the input slows down",
      "Enlarge pool and queue if memory allows (`queueCapacity`, `maxPoolSize` in Spring)",
    ],
  },
  {
    id: "jvm/os-memory",
    title: "The system has no memory left for Java",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /os::commit_memory\(0x[0-9a-fA-F]{1,16}, (?<bytes>\d{1,16}), \d\) failed; error='(?:Cannot allocate memory|Not enough space)'/,
        /There is insufficient memory for the Java Runtime Environment to continue/,
        /Could not reserve enough space for (?:(?<kilobytes>\d{1,12})KB )?object heap/,
      ],
      names: [
        /Native memory allocation \(m(?:alloc|map)\) failed to (?:allocate|map) (?<bytes>\d{1,16}) bytes/,
      ],
    },
    rootCause:
      "The operating system refused the memory that Java asked for[[ ({bytes} bytes)]][[ ({kilobytes} KB for the heap)]]",
    explanation:
      "The JVM asks the system for memory when its heap or another area grows. Machine or container have none left, or the heap is set larger than they have; the process ends.",
    checks: [
      "Memory of the machine or the container's limit against `-Xmx` and all other processes (`free -m`)",
      "The file `hs_err_pid*.log` in the working directory",
    ],
    fixes: [
      "Lower `-Xmx` or `-Xms`, leaving room for what Java uses beside the heap",
      "Run fewer processes on that machine, or give machine or container more memory",
    ],
  },
];
