import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kafkaConnectExamples: SignatureExamples = {
  "kafka-connect/json-without-schema": {
    examples: [
      {
        text: 'org.apache.kafka.connect.errors.DataException: JsonConverter with schemas.enable requires "schema" and "payload" fields and may not contain additional fields. If you are trying to deserialize plain JSON data, set schemas.enable=false in your converter configuration.',
      },
      {
        text: 'org.apache.kafka.connect.errors.DataException: JsonDeserializer with schemas.enable requires "schema" and "payload" fields and may not contain additional fields',
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.DataException: Converting byte[] to Kafka Connect data failed due to serialization error: ",
      },
      { text: "INFO JsonConverterConfig values: schemas.enable = true" },
    ],
  },
  "kafka-connect/not-json": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.DataException: Converting byte[] to Kafka Connect data failed due to serialization error: ",
      },
      {
        text: "org.apache.kafka.common.errors.SerializationException: com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'ORD': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      },
    ],
    nearMisses: [
      { text: "org.apache.kafka.common.errors.SerializationException: Unknown magic byte!" },
      { text: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)" },
    ],
  },
  "kafka-connect/plugin-missing": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Failed to find any class that implements Connector and which name matches io.debezium.connector.sqlserver.SqlServerConnector, available connectors are: PluginDesc{klass=class io.confluent.connect.jdbc.JdbcSinkConnector, name='io.confluent.connect.jdbc.JdbcSinkConnector'}",
        captures: { class: "io.debezium.connector.sqlserver.SqlServerConnector" },
      },
      {
        text: "org.apache.kafka.common.config.ConfigException: Invalid value io.confluent.connect.avro.AvroConverter for configuration value.converter: Class io.confluent.connect.avro.AvroConverter could not be found.",
        captures: { class: "io.confluent.connect.avro.AvroConverter", setting: "value.converter" },
      },
    ],
    nearMisses: [
      { text: "java.lang.ClassNotFoundException: io.delta.sql.DeltaSparkSessionExtension" },
      {
        text: 'org.apache.kafka.common.config.ConfigException: Missing required configuration "topics" which has no default value.',
      },
    ],
  },
  "kafka-connect/invalid-config": {
    examples: [
      {
        text: '{"error_code":400,"message":"Connector configuration is invalid and contains the following 1 error(s):\nUnable to connect: FATAL: password authentication failed for user \\"cdc\\"\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`"}',
        captures: {
          count: "1",
          problem: 'Unable to connect: FATAL: password authentication failed for user \\"cdc\\"',
        },
      },
      {
        text: "org.apache.kafka.common.config.ConfigException: Topic 'connect-offsets' supplied via the 'offset.storage.topic' property is required to have 'cleanup.policy=compact' to guarantee consistency and durability of source connector offsets, but found the topic currently has 'cleanup.policy=delete'.",
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowConfigException: error: section/key [core/topics] not found in config",
      },
    ],
  },
  "kafka-connect/setting-missing": {
    examples: [
      {
        text: 'org.apache.kafka.common.config.ConfigException: Missing required configuration "topics" which has no default value.',
        captures: { setting: "topics" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration tasks.max: Not a number of type INT",
      },
    ],
  },
  "kafka-connect/topic-not-created": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Task failed to create new topic (name=shop.public.orders, numPartitions=1, replicationFactor=3, replicasAssignments=null, configs={}). Ensure that the task is authorized to create topics or that the topic exists and restart the task",
        captures: { topic: "shop.public.orders" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.",
      },
      { text: "WARN Topic 'orders' already exists." },
    ],
  },
  "kafka/replication-factor": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.InvalidReplicationFactorException: Replication factor: 3 larger than available brokers: 1.",
      },
      {
        text: "org.apache.kafka.common.errors.InvalidReplicationFactorException: Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached because only 1 broker(s) are registered.",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Task failed to create new topic (name=shop.public.orders, numPartitions=1, replicationFactor=3, replicasAssignments=null, configs={})",
      },
    ],
  },
  "kafka-connect/topic-not-authorized": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Not authorized to create topic(s) 'dbhistory.shop' upon brokers kafka:9092.",
        captures: { topic: "dbhistory.shop" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]",
      },
    ],
  },
  "kafka-connect/internal-topics": {
    examples: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Timed out while checking for or creating topic 'connect-offsets'. This could indicate a connectivity issue, unavailable topic partitions, or if this is your first use of the topic it may have taken too long to create.",
        captures: { topic: "connect-offsets" },
      },
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Failed to connect to and describe Kafka cluster. Check worker's broker connection and security properties.",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Error while attempting to create/find topic(s) 'connect-offsets'",
      },
    ],
  },
  "kafka-connect/rebalancing": {
    examples: [
      {
        text: "requests.exceptions.HTTPError: 409 Client Error: Conflict for url: http://connect:8083/connectors/orders-sink/config",
      },
      {
        text: '{"error_code":409,"message":"Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)"}',
        captures: { reason: "stale configuration" },
      },
      {
        text: '{"error_code":409,"message":"Cannot complete request because of a conflicting operation (e.g. worker rebalance)"}',
      },
    ],
    nearMisses: [
      { text: '{"error_code":409,"message":"Connector orders-source already exists"}' },
      {
        text: "kafka.errors.CommitFailedError: CommitFailedError: Commit cannot be completed since the group has already rebalanced and assigned the partitions to another member.",
      },
    ],
  },
  "kafka-connect/connector-exists": {
    examples: [
      {
        text: '{"error_code":409,"message":"Connector orders-source already exists"}',
        captures: { connector: "orders-source" },
      },
      {
        text: "org.apache.kafka.connect.errors.AlreadyExistsException: Connector inventory-connector already exists",
        captures: { connector: "inventory-connector" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.DuplicateTable: relation "connector" already exists' },
      { text: '{"error_code":404,"message":"Connector orders-source not found"}' },
    ],
  },
  "kafka-connect/tolerance-exceeded": {
    examples: [
      { text: "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler" },
      {
        text: "ERROR [orders-sink|task-0] WorkerSinkTask{id=orders-sink-0} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted. Error: Tolerance exceeded in error handler",
      },
    ],
    nearMisses: [{ text: "INFO errors.tolerance = none" }],
  },
  "kafka-connect/task-stopped": {
    examples: [
      {
        text: "ERROR WorkerSourceTask{id=inventory-0} Task threw an uncaught and unrecoverable exception. Task is being killed and will not recover until manually restarted (org.apache.kafka.connect.runtime.WorkerTask:207)",
        captures: { task: "inventory-0" },
      },
      {
        text: "org.apache.kafka.connect.errors.ConnectException: An exception occurred in the change event producer. This connector will be stopped.",
      },
    ],
    nearMisses: [
      { text: "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler" },
      { text: "INFO WorkerSourceTask{id=inventory-0} Finished commitOffsets successfully" },
    ],
  },
};
