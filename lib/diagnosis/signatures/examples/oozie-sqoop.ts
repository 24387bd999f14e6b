import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const oozieSqoopExamples: SignatureExamples = {
  "sqoop/no-manager": {
    examples: [
      {
        text: "ERROR sqoop.Sqoop: Got exception running Sqoop: java.io.IOException: No manager for connect string: jdbc:mysq://db-1:3306/shop",
        captures: { url: "jdbc:mysq://db-1:3306/shop" },
      },
    ],
    nearMisses: [{ text: "INFO manager.MySQLManager: Preparing to use a MySQL streaming resultset." }],
  },
  "sqoop/no-columns": {
    examples: [
      {
        text: "ERROR tool.ImportTool: Import failed: java.io.IOException: No columns to generate for ClassWriter\n\tat org.apache.sqoop.orm.ClassWriter.generate(ClassWriter.java:1677)",
      },
    ],
    nearMisses: [{ text: "INFO tool.CodeGenTool: Beginning code generation" }],
  },
  "sqoop/tls": {
    examples: [
      {
        text: "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\nCaused by: javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
      },
    ],
    nearMisses: [
      {
        text: "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\nCaused by: java.net.ConnectException: Connection refused",
      },
    ],
  },
  "sqoop/streaming-result": {
    examples: [
      {
        text: "java.sql.SQLException: Streaming result set com.mysql.jdbc.RowDataDynamic@5c1a8622 is still active. No statements may be issued when any streaming result sets are open and in use on a given connection.",
      },
    ],
    nearMisses: [{ text: "INFO manager.MySQLManager: Preparing to use a MySQL streaming resultset." }],
  },
  "hadoop/output-exists": {
    examples: [
      {
        text: "ERROR tool.ImportTool: Import failed: org.apache.hadoop.mapred.FileAlreadyExistsException: Output directory hdfs://ns1/raw/orders already exists",
        captures: { path: "hdfs://ns1/raw/orders" },
      },
    ],
    nearMisses: [{ text: "INFO tool.ImportTool: Destination directory /raw/orders deleted." }],
  },
  "oozie/launcher-failed": {
    examples: [
      {
        text: "Launcher ERROR, reason: Main class [org.apache.oozie.action.hadoop.ShellMain], exit code [1]",
        captures: { main: "org.apache.oozie.action.hadoop.ShellMain", code: "1" },
      },
      {
        text: "JA018: Main class [org.apache.oozie.action.hadoop.SqoopMain], exit code [1]",
      },
    ],
    nearMisses: [{ text: "Launcher exitCode: 0" }],
  },
  "oozie/file-missing": {
    examples: [
      {
        text: "Error starting action [load]. ErrorType [ERROR], ErrorCode [JA008], Message [JA008: File does not exist: hdfs://ns1/apps/orders/load.sh]",
      },
    ],
    nearMisses: [{ text: "Action [load] started" }],
  },
  "oozie/cluster-unreachable": {
    examples: [
      {
        text: "Error starting action [load]. ErrorType [TRANSIENT], ErrorCode [JA009], Message [JA009: Cannot initialize Cluster. Please check your configuration for mapreduce.framework.name and the correspond server addresses.]",
      },
    ],
    nearMisses: [{ text: "JA002: User: oozie is not allowed to impersonate etl" }],
  },
  "hadoop/impersonation": {
    examples: [
      {
        text: "org.apache.hadoop.security.authorize.AuthorizationException: User: oozie is not allowed to impersonate etl",
        captures: { service: "oozie", user: "etl" },
      },
      {
        text: "Unauthorized connection for super-user: hive from IP 10.0.0.9",
        captures: { service: "hive", address: "10.0.0.9" },
      },
    ],
    nearMisses: [
      {
        text: 'org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/raw":hdfs:hdfs:drwxr-xr-x',
      },
    ],
  },
};
