import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kafkaSchemaRegistryExamples: SignatureExamples = {
  "kafka/schema-registry": {
    examples: [
      {
        text: "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Error while forwarding register schema request to the leader; error code: 50003",
        captures: {
          reason: "Error while forwarding register schema request to the leader; error code: 50003",
        },
      },
    ],
    nearMisses: [{ text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer." }],
  },
  "kafka/schema-incompatible": {
    examples: [
      {
        text: 'confluent_kafka.schema_registry.error.SchemaRegistryError: Schema being registered is incompatible with an earlier schema for subject "orders-value" (HTTP status code 409, SR code 409)',
        captures: { subject: "orders-value" },
      },
      {
        text: "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema being registered is incompatible with an earlier schema for subject \"orders-value\", details: [{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'channel' at path '/fields/4' in the new schema has no default value and is missing in the old schema', additionalInfo:'channel'}]; error code: 409",
        captures: { subject: "orders-value", field: "channel", rule: "READER_FIELD_MISSING_DEFAULT_VALUE" },
      },
    ],
    nearMisses: [
      {
        text: "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Subject 'orders-value' not found.; error code: 40401",
      },
    ],
  },
  "kafka/schema-not-found": {
    examples: [
      {
        text: "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Subject 'orders-value' not found.; error code: 40401",
        captures: { subject: "orders-value" },
      },
      {
        text: "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema not found; error code: 40403",
      },
    ],
    nearMisses: [
      {
        text: 'confluent_kafka.schema_registry.error.SchemaRegistryError: Schema being registered is incompatible with an earlier schema for subject "orders-value" (HTTP status code 409, SR code 409)',
      },
    ],
  },
  "kafka/magic-byte": {
    examples: [
      { text: "org.apache.kafka.common.errors.SerializationException: Unknown magic byte!" },
      {
        text: "org.apache.kafka.connect.errors.DataException: Failed to deserialize data for topic crm.contacts to Avro:  Caused by: org.apache.kafka.common.errors.SerializationException: Unknown magic byte!",
        captures: { topic: "crm.contacts" },
      },
    ],
    nearMisses: [{ text: "zipfile.BadZipFile: Bad magic number for file header" }],
  },
};
