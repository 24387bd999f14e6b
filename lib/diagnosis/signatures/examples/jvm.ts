import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const jvmExamples: SignatureExamples = {
  "jvm/heap-space": {
    examples: [
      { text: "java.lang.OutOfMemoryError: Java heap space", captures: { kind: "Java heap space" } },
      { text: "java.lang.OutOfMemoryError: GC overhead limit exceeded" },
    ],
    nearMisses: [
      { text: "java.lang.OutOfMemoryError: Metaspace" },
      { text: "java.lang.OutOfMemoryError: unable to create new native thread" },
    ],
  },
  "jvm/metaspace": {
    examples: [{ text: "java.lang.OutOfMemoryError: Metaspace" }],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "jvm/class-not-found": {
    examples: [
      {
        text: "java.lang.RuntimeException: Failed to load driver class com.ibm.db2.jcc.DB2Driver in either of HikariConfig class loader or Thread context classloader",
        captures: { class: "com.ibm.db2.jcc.DB2Driver" },
      },
      {
        text: "java.lang.ClassNotFoundException: org.postgresql.Driver",
        captures: { class: "org.postgresql.Driver" },
      },
      { text: "java.lang.NoClassDefFoundError: org/apache/kafka/clients/admin/Admin" },
    ],
    nearMisses: [
      {
        text: "java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Integer",
      },
    ],
  },
  "jvm/no-such-method": {
    examples: [
      {
        text: "java.lang.NoSuchMethodError: 'scala.collection.JavaConverters$AsJava scala.collection.JavaConverters$.asJavaCollectionConverter(scala.collection.Iterable)'",
      },
    ],
    nearMisses: [
      { text: 'java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null' },
    ],
  },
  "jvm/null-pointer": {
    examples: [
      { text: 'java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null' },
    ],
    nearMisses: [{ text: "java.lang.IllegalArgumentException: value is null" }],
  },
  "jvm/unknown-host": {
    examples: [
      {
        text: "java.net.UnknownHostException: kafka-broker-1: Name or service not known",
        captures: { host: "kafka-broker-1" },
      },
    ],
    nearMisses: [{ text: "java.net.ConnectException: Connection refused (Connection refused)" }],
  },
  "jvm/connect-exception": {
    examples: [
      {
        text: "java.net.ConnectException: Call From worker-1/10.0.0.5 to namenode:9000 failed on connection exception: Connection refused",
        captures: { host: "namenode:9000" },
      },
      { text: "java.net.SocketTimeoutException: Read timed out", captures: { message: "Read timed out" } },
    ],
    nearMisses: [{ text: "java.net.UnknownHostException: namenode" }],
  },
  "jvm/hadoop-permission": {
    examples: [
      {
        text: 'org.apache.hadoop.security.AccessControlException: Permission denied: user=airflow, access=WRITE, inode="/user/hive":hdfs:supergroup:drwxr-xr-x',
        captures: { user: "airflow", path: "/user/hive" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/data'" }],
  },
  "jvm/no-suitable-driver": {
    examples: [{ text: "java.sql.SQLException: No suitable driver" }],
    nearMisses: [{ text: "suitable drivers were found" }],
  },
  "jvm/class-cast": {
    examples: [
      {
        text: "java.lang.ClassCastException: class java.lang.Long cannot be cast to class java.lang.Integer",
        captures: { from: "java.lang.Long", to: "java.lang.Integer" },
      },
    ],
    nearMisses: [{ text: "java.lang.NoSuchMethodError: 'void a.b()'" }],
  },
  "jvm/number-format": {
    examples: [{ text: 'java.lang.NumberFormatException: For input string: "64M"' }],
    nearMisses: [{ text: "ValueError: could not convert string to float: '64M'" }],
  },
  "jvm/json": {
    examples: [
      {
        text: "com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'ORD': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.DataException: Converting byte[] to Kafka Connect data failed due to serialization error: ",
      },
      { text: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" },
    ],
  },
  "jvm/class-incompatible": {
    examples: [
      {
        text: "java.io.InvalidClassException: org.apache.spark.rpc.netty.RequestMessage; local class incompatible: stream classdesc serialVersionUID = -5447855329526097695, local class serialVersionUID = -2221986757032131007",
        captures: { class: "org.apache.spark.rpc.netty.RequestMessage" },
      },
    ],
    nearMisses: [{ text: "java.io.NotSerializableException: com.acme.Crate" }],
  },
  "jvm/json-shape": {
    examples: [
      {
        text: 'com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException: Unrecognized field "crate_no" (class com.acme.Crate), not marked as ignorable',
        captures: { field: "crate_no", class: "com.acme.Crate" },
      },
      {
        text: "com.fasterxml.jackson.databind.exc.MismatchedInputException: Cannot deserialize value of type `java.lang.Integer` from Object value (token `JsonToken.START_OBJECT`)",
        captures: { type: "java.lang.Integer" },
      },
    ],
    nearMisses: [
      {
        text: "com.fasterxml.jackson.core.JsonParseException: Unexpected character ('<' (code 60)): expected a valid value",
      },
    ],
  },
  "jvm/concurrent-modification": {
    examples: [
      {
        text: "java.util.ConcurrentModificationException: KafkaConsumer is not safe for multi-threaded access",
      },
      {
        text: 'Exception in thread "flush-3" java.util.ConcurrentModificationException\n\tat java.base/java.util.ArrayList$Itr.checkForComodification(ArrayList.java:1013)',
      },
    ],
    nearMisses: [
      {
        text: "io.delta.exceptions.ConcurrentAppendException: Files were added to the root of the table by a concurrent update",
      },
    ],
  },
};
