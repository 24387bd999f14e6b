import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresToolExamples: SignatureExamples = {
  "pg-tools/client-too-old": {
    examples: [
      {
        text: "pg_dump: error: aborting because of server version mismatch",
        around: "pg_dump: error: server version: 17.2 (Debian 17.2-1.pgdg120+1); pg_dump version: 15.8",
        captures: { server: "17.2", tool: "pg_dump", client: "15.8" },
      },
      {
        text: "pg_restore: error: unsupported version (1.16) in file header",
        captures: { version: "1.16" },
      },
    ],
    nearMisses: [
      { text: "pg_dump: error: server version: 16.6; pg_dump version: 14.9" },
      { text: "pg_dump (PostgreSQL) 16.6" },
    ],
  },
  "pg-tools/archive-truncated": {
    examples: [
      {
        text: "pg_restore: error: input file is too short (read 0, expected 5)",
        captures: { read: "0", expected: "5" },
      },
      { text: "pg_restore: error: could not read from input file: end of file" },
    ],
    nearMisses: [{ text: "pg_restore: error: could not open input file: No such file or directory" }],
  },
  "pg-tools/archive-format": {
    examples: [
      {
        text: "pg_restore: error: input file appears to be a text format dump. Please use psql.",
        captures: { format: "text format" },
      },
      { text: "pg_restore: error: input file does not appear to be a valid archive" },
      {
        text: "The input is a PostgreSQL custom-format dump.\nUse the pg_restore command-line client to restore this dump to a database.",
        captures: { format: "custom-format" },
      },
    ],
    nearMisses: [{ text: "pg_restore: error: input file is too short (read 0, expected 5)" }],
  },
  "pg-tools/postgis-missing": {
    examples: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  type "public.geometry" does not exist\nLINE 4:     outline public.geometry(MultiPolygon,25832)\n                    ^',
        captures: { type: "public.geometry" },
      },
      {
        text: 'psql:stores.sql:31: ERROR:  type "geography" does not exist',
        captures: { type: "geography" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedObject: type "geometry" does not exist' },
      { text: 'pg_restore: creating TYPE "public.geometry_kind"' },
    ],
  },
  "pg-tools/extension-missing": {
    examples: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  type "public.citext" does not exist',
        captures: { extension: "citext" },
      },
      {
        text: "pg_restore: error: could not execute query: ERROR:  function public.uuid_generate_v4() does not exist",
        captures: { name: "uuid_generate_v4" },
      },
      {
        text: 'pg_restore: error: could not execute query: ERROR:  operator class "public.gin_trgm_ops" does not exist for access method "gin"\nCommand was: CREATE INDEX',
        captures: { name: "gin_trgm_ops" },
      },
    ],
    nearMisses: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  type "public.order_state" does not exist',
      },
      { text: 'pg_restore: creating EXTENSION "citext"' },
    ],
  },
  "pg-tools/empty-search-path": {
    examples: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  relation "rates" does not exist\nLINE 1: SELECT rate FROM rates WHERE day = $1\nQUERY:  SELECT rate FROM rates WHERE day = $1\nCONTEXT:  SQL function "to_eur" during inlining\nCommand was: REFRESH MATERIALIZED VIEW finance.daily;',
        captures: { object: "rates", function: "to_eur" },
      },
      {
        text: "pg_restore: [programme d'archivage (db)] could not execute query: ERREUR:  la relation « taux » n'existe pas",
        around: "CONTEXTE : fonction SQL « vers_eur », instruction 1",
        captures: { object: "taux", function: "vers_eur" },
      },
    ],
    nearMisses: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  relation "sales.orders" does not exist\nCommand was: ALTER TABLE sales.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);',
      },
    ],
  },
  "pg-tools/owner-missing": {
    examples: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  role "billing_owner" does not exist\nCommand was: ALTER TABLE public.invoices OWNER TO billing_owner;',
        captures: { role: "billing_owner" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.0.0.5), port 5432 failed: FATAL:  role "etl" does not exist',
      },
    ],
  },
  "pg-tools/dotted-name": {
    examples: [
      {
        text: "pg_dump: error: improper relation name (too many dotted names): shop.public.orders.bak",
        captures: { name: "shop.public.orders.bak" },
      },
      {
        text: "pg_dump: error: cross-database references are not implemented: shop.public.orders",
        captures: { name: "shop.public.orders" },
      },
    ],
    nearMisses: [{ text: "pg_dump: error: no matching tables were found" }],
  },
  "pg-tools/newer-setting": {
    examples: [
      {
        text: 'pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"\nCommand was: SET transaction_timeout = 0;',
        captures: { parameter: "transaction_timeout" },
      },
    ],
    nearMisses: [
      { text: 'psql: error: ERROR:  unrecognized configuration parameter "app.tenant"' },
      { text: "SET transaction_timeout = 0;" },
    ],
  },
  "pg-tools/copy-data-as-commands": {
    examples: [{ text: "psql:dump.sql:1042: error: invalid command \\N" }],
    nearMisses: [{ text: "psql:load.sql:3: error: invalid command \\timimg" }],
  },
  "pg-tools/replication-target": {
    examples: [
      {
        text: 'ERROR:  logical replication target relation "public.orders" is missing replicated column: "discount"',
        captures: { table: "public.orders", columns: '"discount"' },
      },
      {
        text: 'ERROR:  logical replication target relation "public.refunds" does not exist',
        captures: { table: "public.refunds" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "public.refunds" does not exist' }],
  },
  "pg-tools/replica-identity": {
    examples: [
      {
        text: 'ERROR:  cannot delete from table "cart_items" because it does not have a replica identity and publishes deletes\nHINT:  To enable deleting from the table, set REPLICA IDENTITY using ALTER TABLE.',
        captures: { table: "cart_items", verb: "delete from" },
      },
    ],
    nearMisses: [{ text: 'ERROR:  cannot update table "orders" because it has no primary key' }],
  },
  "pg-tools/pgloader-heap": {
    examples: [
      {
        text: "Heap exhausted during garbage collection: 16 bytes available, 64 requested.",
        captures: { free: "16", wanted: "64" },
      },
      { text: "Heap exhausted, game over." },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "pg-tools/oracle-catalog-rights": {
    examples: [
      {
        text: "FATAL: ORA-00942: table or view does not exist (DBD ERROR: error possibly near <*> indicator at char 22 in 'SELECT OWNER FROM <*>DBA_TABLES WHERE OWNER = 'SALES'')",
        captures: { view: "DBA_TABLES" },
      },
    ],
    nearMisses: [
      {
        text: 'oracledb.exceptions.DatabaseError: ORA-00942: table or view "SALES"."ORDERS" does not exist',
      },
    ],
  },
};
