import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const jvmRuntimeExamples: SignatureExamples = {
  "jvm/connection-pool": {
    examples: [
      {
        text: "java.sql.SQLTransientConnectionException: CratePool - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=44)",
        captures: { pool: "CratePool", milliseconds: "30000", size: "10", active: "10", waiting: "44" },
      },
      {
        text: "org.apache.tomcat.jdbc.pool.PoolExhaustedException: [harbour-3] Timeout: Pool empty. Unable to fetch a connection in 30 seconds, none available[size:100; busy:99; idle:0; lastwait:30000].",
        captures: { seconds: "30", size: "100", active: "99" },
      },
      { text: "java.sql.SQLException: Cannot get a connection, pool error Timeout waiting for idle object" },
      {
        text: "com.alibaba.druid.pool.GetConnectionTimeoutException: wait millis 60000, active 20, maxActive 20, creating 0",
        captures: { active: "20", size: "20" },
      },
    ],
    nearMisses: [
      { text: "HikariPool-1 - Starting..." },
      {
        text: "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
      },
    ],
  },
  "jvm/no-element": {
    examples: [
      {
        text: "java.util.NoSuchElementException: No value present\n\tat java.base/java.util.Optional.orElseThrow(Optional.java:382)\n\tat com.acme.harbour.CrateJob.run(CrateJob.java:41)",
        captures: { reason: "No value present", frame: "com.acme.harbour.CrateJob.run(CrateJob.java:41)" },
      },
      {
        text: "java.util.NoSuchElementException: key not found: shipping_method",
        captures: { key: "shipping_method" },
      },
      { text: "java.util.NoSuchElementException: None.get at scala.None$.get(Option.scala:529)" },
    ],
    nearMisses: [
      {
        text: "selenium.common.exceptions.NoSuchElementException: Message: no such element: Unable to locate element",
      },
      { text: "KeyError: 'shipping_method'" },
    ],
  },
  "kotlin/lateinit": {
    examples: [
      {
        text: "kotlin.UninitializedPropertyAccessException: lateinit property crateStore has not been initialized",
        captures: { property: "crateStore" },
      },
    ],
    nearMisses: [
      { text: "System.InvalidOperationException: The ConnectionString property has not been initialized." },
    ],
  },
  "scala/match-error": {
    examples: [
      {
        text: 'Exception in thread "main" scala.MatchError: Left(unknown event kind) (of class scala.util.Left)',
        captures: { value: "Left(unknown event kind)", class: "scala.util.Left" },
      },
      { text: "scala.MatchError: null" },
    ],
    nearMisses: [{ text: "AssertionError: MatchError expected but none raised" }],
  },
  "jvm/stack-overflow": {
    examples: [
      {
        text: "java.lang.StackOverflowError\n\tat com.acme.graph.LineageWalker.visit(LineageWalker.java:88)",
        captures: { frame: "com.acme.graph.LineageWalker.visit(LineageWalker.java:88)" },
      },
    ],
    nearMisses: [{ text: "RecursionError: maximum recursion depth exceeded" }],
  },
  "jvm/index-out-of-bounds": {
    examples: [
      {
        text: "java.lang.ArrayIndexOutOfBoundsException: Index 7 out of bounds for length 7",
        captures: { index: "7", length: "7" },
      },
      {
        text: "java.lang.IndexOutOfBoundsException: Index: 3, Size: 2",
        captures: { index: "3", length: "2" },
      },
      {
        text: "java.lang.StringIndexOutOfBoundsException: begin 0, end 10, length 8",
        captures: { reason: "begin 0, end 10, length 8" },
      },
      { text: "java.lang.ArrayIndexOutOfBoundsException: 11", captures: { index: "11" } },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "jvm/immutable-collection": {
    examples: [
      {
        text: "Caused by: java.lang.UnsupportedOperationException: null\n\tat java.util.Collections$UnmodifiableMap.put(Collections.java:1457)",
        captures: { collection: "Collections$UnmodifiableMap" },
      },
      {
        text: "java.lang.UnsupportedOperationException\n\tat java.base/java.util.ImmutableCollections.uoe(ImmutableCollections.java:142)",
      },
    ],
    nearMisses: [{ text: "java.lang.UnsupportedOperationException: empty collection" }],
  },
  "jvm/executor-terminated": {
    examples: [
      {
        text: "java.util.concurrent.RejectedExecutionException: Task java.util.concurrent.FutureTask@5d6f64b1 rejected from java.util.concurrent.ThreadPoolExecutor@32a1bec0[Terminated, pool size = 0, active threads = 0, queued tasks = 0, completed tasks = 12]",
      },
      { text: "java.util.concurrent.RejectedExecutionException: event executor terminated" },
    ],
    nearMisses: [
      {
        text: "java.util.concurrent.RejectedExecutionException: Task rejected from ThreadPoolExecutor[Running, pool size = 32, active threads = 32, queued tasks = 5000, completed tasks = 88112]",
      },
    ],
  },
  "jvm/executor-full": {
    examples: [
      {
        text: "java.util.concurrent.RejectedExecutionException: Task com.acme.LoadCrate@1f rejected from java.util.concurrent.ThreadPoolExecutor@32a1bec0[Running, pool size = 32, active threads = 32, queued tasks = 5000, completed tasks = 88112]",
        captures: { threads: "32", active: "32", queued: "5000" },
      },
      {
        text: "org.springframework.core.task.TaskRejectedException: Executor [java.util.concurrent.ThreadPoolExecutor[Running, pool size = 8, active threads = 8, queued tasks = 500]] did not accept task",
        captures: { queued: "500" },
      },
    ],
    nearMisses: [
      {
        text: "java.util.concurrent.RejectedExecutionException: Task com.acme.LoadCrate@1f rejected from java.util.concurrent.ThreadPoolExecutor@32a1bec0[Shutting down, pool size = 1, active threads = 1, queued tasks = 0, completed tasks = 2]",
      },
    ],
  },
  "jvm/os-memory": {
    examples: [
      {
        text: "OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x00000006c0000000, 4294967296, 0) failed; error='Not enough space' (errno=12)",
        captures: { bytes: "4294967296" },
      },
      {
        text: "Error occurred during initialization of VM\nCould not reserve enough space for 8388608KB object heap",
        captures: { kilobytes: "8388608" },
      },
      {
        text: "# There is insufficient memory for the Java Runtime Environment to continue.\n# Native memory allocation (mmap) failed to map 268435456 bytes for committing reserved memory.",
        captures: { bytes: "268435456" },
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
};
