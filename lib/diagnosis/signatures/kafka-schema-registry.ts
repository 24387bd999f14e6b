import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Kafka's schema registry and the formats it manages. */
export const kafkaSchemaRegistrySignatures: Signature[] = [
  {
    id: "kafka/schema-registry",
    title: "Schema registry rejected the request",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to deserialize data for topic (?<reason>[\w.-]{1,249} to (?:Avro|JSON|Protobuf))/,
        /SchemaRegistryError: (?<reason>[^\n]{1,200})/,
        /RestClientException: (?<reason>[^\n]{1,140}?; error code: \d{3,5})/,
      ],
      not: [
        /earlier schema|Subject '[^'\n]{1,249}' not found|error code: 4040|Schema (?:\d{1,9} )?not found|magic byte|Unauthorized/,
      ],
    },
    rootCause: "The schema registry could not serve the message's schema: {reason}",
    explanation:
      "Serializers look up or register the schema at the registry for each topic; the lookup or the decoding failed.",
    checks: [
      "`schema.registry.url` of the client, and the registry's answer to `GET /subjects`",
      "One message of the topic with `kafka-avro-console-consumer`",
    ],
    fixes: [
      "Correct `schema.registry.url` and its credentials if the registry is another one than the producer's",
      "Set the (de)serializer that the producer uses (Avro, JSON Schema or Protobuf)",
    ],
  },
  {
    id: "kafka/schema-incompatible",
    title: "Schema incompatible with the registered one",
    category: "schema_change",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Schema being registered is incompatible with an earlier schema(?: for subject ["\\]{1,2}(?<subject>[\w.-]{1,249}))?/,
      ],
      also: [
        /(?<rule>READER_FIELD_MISSING_DEFAULT_VALUE|TYPE_MISMATCH|NAME_MISMATCH|MISSING_ENUM_SYMBOLS|MISSING_UNION_BRANCH|FIELD_REMOVED|PROPERTY_REMOVED[A-Z_]{0,60}|REQUIRED_[A-Z_]{1,60}ADDED[A-Z_]{0,60})|$/,
        /The field '(?<field>[^'\n]{1,120})' at path|$/,
      ],
    },
    rootCause:
      "The producer's new schema breaks the compatibility rule[[ of subject `{subject}`]][[: field `{field}`]][[ ({rule})]]",
    explanation:
      "The registry accepts a new version only if it meets the subject's rule (BACKWARD by default: new fields need a default, types must not change).",
    checks: [
      "The difference to the latest version: `GET /subjects/[[{subject}]]/versions/latest`, and the rule: `GET /config/[[{subject}]]`",
      "What the producer's release changed",
    ],
    fixes: [
      "Make the change compatible: give the new field[[ `{field}`]] a default, keep the type of existing ones",
      'If consumers are ready for the break, relax the rule (`PUT /config/[[{subject}]]` with `{"compatibility":"NONE"}`), register, and set it back',
      "Or roll the producer back",
    ],
  },
  {
    id: "kafka/schema-not-found",
    title: "Schema not in the registry",
    category: "configuration",
    alternatives: ["upstream_missing_data", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Subject '(?<subject>[^'\n]{1,249})' not found/,
        /Schema (?<schema>\d{1,9}) not found/,
        /RestClientException: (?:Schema|Subject|Version)[^\n]{0,60}not found\.?; error code: 4040\d/,
      ],
    },
    rootCause: "The schema registry has no such schema[[: subject `{subject}`]][[: id {schema}]]",
    explanation:
      "The client asks another registry than the producer registered with, the subject was deleted, or the producer has not registered yet (`auto.register.schemas=false`).",
    checks: [
      "`GET /subjects` at the `schema.registry.url` of the client[[: whether `{subject}` is listed]]",
      "Whether the subject naming strategy is the same on both sides",
    ],
    fixes: [
      "Point `schema.registry.url` to the registry that the producer uses",
      "Register the schema[[: `POST /subjects/{subject}/versions`]]",
    ],
  },
  {
    id: "kafka/magic-byte",
    title: "Message not written with the schema registry",
    category: "configuration",
    alternatives: ["data_quality", "code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/(?:Unknown|Unexpected|Invalid) magic byte/],
      also: [/for topic (?<topic>[\w.-]{1,249})|$/],
    },
    rootCause:
      "The messages[[ of `{topic}`]] were not written with the schema registry's serializer (no magic byte)",
    explanation:
      "The registry's serializers put a zero byte and the schema's id before the data. The message begins differently: plain JSON, a string, or raw Avro.",
    checks: [
      "First bytes of a message: `kafka-console-consumer[[ --topic {topic}]] --max-messages 1 | xxd | head -1`",
      "Whether the key or the value fails: keys are often plain strings",
    ],
    fixes: [
      "Use the deserializer that matches the bytes: for plain keys, `key.converter=org.apache.kafka.connect.storage.StringConverter`; for JSON, JsonConverter with `schemas.enable=false`",
      "Or let the producer write with the registry's serializer (KafkaAvroSerializer)",
    ],
  },
];
