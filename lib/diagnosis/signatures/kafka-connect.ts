import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONNECT = "https://kafka.apache.org/documentation/#connect";
const JDBC_SINK =
  "https://docs.confluent.io/kafka-connectors/jdbc/current/sink-connector/sink_config_options.html";

/** Kafka Connect: workers, converters, transforms, and the sinks' demands on records. */
export const kafkaConnectSignatures: Signature[] = [
  {
    id: "kafka-connect/json-without-schema",
    title: "JsonConverter expects a schema that the messages lack",
    category: "configuration",
    alternatives: ["data_quality", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Json(?:Converter|Deserializer) with schemas\.enable requires "schema" and "payload" fields/],
    },
    rootCause:
      "`schemas.enable` is true for the JsonConverter, but the topic has plain JSON without `schema` and `payload`",
    explanation:
      "With `schemas.enable=true` (the default), JsonConverter accepts only an envelope of exactly `schema` and `payload`. The producer writes plain JSON, or the value (or key) was written with another converter.",
    checks: [
      "One message of the topic (`kafka-console-consumer --from-beginning --max-messages 1 --property print.key=true`)",
      "`value.converter` and `key.converter` of the connector and of the worker, and which of the two failed",
    ],
    fixes: [
      "Set `value.converter.schemas.enable=false` (or `key.converter.schemas.enable=false`) on the connector",
      "If the sink needs a schema, write the topic as Avro, Protobuf or JSON Schema, or in the envelope",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/not-json",
    title: "Message is not JSON, but the connector's converter expects it",
    category: "configuration",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Converting byte\[\] to Kafka Connect data failed due to serialization error/,
        /SerializationException: [^\n]{0,80}JsonParseException: (?<reason>[^\n]{1,120})/,
      ],
    },
    rootCause: "The JsonConverter cannot read a message because it is not JSON[[: {reason}]]",
    explanation:
      "The topic's bytes are in another format than the converter expects: Avro (starts with a zero byte), a bare string, or a single broken message. Converters belong to the connector and default to the worker's; key and value have one each.",
    checks: [
      "The bytes at that topic, partition and offset (`kafka-console-consumer --partition N --offset N --max-messages 1`)",
      "`key.converter` and `value.converter`: which one failed, and what the producer writes",
    ],
    fixes: [
      "Use the converter that matches the topic: `AvroConverter` with the registry's URL, or `StringConverter` for plain keys",
      "If a single message is broken, set `errors.tolerance=all` with a dead letter queue (`errors.deadletterqueue.topic.name`)",
    ],
    docs: [CONNECT],
  },
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
  {
    id: "kafka-connect/plugin-missing",
    title: "Connector or converter class not installed on the worker",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to find any class that implements (?<kind>Connector|Converter|Transformation) and which name matches (?<class>[\w.$]{3,200})/,
        /Invalid value (?<class>[\w.$]{3,200}) for configuration (?<setting>(?:key|value|header)\.converter|connector\.class|transforms\.[\w.-]{1,80}\.type): Class [\w.$]{3,200} could not be found/,
      ],
    },
    rootCause: "The Connect worker has no class `{class}`[[ (`{setting}`)]]",
    explanation:
      "Workers load plugins from the folders in `plugin.path` when they start. The plugin is not installed on this worker, lies outside that path, or the class name is misspelled.",
    checks: [
      "What the worker has (`curl http://WORKER:8083/connector-plugins`, `?connectorsOnly=false` lists converters too)",
      "`plugin.path`, and whether the plugin's folder with all its jars is there on every worker",
    ],
    fixes: [
      "Install the plugin that contains `{class}` under `plugin.path` on every worker, and restart them",
      "Fix the class name",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/invalid-config",
    title: "Connector configuration is invalid",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Connector configuration is invalid and contains the following (?<count>\d{1,4}) error\(s\):\s{0,4}(?<problem>[^\n]{1,240})/,
        /ConfigException: Missing required configuration "(?<problem>[\w.-]{1,120})" which has no default value/,
        /ConfigException: (?<problem>Invalid value [^\n]{1,200} for configuration [\w.-]{1,120}(?:: [^\n]{1,160})?)/,
        /ConfigException: (?<problem>Topic '[\w.-]{1,249}' supplied via the '[\w.]{1,80}' property is required to have 'cleanup\.policy=compact')/,
      ],
      not: [/wal_level property/],
    },
    rootCause: "Kafka rejected the configuration: {problem}",
    explanation:
      "Connect validates a connector's settings before it starts, including a test connection to the database for many connectors; producers and workers validate theirs when created.",
    checks: [
      "Every error: `PUT /connector-plugins/CLASS/config/validate` with the same settings",
      "Whether an upgrade renamed the setting (Debezium 2 renamed `database.server.name` to `topic.prefix`)",
    ],
    fixes: ["Add or fix the setting named in the message, then submit the configuration again"],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/topic-not-created",
    title: "Kafka topic cannot be created",
    category: "configuration",
    alternatives: ["auth_permission", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Task failed to create new topic \(name=(?<topic>[\w.-]{1,249})/,
        /Not authorized to create topic\(s\) '(?<topic>[^'\n]{1,300})'/,
        /Error while attempting to create\/find topic\(s\) '(?<topic>[^'\n]{1,300})'/,
        /(?<reason>Replication factor: \d{1,3} larger than available brokers: \d{1,4})/,
        /(?<reason>Unable to replicate the partition \d{1,3} time\(s\): [^\n]{1,160})/,
        /Topic creation errors? caused by (?<reason>[^\n]{1,160})/,
        /PolicyViolationException: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The topic[[ `{topic}`]] cannot be created[[: {reason}]]",
    explanation:
      "The default of three replicas does not fit a smaller cluster, the account may not create topics, or a broker policy (replicas, retention) rejects it.",
    checks: [
      "Number of live brokers against the replication factor (`topic.creation.default.replication.factor`, `offset.storage.replication.factor`)",
      "CREATE on the cluster or topic for the connector's account (`kafka-acls --list`)",
    ],
    fixes: [
      "Create the topic with `kafka-topics --create`, or set a replication factor the cluster has brokers for",
      "Grant CREATE to the account",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/internal-topics",
    title: "Connect's internal topics are unavailable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Timed out while checking for or creating topic(?:\(s\)|s)? '(?<topic>[^'\n]{1,300})'/,
        /Timeout expired while (?:trying to create|fetching) topic\(s\) '?(?<topic>[\w., -]{1,300})/,
        /Failed to connect to and describe Kafka cluster\. Check worker's broker connection and security properties/,
      ],
    },
    rootCause: "The Connect worker cannot reach the brokers or its internal topic[[ `{topic}`]]",
    explanation:
      "A worker keeps configuration, offsets and status in three topics and needs them to start. The brokers are unreachable, the security settings differ from the brokers', or a partition has no leader.",
    checks: [
      "`bootstrap.servers` and `security.protocol` of the worker against the brokers' listeners",
      "Leaders and in-sync replicas of the three topics (`kafka-topics --describe`)",
    ],
    fixes: [
      "Fix the address or security settings of the worker",
      "Restart the worker once the brokers are up",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/rebalancing",
    title: "Connect REST request rejected during a rebalance",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Cannot complete request (?:momentarily due to (?<reason>stale configuration|no known leader URL)|because of a (?<conflict>conflicting operation))/,
        /Request cannot be completed because a rebalance is expected/,
        /"error_code": ?409, ?"message": ?"(?<reason>[^"\n]{0,60}[Rr]ebalance[^"\n]{0,60})/,
      ],
    },
    rootCause: "Connect answered 409 because its workers were rebalancing[[ ({reason})]]",
    explanation:
      "After a change or when a worker joins or leaves, the group reassigns connectors and refuses changes until it is done, usually for seconds.",
    checks: [
      "Whether workers restarted or several connectors were changed at that time",
      "Whether the group keeps rebalancing (the worker log), for instance because two workers share an address",
    ],
    fixes: [
      "Retry the request after a few seconds; treat 409 as retryable in the deployment script",
      "If it never ends, check `rest.advertised.host.name` and that each worker is reachable from the others",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/connector-exists",
    title: "Connector already exists",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Connector (?<connector>[\w.-]{1,200}) already exists/] },
    rootCause: "A connector named `{connector}` already exists on the Connect cluster",
    explanation: "`POST /connectors` only creates; an earlier deployment created that name.",
    checks: ["`GET /connectors/{connector}`: its settings and state"],
    fixes: [
      "Use `PUT /connectors/{connector}/config`, which creates or updates",
      "Delete the old connector first",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/tolerance-exceeded",
    title: "Connector task stopped at a bad record",
    category: "data_quality",
    alternatives: ["configuration", "schema_change", "unknown"],
    strength: "hint",
    transience: "permanent",
    match: { message: [/Tolerance exceeded in error handler/] },
    rootCause: "A record could not be converted or transformed, and the connector tolerates no errors",
    explanation:
      "`errors.tolerance=none` (the default) stops the task at the first record that a converter or transform cannot process; the `Caused by` line says why.",
    checks: ["The `Caused by` below, and topic, partition and offset of the record"],
    fixes: [
      "Fix the cause: the converter, the transform or the producer",
      "Set `errors.tolerance=all` with `errors.deadletterqueue.topic.name` to set such records aside, then restart the task",
    ],
    docs: [CONNECT],
  },
];
