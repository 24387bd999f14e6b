import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const hadoopExamples: SignatureExamples = {
  "hive/object-not-found": {
    examples: [
      {
        text: "pyhive.exc.OperationalError: Error while compiling statement: FAILED: SemanticException [Error 10001]: Line 1:14 Table not found 'orders'",
        captures: { message: "Table not found 'orders'" },
      },
      {
        text: "pyiceberg.exceptions.NoSuchTableError: Table does not exist: raw.orders",
        captures: { message: "Table does not exist: raw.orders" },
      },
    ],
    nearMisses: [
      {
        text: "Error while compiling statement: FAILED: ParseException line 1:7 cannot recognize input near 'form'",
      },
    ],
  },
  "hive/statement": {
    examples: [
      {
        text: "FAILED: ParseException line 1:16 cannot recognize input near 'EXTERNAL' 'TABEL' 'orders' in ddl statement",
      },
      {
        text: "pyhive.exc.OperationalError: Error while compiling statement: FAILED: ParseException line 1:7 cannot recognize input near 'form' 'orders' '<EOF>' in select clause",
      },
      {
        text: "Error: Error while processing statement: FAILED: Execution Error, return code 2 from org.apache.hadoop.hive.ql.exec.mr.MapRedTask",
        captures: { code: "2" },
      },
    ],
    nearMisses: [{ text: "Task exited with return code 2" }],
  },
  "hive/metastore": {
    examples: [
      {
        text: "MetaException(message:Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused (Connection refused))",
      },
      { text: "thrift.transport.TTransport.TTransportException: TSocket read 0 bytes" },
    ],
    nearMisses: [{ text: "NoSuchObjectException(message:raw.orders table not found)" }],
  },
  "hive/class-missing": {
    examples: [
      {
        text: "org.apache.hadoop.hive.metastore.api.MetaException: java.lang.RuntimeException: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found",
        captures: { class: "org.apache.hadoop.fs.s3a.S3AFileSystem" },
      },
      {
        text: "org.apache.hadoop.hive.ql.metadata.HiveException: MetaException(message:java.lang.ClassNotFoundException Class org.openx.data.jsonserde.JsonSerDe not found)",
        captures: { class: "org.openx.data.jsonserde.JsonSerDe" },
      },
      {
        text: "MetaException(message:org.apache.hadoop.hive.serde2.SerDeException SerDe org.apache.hadoop.hive.contrib.serde2.RegexSerDe does not exist)",
        captures: { class: "org.apache.hadoop.hive.contrib.serde2.RegexSerDe" },
      },
    ],
    nearMisses: [
      { text: "java.lang.ClassNotFoundException: org.postgresql.Driver" },
      {
        text: "MetaException(message:Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException)",
      },
    ],
  },
  "hdfs/unavailable": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.hdfs.server.namenode.SafeModeException): Cannot create file /raw/orders.csv. Name node is in safe mode.",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /raw/orders.csv could only be written to 0 of the 1 minReplication nodes. There are 3 datanode(s) running and 3 node(s) are excluded in this operation.",
      },

      {
        text: 'org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/raw":hdfs:hdfs:drwxr-xr-x',
      },
    ],
  },
  "hdfs/datanodes": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /raw/orders.csv could only be written to 0 of the 1 minReplication nodes. There are 3 datanode(s) running and 3 node(s) are excluded in this operation.",
        captures: { path: "/raw/orders.csv", running: "3", excluded: "3" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.hdfs.server.namenode.SafeModeException): Cannot create file /raw/orders.csv. Name node is in safe mode.",
      },
    ],
  },
  "hdfs/standby": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.ipc.StandbyException): Operation category READ is not supported in state standby. Visit https://s.apache.org/sbnn-error",
        captures: { operation: "READ" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.hadoop.ipc.RemoteException: Cannot create file /raw/orders.csv. Name node is in safe mode.",
      },
    ],
  },
  "hdfs/quota": {
    examples: [
      {
        text: "org.apache.hadoop.hdfs.protocol.DSQuotaExceededException: The DiskSpace quota of /user/etl is exceeded: quota = 1099511627776 B = 1 TB but diskspace consumed = 1099780063232 B = 1.00 TB",
        captures: { kind: "DiskSpace", path: "/user/etl" },
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 122] Disk quota exceeded: '/data'" }],
  },
  "hadoop/kerberos": {
    examples: [
      {
        text: "javax.security.sasl.SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)]",
      },
      {
        text: "kinit: Password incorrect while getting initial credentials",
        captures: { reason: "Password incorrect while getting initial credentials" },
      },
    ],
    nearMisses: [{ text: "INFO - kerberos renewer started" }],
  },
  "hadoop/wrong-protocol": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.ipc.RpcNoSuchProtocolException): Unknown protocol: org.apache.hadoop.yarn.api.ApplicationClientProtocolPB",
        captures: { protocol: "org.apache.hadoop.yarn.api.ApplicationClientProtocolPB" },
      },
    ],
    nearMisses: [{ text: "java.net.MalformedURLException: unknown protocol: s3" }],
  },
  "tez/sort-buffer": {
    examples: [
      {
        text: "java.lang.IllegalArgumentException: tez.runtime.io.sort.mb 540 should be larger than 0 and should be less than the available task memory (MB):178",
        captures: { sort: "540", memory: "178" },
      },
    ],
    nearMisses: [{ text: "tez.runtime.io.sort.mb is 270" }],
  },
};
