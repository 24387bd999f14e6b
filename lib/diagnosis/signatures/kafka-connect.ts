import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONNECT = "https://kafka.apache.org/documentation/#connect";

/** Kafka Connect: workers, converters, plugins and topics; what sinks demand of records is in `kafka-connect-sinks.ts`. */
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
      "Set the converter that matches the topic: `value.converter=io.confluent.connect.avro.AvroConverter` with `value.converter.schema.registry.url`, or `org.apache.kafka.connect.storage.StringConverter` for plain keys (`key.converter`)",
      "If a single message is broken, set `errors.tolerance=all` and `errors.deadletterqueue.topic.name`, then restart the task",
    ],
    docs: [CONNECT],
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
      "Install the plugin that contains `{class}` under `plugin.path` on every worker (`confluent-hub install …`, or unpack its jars there), and restart the workers",
      "If it is installed, fix the class name[[ in `{setting}`]]",
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
    fixes: [
      "Correct what the message names: {problem}",
      "Test the settings before submitting: `PUT /connector-plugins/CLASS/config/validate`, then `PUT /connectors/NAME/config`",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/setting-missing",
    title: "Required Kafka setting missing",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ConfigException: Missing required configuration "(?<setting>[\w.-]{1,120})" which has no default value/,
      ],
    },
    rootCause: "The required setting `{setting}` is missing from the configuration",
    explanation:
      "Kafka clients and connectors validate their settings when they are created; this one has no default.",
    checks: [
      "The configuration as submitted (`GET /connectors/NAME/config`), and whether a template variable came out empty",
      "Whether an upgrade renamed the setting (Debezium 2 renamed `database.server.name` to `topic.prefix`)",
    ],
    fixes: ["Add `{setting}` to the configuration and submit it again"],
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
        /Error while attempting to create\/find topic\(s\) '(?<topic>[^'\n]{1,300})'/,
        /Topic creation errors? caused by (?<reason>[^\n]{1,160})/,
        /PolicyViolationException: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The topic[[ `{topic}`]] cannot be created[[: {reason}]]",
    explanation:
      "The default of three replicas does not fit a smaller cluster, the account may not create topics, or a broker policy (replicas, retention) rejects it.",
    checks: [
      "The worker's log just above for the broker's reason",
      "`topic.creation.default.replication.factor` against the number of live brokers; CREATE for the connector's account (`kafka-acls --list`)",
    ],
    fixes: [
      "Create the topic yourself: `kafka-topics --create[[ --topic {topic}]] --partitions N --replication-factor N`, then restart the task",
      "Or grant CREATE: `kafka-acls --add --allow-principal User:NAME --operation Create --cluster`",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka/replication-factor",
    title: "More replicas than Kafka brokers",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Replication factor: (?<wanted>\d{1,3}) larger than available brokers: (?<brokers>\d{1,4})/,
        /Unable to replicate the partition (?<wanted>\d{1,3}) time\(s\): The target replication factor of \d{1,3} cannot be reached because only (?<brokers>\d{1,4}) broker/,
      ],
    },
    rootCause: "A topic should get {wanted} replicas, but the cluster has only {brokers broker|brokers}",
    explanation:
      "Each replica lives on a different broker. The default of three does not fit a small cluster, or brokers are down.",
    checks: ["Whether all brokers are up (`kafka-broker-api-versions --bootstrap-server …`)"],
    fixes: [
      "If brokers are down, start them",
      "Otherwise set a factor of at most {brokers}: `offset.storage.replication.factor`, `config.storage.replication.factor`, `status.storage.replication.factor`, `topic.creation.default.replication.factor`, or `default.replication.factor` on the brokers",
    ],
  },
  {
    id: "kafka-connect/topic-not-authorized",
    title: "Connector may not create topics",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Not authorized to create topic\(s\) '(?<topic>[^'\n]{1,300})'/] },
    rootCause: "The connector's account may not create the topic `{topic}`",
    explanation:
      "Creating a topic needs CREATE on the cluster or on the topic's name; the broker denies it to this account.",
    checks: ["ACLs of the account: `kafka-acls --list --principal User:NAME`"],
    fixes: [
      "Grant it: `kafka-acls --add --allow-principal User:NAME --operation Create --topic {topic}`",
      "Or create the topic with an admin account: `kafka-topics --create --topic {topic}`",
    ],
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
    rootCause: "The Connect worker cannot reach the brokers[[ or its internal topic `{topic}`]]",
    explanation:
      "A worker keeps configuration, offsets and status in three topics and needs them to start. The brokers are unreachable, the security settings differ from the brokers', or a partition has no leader.",
    checks: [
      "`bootstrap.servers` and `security.protocol` of the worker against the brokers' listeners",
      "Leaders and in-sync replicas of the three topics (`kafka-topics --describe`)",
    ],
    fixes: [
      "Correct `bootstrap.servers` and `security.protocol` of the worker (with `sasl.*`, also for the `producer.` and `consumer.` prefixes)",
      "Once the brokers are up and the topics have leaders, restart the worker",
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
        /409 Client Error: Conflict for url: https?:\/\/[^\s/]{1,200}\/connectors\/[\w.%-]{1,200}\/(?:config|restart|pause|resume|tasks|topics|offsets)/,
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
      "Fix what the `Caused by` line names: `key.converter` or `value.converter`, the transform, or the producer",
      "To set such records aside, set `errors.tolerance=all` and `errors.deadletterqueue.topic.name`, then restart the task: `POST /connectors/NAME/restart?includeTasks=true&onlyFailed=true`",
    ],
    docs: [CONNECT],
  },
  {
    id: "kafka-connect/task-stopped",
    title: "Connector task stopped at an error",
    category: "configuration",
    alternatives: [
      "unknown",
      "code_bug",
      "data_quality",
      "network_timeout",
      "auth_permission",
      "infrastructure",
    ],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /\{id=(?<task>[\w.-]{1,200})\} Task threw an uncaught and unrecoverable exception/,
        /An exception occurred in the change event producer\. This connector will be stopped/,
        /Exiting Worker(?:Sink|Source)Task due to unrecoverable exception/,
        /Unrecoverable exception from producer send callback/,
      ],
      not: [/Tolerance exceeded/],
    },
    rootCause: "The connector's task[[ `{task}`]] stopped at an error; the exception below it says why",
    explanation:
      "A failed task stays down until it is restarted, while the connector itself still shows RUNNING.",
    checks: [
      "`GET /connectors/NAME/status`: `trace` of the failed task, and the `Caused by` lines of the log",
    ],
    fixes: [
      "Fix that cause, then restart the task (`POST /connectors/NAME/restart?includeTasks=true&onlyFailed=true`)",
    ],
    docs: [CONNECT],
  },
];
