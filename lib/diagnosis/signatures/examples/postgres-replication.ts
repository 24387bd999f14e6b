import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresReplicationExamples: SignatureExamples = {
  "cdc/slot-exists": {
    examples: [
      {
        text: 'org.postgresql.util.PSQLException: ERROR: replication slot "debezium" already exists',
        captures: { slot: "debezium" },
      },
      {
        text: 'psycopg2.errors.DuplicateObject: replication slot "airbyte_slot" already exists',
        captures: { slot: "airbyte_slot" },
      },
    ],
    nearMisses: [
      {
        text: 'org.postgresql.util.PSQLException: ERROR: replication slot "debezium" is active for PID 4711',
      },
      { text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' },
    ],
  },
  "cdc/slot-active": {
    examples: [
      {
        text: 'org.postgresql.util.PSQLException: ERROR: replication slot "debezium" is active for PID 4711',
        captures: { slot: "debezium", pid: "4711" },
      },
      {
        text: "io.debezium.DebeziumException: Failed to start replication stream at LSN{0/EB001E70}; when setting up multiple connectors for the same database host, please make sure to use a distinct replication slot name for each.",
      },
    ],
    nearMisses: [
      { text: 'org.postgresql.util.PSQLException: ERROR: replication slot "debezium" already exists' },
      { text: 'ERROR: replication slot "debezium" does not exist' },
    ],
  },
  "cdc/slot-missing": {
    examples: [
      {
        text: 'org.postgresql.util.PSQLException: ERROR: replication slot "debezium" does not exist',
        captures: { slot: "debezium" },
      },
      {
        text: 'ERROR:  can no longer get changes from replication slot "debezium"\nDETAIL:  This slot has been invalidated because it exceeded the maximum reserved size.',
        captures: { slot: "debezium" },
      },
      {
        text: "ERROR: requested WAL segment 0000000100000A2B000000F1 has already been removed",
        captures: { segment: "0000000100000A2B000000F1" },
      },
      {
        text: "io.debezium.DebeziumException: The connector is trying to read change stream starting at PostgresOffsetContext [sourceInfoSchema=Schema{io.debezium.connector.postgresql.Source:STRUCT}, lastSnapshotRecord=false], but this is no longer available on the server. Reconfigure the connector to use a snapshot mode when needed.",
      },
    ],
    nearMisses: [
      { text: 'ERROR: replication slot "debezium" is active for PID 4711' },
      { text: 'ERROR: relation "orders" does not exist' },
    ],
  },
  "cdc/no-free-slot": {
    examples: [
      {
        text: "org.postgresql.util.PSQLException: ERROR: all replication slots are in use\n  Hint: Free one or increase max_replication_slots.",
      },
      { text: "FATAL:  number of requested standby connections exceeds max_wal_senders (currently 10)" },
    ],
    nearMisses: [{ text: "FATAL:  sorry, too many clients already" }],
  },
  "cdc/wal-level": {
    examples: [
      {
        text: "Error while validating connector config: Postgres server wal_level property must be 'logical' but is: 'replica'",
        captures: { level: "replica" },
      },
      {
        text: '{"error_code":400,"message":"Connector configuration is invalid and contains the following 1 error(s):\nPostgres server wal_level property must be "logical" but is: replica\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`"}',
        captures: { level: "replica" },
      },
      {
        text: "org.postgresql.util.PSQLException: ERROR: logical decoding requires wal_level >= logical",
      },
    ],
    nearMisses: [{ text: "LOG:  wal_level changed to logical" }],
  },
  "cdc/publication-missing": {
    examples: [
      {
        text: 'org.postgresql.util.PSQLException: ERROR: publication "dbz_publication" does not exist',
        captures: { publication: "dbz_publication" },
      },
      {
        text: "org.apache.kafka.connect.errors.ConnectException: Publication autocreation is disabled, please create one and restart the connector.",
      },
      {
        text: 'org.apache.kafka.connect.errors.ConnectException: Unable to create filtered publication dbz_publication for "public"."orders"',
        captures: { publication: "dbz_publication" },
      },
    ],
    nearMisses: [
      { text: 'org.postgresql.util.PSQLException: ERROR: relation "publication" does not exist' },
      { text: 'ERROR: replication slot "dbz" does not exist' },
    ],
  },
  "cdc/replication-permission": {
    examples: [
      {
        text: "org.postgresql.util.PSQLException: FATAL: must be superuser or replication role to start walsender",
      },
      {
        text: "ERROR: permission denied to use replication slots\n  Detail: Only roles with the REPLICATION attribute may use replication slots.",
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.InsufficientPrivilege: permission denied for table orders" },
      {
        text: 'FATAL:  no pg_hba.conf entry for host "10.1.2.3", user "cdc", database "shop", SSL off',
      },
    ],
  },
  "cdc/decoder-plugin": {
    examples: [
      {
        text: 'org.postgresql.util.PSQLException: ERROR: could not access file "decoderbufs": No such file or directory',
        captures: { plugin: "decoderbufs" },
      },
      {
        text: 'psycopg2.errors.UndefinedFile: could not access file "wal2json": No such file or directory',
        captures: { plugin: "wal2json" },
      },
    ],
    nearMisses: [{ text: 'ERROR: could not access file "$libdir/postgis-3": No such file or directory' }],
  },
};
