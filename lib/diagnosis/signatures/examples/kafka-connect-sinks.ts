import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kafkaConnectSinkExamples: SignatureExamples = {
  "kafka-connect/sink-needs-schema": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Sink connector 'orders-sink' is configured with 'delete.enabled=false' and 'pk.mode=none' and therefore requires records with a non-null Struct value and non-null Struct schema, but found record at (topic='orders',partition=0,offset=0,timestamp=1717221600000) with a HashMap value and null value schema.",
        captures: { connector: "orders-sink" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Sink connector 'orders-sink' is configured with 'delete.enabled=true' and 'pk.mode=record_key' and therefore requires records with a non-null key and non-null Struct or primitive key schema, but found record at (topic='orders',partition=0,offset=0,timestamp=1717221600000) with a null key and null key schema.",
      },
    ],
  },
  "kafka-connect/tombstone": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Sink connector 'customers' is configured with 'delete.enabled=false' and 'pk.mode=record_value' and therefore requires records with a non-null Struct value and non-null Struct schema, but found record at (topic='customers',partition=2,offset=118,timestamp=1717221600000) with a null value and null value schema.",
        captures: { connector: "customers" },
      },
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Sink connector 'crm' is configured with 'delete.enabled=false' and 'pk.mode=record_value' and therefore requires records with a non-null Struct value and non-null Struct schema, but found record at (topic='crm.people',partition=2,offset=118,timestamp=1717221600000) with a null value and null value schema.",
        captures: {
          connector: "crm",
          topic: "crm.people",
          offset: "118",
          setting: "delete.enabled=false",
          mode: "pk.mode=record_value",
        },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Sink connector 'orders-sink' is configured with 'delete.enabled=false' and 'pk.mode=none' and therefore requires records with a non-null Struct value and non-null Struct schema, but found record at (topic='orders',partition=0,offset=0,timestamp=1717221600000) with a HashMap value and null value schema.",
      },
    ],
  },
  "kafka-connect/schemaless-struct": {
    examples: [
      {
        text: "java.lang.ClassCastException: class java.util.HashMap cannot be cast to class org.apache.kafka.connect.data.Struct (java.util.HashMap is in module java.base of loader 'bootstrap'; org.apache.kafka.connect.data.Struct is in unnamed module of loader 'app')",
        captures: { from: "HashMap" },
      },
      {
        text: "org.apache.kafka.connect.errors.DataException: Only Struct objects supported for [copying fields from value to key], found: java.util.HashMap",
        captures: { purpose: "copying fields from value to key" },
      },
      {
        text: "org.apache.kafka.connect.errors.DataException: Schema required for [updating schema metadata]",
        captures: { purpose: "updating schema metadata" },
      },
    ],
    nearMisses: [
      {
        text: "java.lang.ClassCastException: class java.util.HashMap cannot be cast to class com.example.Order",
      },
      { text: "INFO Schema required by the sink was registered" },
    ],
  },
  "kafka-connect/record-key": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Sink connector 'orders-sink' is configured with 'delete.enabled=true' and 'pk.mode=record_key' and therefore requires records with a non-null key and non-null Struct or primitive key schema, but found record at (topic='orders',partition=0,offset=0,timestamp=1717221600000) with a null key and null key schema.",
        captures: { connector: "orders-sink" },
      },
      {
        text: "org.apache.kafka.connect.errors.ConnectException: PK mode for table 'orders' is RECORD_KEY, but record key schema is missing",
        captures: { table: "orders" },
      },
      {
        text: "org.apache.kafka.connect.errors.DataException: Key is used as document id and can not be null.",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: PK mode for table 'orders' is RECORD_VALUE with configured PK fields [id], but record value schema does not contain field: id",
      },
      { text: 'null value in column "id" of relation "orders" violates not-null constraint' },
    ],
  },
  "kafka/compacted-needs-key": {
    examples: [
      {
        text: "org.apache.kafka.common.InvalidRecordException: Compacted topic cannot accept message without key in topic partition connect-offsets-0.",
        captures: { topic: "connect-offsets" },
      },
    ],
    nearMisses: [
      {
        text: "Topic 'connect-offsets' supplied via the 'offset.storage.topic' property is required to have 'cleanup.policy=compact'",
      },
    ],
  },
  "kafka-connect/key-field-missing": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: PK mode for table 'orders' is RECORD_VALUE with configured PK fields [ID], but record value schema does not contain field: ID",
        captures: { table: "orders", mode: "RECORD_VALUE", field: "ID" },
      },
      {
        text: "org.apache.kafka.connect.errors.DataException: Field does not exist: order_id",
        captures: { field: "order_id" },
      },
      {
        text: "org.apache.kafka.connect.errors.DataException: updated_at is not a valid field name",
        captures: { field: "updated_at" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: PK mode for table 'orders' is RECORD_KEY, but record key schema is missing",
      },
      { text: "WARN updated_at is not a valid field name for this index" },
    ],
  },
  "kafka-connect/table-not-evolved": {
    examples: [
      {
        text: 'io.confluent.connect.jdbc.sink.TableAlterOrCreateException: Table "public"."orders" is missing fields ([SinkRecordField{schema=Schema{STRING}, name=\'channel\', isPrimaryKey=false}]) and auto-evolution is disabled',
        captures: {
          fields: "[SinkRecordField{schema=Schema{STRING}, name='channel', isPrimaryKey=false}]",
        },
      },
    ],
    nearMisses: [{ text: 'ERROR: relation "orders" does not exist' }],
  },
  "kafka-connect/table-not-created": {
    examples: [
      {
        text: 'io.confluent.connect.jdbc.sink.TableAlterOrCreateException: Table "orders" is missing and auto-creation is disabled',
        captures: { table: "orders" },
      },
    ],
    nearMisses: [
      {
        text: "io.confluent.connect.jdbc.sink.TableAlterOrCreateException: Table \"orders\" is missing fields ([SinkRecordField{schema=Schema{STRING}, name='channel', isPrimaryKey=false}]) and auto-evolution is disabled",
      },
    ],
  },
  "vertica/lock-timeout": {
    examples: [
      {
        text: "[Vertica][VJDBC](5156) ERROR: Unavailable: initiator locks for query - Locking failure: Timed out I locking Table:public.crates. X held by [user etl (delete from crates)]",
        captures: { object: "public.crates" },
      },
    ],
    nearMisses: [{ text: "[Vertica][VJDBC](100176) Failed to connect to host db-1 on port 5433" }],
  },
};
