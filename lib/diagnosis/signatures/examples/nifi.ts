import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const nifiExamples: SignatureExamples = {
  "nifi/table-not-found": {
    examples: [
      {
        text: "PutDatabaseRecord[id=6f1c] Failed to put Records to database for FlowFile[filename=a.json]. Routing to failure.: org.apache.nifi.processors.standard.db.TableNotFoundException: Table meta.file_audit not found, ensure the Catalog, Schema, and/or Table Names match those in the database exactly",
        captures: { table: "meta.file_audit" },
      },
      {
        text: "PutDatabaseRecord[id=6f1c] Failed to process session due to Table ORDERS_STG not found; Processor Administratively Yielded for 1 sec",
        captures: { table: "ORDERS_STG" },
      },
    ],
    nearMisses: [{ text: "Table orders was found in the cache" }],
  },
  "nifi/column-unmapped": {
    examples: [
      {
        text: "java.sql.SQLDataException: Cannot map field 'discount_code' to any column in the database\nNormalized Columns: ORDERID,AMOUNT",
        captures: { field: "discount_code" },
      },
      {
        text: "java.sql.SQLDataException: Record does not have a value for the Required column 'order_id'\nNormalized Columns: ORDERID",
        captures: { required: "order_id" },
      },
    ],
    nearMisses: [{ text: "RuntimeException: Cannot map field 'a' with value type: class java.util.Date" }],
  },
  "nifi/resource-missing": {
    examples: [
      {
        text: "Encountering difficulty starting. (Validation State is INVALID: ['Config File' validated against '/opt/nifi/custom/types.xml' is invalid because The specified resource(s) do not exist or could not be accessed: [/opt/nifi/custom/types.xml]]). Will continue trying to start.",
        captures: { property: "Config File", path: "/opt/nifi/custom/types.xml" },
      },
    ],
    nearMisses: [
      {
        text: "'Table Name' validated against '' is invalid because Table Name cannot be empty",
      },
    ],
  },
  "nifi/service-disabled": {
    examples: [
      {
        text: "'Database Connection Pooling Service' validated against 'b1f2' is invalid because Controller Service with ID 0188aaf1-1018-1bd5-ffff-ffffa4b3c2d1 is disabled",
        captures: { service: "0188aaf1-1018-1bd5-ffff-ffffa4b3c2d1" },
      },
      {
        text: "StandardControllerServiceNode Failed to invoke @OnEnabled method of DBCPConnectionPool[id=0188aaf1] due to org.apache.nifi.reporting.InitializationException",
        captures: { service: "DBCPConnectionPool" },
      },
    ],
    nearMisses: [{ text: "Controller Service DBCPConnectionPool[id=0188aaf1] is enabled" }],
  },
  "nifi/component-missing": {
    examples: [
      {
        text: "'Missing Processor' validated against 'Any Property' is invalid because Processor is of type com.acme.nifi.PutLedger, but this is not a valid Processor type",
        captures: { type: "com.acme.nifi.PutLedger" },
      },
    ],
    nearMisses: [{ text: "Added Processor of type org.apache.nifi.processors.standard.LogAttribute" }],
  },
  "nifi/component-invalid": {
    examples: [
      {
        text: "Encountering difficulty starting. (Validation State is INVALID: ['Relationship failure' is invalid because Relationship 'failure' is not connected to any component and is not auto-terminated]). Will continue trying to start.",
      },
      {
        text: "'Table Name' is invalid because Table Name is required",
        captures: { property: "Table Name", reason: "Table Name is required" },
      },
    ],
    nearMisses: [{ text: "Validation State is VALID" }],
  },
  "nifi/content-repository-full": {
    examples: [
      {
        text: "Unable to write flowfile content to content repository container default due to archive file size constraints; waiting for archive cleanup. Total number of files currently archived = 63",
        captures: { container: "default" },
      },
      {
        text: "o.a.n.c.repository.FileSystemRepository Unable to write to container repo0 due to archive file size constraints; waiting for archive cleanup",
        captures: { container: "repo0" },
      },
    ],
    nearMisses: [{ text: "Successfully deleted 12 files from archive of container default" }],
  },
  "nifi/back-pressure": {
    examples: [
      {
        text: "Connection FetchSFTP -> IdentifyMimeType has reached back pressure threshold (10000 objects)",
        captures: { connection: "FetchSFTP -> IdentifyMimeType", threshold: "10000 objects" },
      },
    ],
    nearMisses: [{ text: "Back pressure object threshold set to 10000 for connection 4f1" }],
  },
  "nifi/node-disconnected": {
    examples: [
      {
        text: "Event Reported for nifi-2:8443 -- Node disconnected from cluster due to Have not received a heartbeat from node in 43 seconds",
        captures: { seconds: "43" },
      },
      {
        text: "Received disconnection request message from manager with explanation: Have not received a heartbeat from node in 67 seconds",
        captures: { seconds: "67" },
      },
    ],
    nearMisses: [{ text: "Received heartbeat from node nifi-2:8443" }],
  },
  "nifi/flow-differs": {
    examples: [
      {
        text: "org.apache.nifi.controller.UninheritableFlowException: Failed to connect node to cluster because local flow is different than cluster flow.",
        captures: { reason: "local flow is different than cluster flow" },
      },
    ],
    nearMisses: [{ text: "Successfully inherited the cluster flow" }],
  },
  "nifi/repository-locked": {
    examples: [
      {
        text: "Caused by: java.lang.IllegalStateException: The file is locked: nio:/opt/nifi/database_repository/nifi-user-keys.mv.db [1.4.199/7]",
        captures: { file: "/opt/nifi/database_repository/nifi-user-keys.mv.db" },
      },
      {
        text: "org.apache.lucene.store.LockObtainFailedException: Lock held by another program: /opt/nifi/provenance_repository/lucene-8-index-1740000000000/write.lock",
        captures: { file: "/opt/nifi/provenance_repository/lucene-8-index-1740000000000/write.lock" },
      },
    ],
    nearMisses: [{ text: "Unable to acquire lock for key orders" }],
  },
  "nifi/sensitive-key": {
    examples: [
      {
        text: "org.apache.nifi.encrypt.EncryptionException: Decryption Failed with Algorithm [AES/GCM/NoPadding]",
        captures: { algorithm: "AES/GCM/NoPadding" },
      },
      {
        text: "There was a problem decrypting a sensitive flow configuration value. Check that the nifi.sensitive.props.key value in nifi.properties matches the value used to encrypt the flow.xml.gz file",
      },
    ],
    nearMisses: [{ text: "Generated a new nifi.sensitive.props.key" }],
  },
  "nifi/schema-not-found": {
    examples: [
      {
        text: "org.apache.nifi.schema.access.SchemaNotFoundException: Unable to find schema with name 'orders_v2'",
        captures: { schema: "orders_v2" },
      },
    ],
    nearMisses: [{ text: "Found schema with name 'orders_v2'" }],
  },
  "nifi/record-malformed": {
    examples: [
      {
        text: "org.apache.nifi.serialization.MalformedRecordException: Error while getting next record. Root cause: java.lang.NumberFormatException: For input string",
      },
      {
        text: "Successfully parsed a JSON object from input but failed to convert into a Record object with the given schema",
      },
    ],
    nearMisses: [{ text: "Successfully parsed 12 records from input" }],
  },
};
