import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONNECT = "https://kafka.apache.org/documentation/#connect";
const JDBC_SINK =
  "https://docs.confluent.io/kafka-connectors/jdbc/current/sink-connector/sink_config_options.html";

/** Kafka Connect sinks and transforms: schemas, keys and tables they need. */
export const kafkaConnectSinkSignatures: Signature[] = [
  {
    id: "kafka-connect/sink-needs-schema",
    title: "Sink needs records with a schema",
    category: "configuration",
    alternatives: ["schema_change", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Sink connector '(?<connector>[^'\n]{1,200})' is configured with [^\n]{1,120}requires records with a non-null (?:Struct )?value and non-null (?:Struct )?schema/,
        /requires records with a non-null Struct value and non-null Struct schema/,
      ],
    },
    rootCause:
      "The sink[[ `{connector}`]] needs records with a schema, but gets schemaless JSON or an empty value",
    explanation:
      "A sink that writes tables takes the columns and types from each record's schema. A `HashMap value` comes from JSON without a schema; a `null value` is a tombstone, which only `delete.enabled=true` accepts.",
    checks: [
      "The end of the message: `HashMap value` (no schema) or `null value` (tombstone), and at which offset",
      "`value.converter` of the connector and `value.converter.schemas.enable`",
    ],
    fixes: [
      "Write the topic as Avro, Protobuf or JSON Schema with a registry and use that converter, or add the schema envelope",
      "For tombstones, set `delete.enabled=true` with `pk.mode=record_key`, or drop them with a filter transform",
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
      "A record without a schema[[ ({from})]] reached a sink or transform that needs a Struct[[: {purpose}]]",
    explanation:
      "JSON with `schemas.enable=false` becomes a map, and a string stays a string; many sinks and some transforms work on Structs only.",
    checks: [
      "The frames below the message: which connector or transform made the cast",
      "The connector's converters, and whether key or value lacks the schema",
    ],
    fixes: [
      "Use a converter that provides a schema (Avro, Protobuf, JSON Schema, or JSON with `schemas.enable=true`)",
      "Remove the transform, or put one before it that creates the Struct (`HoistField`, `ValueToKey`)",
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
        /Compacted topic cannot accept message without key in topic partition (?<table>[\w.-]{1,260})/,
      ],
    },
    rootCause:
      "The messages have no usable key, which the sink[[ `{connector}`]] needs to identify rows[[ of `{table}`]]",
    explanation:
      "Upserts, deletes, document ids and compacted topics identify a row by the message key. These messages have no key, or a key without a schema (StringConverter or JSON without a schema).",
    checks: [
      "Keys of the messages (`kafka-console-consumer --property print.key=true`)",
      "`pk.mode`, `pk.fields`, `insert.mode` and `key.converter` of the connector",
    ],
    fixes: [
      "Set `pk.mode=record_value` and name the columns in `pk.fields`, if the value contains the key",
      "Write the key at the source (`transforms=ValueToKey,ExtractField$Key`), with a key converter that keeps its schema",
      "For plain inserts, set `insert.mode=insert` and `pk.mode=none`",
    ],
    docs: [JDBC_SINK],
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
      "Unwrap the row first (`io.debezium.transforms.ExtractNewRecordState`, or `Flatten`)",
      "Use the field's current name, in its exact case",
    ],
    docs: [JDBC_SINK],
  },
  {
    id: "kafka-connect/table-not-evolved",
    title: "Sink table lacks a column, or the table itself",
    category: "schema_change",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table "?(?<table>[^\n]{1,200}?)"? is missing fields \((?<fields>[^\n]{1,300}?)\) and auto-evolution is disabled/,
        /Table "?(?<table>[^\n"]{1,200}?)"? is missing and auto-creation is disabled/,
        /Cannot (?:ALTER|alter) (?:TABLE )?"?(?<table>[^\n"]{1,200}?)"? to add missing field (?<fields>[^\n]{1,200}?), as (?:the field|it) is not optional/,
      ],
    },
    rootCause: "Table `{table}` lacks what the records contain[[: {fields}]], and the sink may not change it",
    explanation:
      "The topic's schema gained a field, or its table was never created. With `auto.evolve=false` or `auto.create=false` the sink leaves the table alone and fails; a new required field without a default cannot be added at all.",
    checks: ["The table's columns against the latest schema version of the topic's subject"],
    fixes: [
      "Add the column to `{table}` (or create the table) with the right type, then restart the task",
      "Set `auto.evolve=true` or `auto.create=true` if the sink may change tables",
      "Give new fields a default or make them optional in the schema",
    ],
    docs: [JDBC_SINK],
  },
];
