import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const jdbcJavaExamples: SignatureExamples = {
  "jdbc/driver-class-missing": {
    examples: [
      {
        text: "TypeError: Class com.ibm.db2.jcc.DB2Driver is not found",
        captures: { class: "com.ibm.db2.jcc.DB2Driver" },
      },
      {
        text: "java.lang.RuntimeException: Failed to load driver class com.mysql.cj.jdbc.Driver in either of HikariConfig class loader or Thread context classloader",
        captures: { class: "com.mysql.cj.jdbc.Driver" },
      },
    ],
    nearMisses: [
      { text: "java.lang.ClassNotFoundException: org.postgresql.Driver" },
      { text: "java.sql.SQLException: No suitable driver found for jdbc:postgresql://harbour:5432/crates" },
    ],
  },
  "jpype/jvm-missing": {
    examples: [
      {
        text: "jpype._jvmfinder.JVMNotFoundException: No JVM shared library file (libjvm.so) found. Try setting up the JAVA_HOME environment variable properly.",
        captures: { library: "libjvm.so" },
      },
    ],
    nearMisses: [{ text: "JAVA_HOME is not set" }],
  },
  "jpype/jvm-started-twice": {
    examples: [
      { text: "OSError: JVM is already started" },
      { text: "jpype._core.JVMNotRunning: Java Virtual Machine is not running" },
    ],
    nearMisses: [{ text: "RuntimeError: scheduler is already started" }],
  },
  "jvm/native-library": {
    examples: [
      {
        text: "java.lang.UnsatisfiedLinkError: no mssql-jdbc_auth-12.4.2.x64 in java.library.path",
        captures: { library: "mssql-jdbc_auth-12.4.2.x64" },
      },
      {
        text: "java.lang.UnsatisfiedLinkError: /tmp/librocksdbjni1.so: Error loading shared library ld-linux-x86-64.so.2: No such file or directory",
      },
    ],
    nearMisses: [
      { text: "OSError: libcrates.so.1: cannot open shared object file: No such file or directory" },
    ],
  },
  "jvm/index-out-of-bounds": {
    examples: [
      {
        text: 'Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: Index 7 out of bounds for length 7\n\tat harbour.Loader.parse(Loader.java:41)',
        captures: { index: "7", size: "7", frame: "harbour.Loader.parse(Loader.java:41)" },
      },
      { text: "java.lang.ArrayIndexOutOfBoundsException: 3" },
      { text: "java.lang.IndexOutOfBoundsException: Index: 0, Size: 0", captures: { index: "0", size: "0" } },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "jvm/stack-overflow": {
    examples: [
      {
        text: "java.lang.StackOverflowError\n\tat harbour.Tree.depth(Tree.java:12)\n\tat harbour.Tree.depth(Tree.java:12)",
        captures: { frame: "harbour.Tree.depth(Tree.java:12)" },
      },
    ],
    nearMisses: [{ text: "RecursionError: maximum recursion depth exceeded" }],
  },
  "jvm/date-parse": {
    examples: [
      {
        text: "java.time.format.DateTimeParseException: Text '2024-3-1' could not be parsed at index 5",
        captures: { value: "2024-3-1" },
      },
      { text: 'java.text.ParseException: Unparseable date: "31.02."', captures: { value: "31.02" } },
    ],
    nearMisses: [{ text: "ValueError: time data '2024-3-1' does not match format '%Y%m%d'" }],
  },
  "jvm/executor-rejected": {
    examples: [
      {
        text: "java.util.concurrent.RejectedExecutionException: Task harbour.Load@1f rejected from java.util.concurrent.ThreadPoolExecutor@2a[Running, pool size = 32, active threads = 32, queued tasks = 500, completed tasks = 10]",
        captures: { state: "Running", threads: "32", queued: "500" },
      },
    ],
    nearMisses: [
      {
        text: "es_rejected_execution_exception: rejected execution of org.elasticsearch.transport.TransportService",
      },
    ],
  },
  "jvm/keystore-password": {
    examples: [
      {
        text: "java.security.UnrecoverableKeyException: Password verification failed for keystore harbour.jks",
        captures: { file: "harbour.jks" },
      },
      { text: "java.io.IOException: Keystore was tampered with, or password was incorrect" },
    ],
    nearMisses: [{ text: "java.io.FileNotFoundException: /etc/harbour.jks (No such file or directory)" }],
  },
  "scala/match-error": {
    examples: [
      {
        text: "scala.MatchError: Some(REFUND) (of class scala.Some)",
        captures: { value: "Some(REFUND)", class: "scala.Some" },
      },
    ],
    nearMisses: [{ text: "java.util.NoSuchElementException: None.get" }],
  },
  "scala/empty-option": {
    examples: [
      {
        text: "java.util.NoSuchElementException: None.get\n\tat scala.None$.get(Option.scala:627)\n\tat harbour.Loader.run(Loader.scala:31)",
        captures: { message: "None.get", frame: "harbour.Loader.run(Loader.scala:31)" },
      },
      {
        text: "java.util.NoSuchElementException: key not found: crate_id",
        captures: { message: "key not found: crate_id" },
      },
    ],
    nearMisses: [{ text: "java.util.NoSuchElementException: spark.harbour.crates" }],
  },
  "maven/artifact-missing": {
    examples: [
      {
        text: "[ERROR] Failed to execute goal on project harbour: Could not resolve dependencies for project com.acme:harbour:jar:1.4: Could not find artifact com.acme:crates:jar:2.0 in central",
        captures: { project: "com.acme:harbour:jar:1.4", artifact: "com.acme:crates:jar:2.0" },
      },
      { text: "> Could not find com.acme:crates:2.0.", captures: { artifact: "com.acme:crates:2.0" } },
    ],
    nearMisses: [{ text: "npm error 404 Not Found - GET https://registry.npmjs.org/harbour-crates" }],
  },
};
