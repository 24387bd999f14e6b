import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONNECT = "https://kafka.apache.org/documentation/#connect";
const JDBC_SINK =
  "https://docs.confluent.io/kafka-connectors/jdbc/current/sink-connector/sink_config_options.html";

/** Kafka Connect sinks and transforms: schemas, keys and tables they need. */
export const kafkaConnectSinkSignatures: Signature[] = [
  {
    id: "kafka-connect/sink-needs-schema",
    title: "Sink needs a schema, gets schemaless JSON",
    category: "configuration",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Sink connector '(?<connector>[^'\n]{1,200})' is configured with [^\n]{1,120}requires records with a non-null (?:Struct )?value and non-null (?:Struct )?schema/,
        /requires records with a non-null Struct value and non-null Struct schema/,
      ],
      also: [
        /record at \(topic='(?<topic>[^'\n]{1,249})',partition=(?<partition>\d{1,9}),offset=(?<offset>\d{1,19})|$/,
        /with an? (?<kind>\w{2,40}) value and (?<schema>null|\w{2,40}) value schema|$/,
      ],
      not: [/with a null value/],
    },
    rootCause:
      "The sink[[ `{connector}`]] needs records with a schema, but the record[[ at offset {offset} of `{topic}` partition {partition}]] has none[[ (its value is a {kind})]]",
    explanation:
      "A sink that writes tables takes the columns and types from each record's schema. A `HashMap` comes from JSON without a schema.",
    checks: [
      "`value.converter` and `value.converter.schemas.enable` of the connector[[ `{connector}`]]",
      "One message of the topic: `kafka-console-consumer[[ --topic {topic} --partition {partition} --offset {offset}]] --max-messages 1`",
    ],
    fixes: [
      "Write the topic[[ `{topic}`]] as Avro, Protobuf or JSON Schema with a registry, and set that converter as `value.converter`[[ of `{connector}`]]",
      "Or let the producer add the `schema` and `payload` envelope and set `value.converter.schemas.enable=true`",
      "Restart the task: `POST /connectors/NAME/restart?includeTasks=true&onlyFailed=true`",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "kafka-connect/tombstone",
    title: "Sink rejects a tombstone",
    category: "configuration",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Sink connector '(?<connector>[^'\n]{1,200})' is configured with '(?<setting>delete\.enabled=\w{4,5})' and '(?<mode>pk\.mode=\w{1,20})'/,
      ],
      also: [
        /record at \(topic='(?<topic>[^'\n]{1,249})',partition=(?<partition>\d{1,9}),offset=(?<offset>\d{1,19})/,
        /with a null value/,
      ],
    },
    rootCause:
      "The sink `{connector}` cannot take the tombstone (null value) at offset {offset} of `{topic}` partition {partition}, because of `{setting}` and `{mode}`",
    explanation:
      "A record with a key and a null value is a delete. The JDBC sink accepts it only with `delete.enabled=true`, which in turn needs `pk.mode=record_key`.",
    checks: [
      "Whether the source sends deletes on purpose (Debezium does: `tombstones.on.delete`)",
      "`delete.enabled`, `pk.mode` and `pk.fields` of `{connector}`",
    ],
    fixes: [
      "To apply deletes, set `delete.enabled=true` and `pk.mode=record_key` on `{connector}`",
      "To ignore them, drop tombstones with the transform `org.apache.kafka.connect.transforms.Filter` and the predicate `RecordIsTombstone`",
      "Restart the task of `{connector}`",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "kafka-connect/schemaless-struct",
    title: "Schemaless record where a Struct is needed",
    category: "configuration",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /java\.util\.(?<from>HashMap|LinkedHashMap|Map) cannot be cast to (?:class )?org\.apache\.kafka\.connect\.data\.Struct/,
        /java\.lang\.(?<from>String|Long|Integer) cannot be cast to (?:class )?org\.apache\.kafka\.connect\.data\.Struct/,
        /Only Struct objects supported for \[(?<purpose>[^\]\n]{1,120})\], found: (?<from>[\w.$]{1,120})/,
        /Schema required for \[(?<purpose>[^\]\n]{1,120})\]/,
      ],
    },
    rootCause:
      "A record without a schema[[ (a {from})]] reached a sink or transform that needs a Struct[[ for {purpose}]]",
    explanation:
      "JSON with `schemas.enable=false` becomes a map, and a string stays a string; many sinks and some transforms work on Structs only.",
    checks: [
      "The frames below the message: which connector or transform made the cast",
      "The connector's converters, and whether key or value lacks the schema",
    ],
    fixes: [
      "Use a converter that provides a schema (`io.confluent.connect.avro.AvroConverter`, or JsonConverter with `value.converter.schemas.enable=true` and the envelope in the messages)",
      "Remove the transform, or put `HoistField` or `ValueToKey` before it so that it gets a Struct",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/record-key",
    title: "Sink needs a record key that is missing",
    category: "configuration",
    alternatives: ["data_quality", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Sink connector '(?<connector>[^'\n]{1,200})' is configured with [^\n]{1,120}requires records with a non-null key and non-null Struct or primitive key schema/,
        /PK mode for table '(?<table>[^'\n]{1,200})' is RECORD_KEY, but record key schema is missing/,
        /Write to table '(?<table>[^\n]{1,200}?)' in UPSERT mode requires key field names to be known/,
        /Key is used as document id and can not be null/,
        /Need exactly one PK column defined since the key schema for records is a primitive type/,
      ],
      also: [/record at \(topic='(?<topic>[^'\n]{1,249})'|$/],
    },
    rootCause:
      "The messages[[ of `{topic}`]] have no usable key, which the sink[[ `{connector}`]] needs to identify rows[[ of `{table}`]]",
    explanation:
      "Upserts, deletes, document ids and compacted topics identify a row by the message key. These messages have no key, or a key without a schema (StringConverter or JSON without a schema).",
    checks: [
      "Keys of the messages (`kafka-console-consumer[[ --topic {topic}]] --property print.key=true`)",
      "`pk.mode`, `pk.fields`, `insert.mode` and `key.converter` of the connector",
    ],
    fixes: [
      "If the value contains the key, set `pk.mode=record_value` and name the columns in `pk.fields`",
      "Write the key at the source (`transforms=ValueToKey,ExtractField$Key`), with a key converter that keeps its schema",
      "For plain inserts, set `insert.mode=insert` and `pk.mode=none`; for Elasticsearch, `key.ignore=true`",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "kafka/compacted-needs-key",
    title: "Message without a key for a compacted topic",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Compacted topic cannot accept message without key in topic partition (?<topic>[\w.-]{1,249})-(?<partition>\d{1,9})/,
      ],
    },
    rootCause: "The topic `{topic}` is compacted and rejects a message without a key",
    explanation:
      "With `cleanup.policy=compact` Kafka keeps the latest message per key, so the broker refuses a record that has none.",
    checks: [
      "`kafka-configs --describe --topic {topic}`: whether compaction is intended",
      "What the producer passes as the key",
    ],
    fixes: [
      'Send a key with each message (`producer.produce("{topic}", key=…)`)',
      "If the topic should keep everything, set `cleanup.policy=delete`: `kafka-configs --alter --topic {topic} --add-config cleanup.policy=delete`",
    ],
  },
  {
    id: "kafka-connect/key-field-missing",
    title: "Configured key field is not in the record",
    category: "configuration",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /PK mode for table '(?<table>[^'\n]{1,200})' is (?<mode>RECORD_(?:KEY|VALUE)) with configured PK fields \[(?<fields>[^\]\n]{1,200})\], but record (?:key|value) schema does not contain field: (?<field>[^\s]{1,160})/,
        /DataException: Field does not exist: (?<field>[^\s]{1,160})/,
        /DataException: (?<field>[\w.-]{1,160}) is not a valid field name/,
      ],
    },
    rootCause: "The record has no field `{field}`[[, which `pk.fields` of table `{table}` names ({mode})]]",
    explanation:
      "The connector or a transform names a field that the record does not have: it was renamed or is nested (Debezium wraps the row in `before` and `after`), or its case differs.",
    checks: [
      "Fields of one message of the topic against `pk.fields` and the `transforms.*.fields`",
      "Whether the row is wrapped in an envelope",
    ],
    fixes: [
      "If the row is wrapped, unwrap it first: `transforms=unwrap`, `transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState`",
      "Name the field as the record has it, in its exact case, in `pk.fields` or the transform's `fields` instead of `{field}`",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "kafka-connect/table-not-evolved",
    title: "Sink table lacks a column",
    category: "schema_change",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table "?(?<table>[^\n]{1,200}?)"? is missing fields \((?<fields>[^\n]{1,300}?)\) and auto-evolution is disabled/,
        /Cannot (?:ALTER|alter) (?:TABLE )?"?(?<table>[^\n"]{1,200}?)"? to add missing field (?<fields>[^\n]{1,200}?), as (?:the field|it) is not optional/,
      ],
      also: [
        /SinkRecordField\{[^\n]{1,80}?name='(?<column>[^'\n]{1,128})'|$/,
        /(?<required>is not optional)|$/,
      ],
    },
    rootCause: "Table `{table}` has no column for the new field[[ `{column}`]], and the sink may not add it",
    explanation:
      "The topic's schema gained a field. With `auto.evolve=false` the sink leaves the table alone and fails; a new required field without a default cannot be added at all.",
    checks: [
      "The table's columns against the latest schema version of the topic's subject (`GET /subjects/NAME-value/versions/latest`)",
    ],
    fixes: [
      "Add the column[[ `{column}`]] to `{table}` with the right type (`ALTER TABLE {table} ADD COLUMN …`), then restart the task",
      "Set `auto.evolve=true` on the sink if it may change tables",
      "Make the new field optional or give it a default in the schema; the sink cannot add a required column",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "kafka-connect/table-not-created",
    title: "Sink table does not exist",
    category: "configuration",
    alternatives: ["schema_change", "warehouse_sql", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Table "?(?<table>[^\n]{1,200}?)"? is missing and auto-creation is disabled/] },
    rootCause:
      "The sink's table `{table}` does not exist, and the sink may not create it (`auto.create=false`)",
    explanation:
      "The sink derives the table from the topic's name (`table.name.format`) and looks for exactly that name, including its case.",
    checks: ["Whether the table exists under another schema or case; `table.name.format` of the sink"],
    fixes: [
      "Create the table `{table}`, or set `auto.create=true`",
      "If it exists under another name, fix `table.name.format` (and `quote.sql.identifiers` for upper and lower case)",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "vertica/lock-timeout",
    title: "Vertica lock held by another transaction",
    category: "warehouse_sql",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Locking failure: Timed out (?<mode>\w{1,3}) locking (?<table>Table:)?(?<object>[\w.]{1,200})(?:\. \w{1,3} held by \[(?<holder>[^\]\n]{1,160}))?/,
      ],
    },
    rootCause: "The statement waited too long for a lock on `{object}`[[, held by {holder}]]",
    explanation:
      "Another transaction holds a lock that excludes this one, usually a DELETE, UPDATE, or a session that did not commit.",
    checks: ["`SELECT * FROM locks` and `SELECT * FROM sessions`: who holds the lock and since when"],
    fixes: [
      "Commit or end the holder (`SELECT close_session('…')`), then rerun",
      "Keep long DELETEs and loads of the same table apart",
    ],
  },
];
