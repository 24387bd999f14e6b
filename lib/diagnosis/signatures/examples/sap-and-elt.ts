import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sapAndEltExamples: SignatureExamples = {
  "sap/rfc-unreachable": {
    examples: [
      {
        text: "pyrfc._exception.CommunicationError: RFC_COMMUNICATION_FAILURE (rc=1): key=RFC_COMMUNICATION_FAILURE, message=\nERROR partner 'harbour-gw:3300' not reached",
        captures: { partner: "harbour-gw:3300" },
      },
    ],
    nearMisses: [{ text: "RFC 2822 date is malformed" }],
  },
  "sap/rfc-logon": {
    examples: [
      {
        text: "pyrfc._exception.LogonError: RFC_LOGON_FAILURE (rc=2): key=RFC_LOGON_FAILURE, message=Name or password is incorrect (repeat logon)",
      },
    ],
    nearMisses: [{ text: "logon of user crates succeeded" }],
  },
  "sap/abap-memory": {
    examples: [
      {
        text: "TSV_TNEW_PAGE_ALLOC_FAILED: No more storage space available for extending an internal table.",
        captures: { code: "TSV_TNEW_PAGE_ALLOC_FAILED" },
      },
    ],
    nearMisses: [{ text: "DBSQL_DUPLICATE_KEY_ERROR in ABAP program ZCRATES" }],
  },
  "sap/idoc-not-posted": {
    examples: [
      {
        text: "IDoc status 51: Company code 4410 does not exist; application document not posted",
        captures: { status: "51" },
      },
      {
        text: "IDoc 0000000118231 status 56: EDI: Partner profile not available",
        captures: { status: "56" },
      },
    ],
    nearMisses: [{ text: "IDoc 0000000118231 status 53: Application document posted" }],
  },
  "sap/delta-broken": {
    examples: [{ text: "Last delta incorrect. A new delta cannot be requested" }],
    nearMisses: [{ text: "The last delta loaded 412 crates" }],
  },
  "elt/column-type-changed": {
    examples: [
      {
        text: "Column type change not supported by destination: harbour.crate.due_at TIMESTAMP -> STRING, table resync required",
        captures: { column: "harbour.crate.due_at" },
      },
      {
        text: "Incompatible Schema: source field crate_total (DOUBLE) cannot be mapped to destination column crate_total (BIGINT). Events sidelined.",
        captures: { column: "crate_total", from: "DOUBLE", to: "BIGINT" },
      },
    ],
    nearMisses: [{ text: "Column type change applied: harbour.crate.due_at" }],
  },
  "elt/new-column-blocked": {
    examples: [
      {
        text: "Sync blocked: schema change handling is set to 'Block all' and a new column `crate_tier` was detected in `harbour.crates`",
        captures: { column: "crate_tier", table: "harbour.crates" },
      },
    ],
    nearMisses: [{ text: "schema change handling is set to 'Allow all'" }],
  },
  "bigquery/no-such-field": {
    examples: [
      {
        text: '{"index":0,"errors":[{"reason":"invalid","location":"crate_tier","message":"no such field: crate_tier."}]}',
        captures: { field: "crate_tier" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'crate_tier is no field'" }],
  },
  "bigquery/snapshot-too-old": {
    examples: [
      {
        text: "400 Invalid snapshot time 1699999999000 for table harbour:core.crates. Cannot read before 1700601000000",
        captures: { table: "harbour:core.crates" },
      },
    ],
    nearMisses: [{ text: "Invalid time zone 1699999999 for table harbour" }],
  },
  "stripe/invalid-request": {
    examples: [
      {
        text: "stripe.error.InvalidRequestError: Request req_8f2c41ab: Invalid integer: 12.5",
        captures: { reason: "Invalid integer: 12.5" },
      },
    ],
    nearMisses: [{ text: "openai.BadRequestError: invalid_request_error" }],
  },
  "sqlmesh/upstream-not-ready": {
    examples: [
      { text: 'SKIPPED snapshot "prod"."crates_daily" because of failed parent "prod"."stg_crates"' },
      {
        text: 'signal \'crates_landed\' returned no ready intervals for model "mart"."crates"',
        captures: { signal: "crates_landed" },
      },
    ],
    nearMisses: [{ text: "signal 'crates_landed' returned 3 ready intervals" }],
  },
  "sqlmesh/config": {
    examples: [
      {
        text: "sqlmesh.utils.errors.ConfigError: Default model SQL dialect is a required configuration parameter. Set it in the `model_defaults` `dialect` key in your config.",
      },
    ],
    nearMisses: [{ text: "The SQL dialect of the model is duckdb" }],
  },
  "flyte/type-mismatch": {
    examples: [
      {
        text: "Failed to convert inputs of task 'pipelines.crates.build':\n  Cannot convert from Flyte Serialized object (Literal) to <class 'int'>",
        captures: { side: "inputs", task: "pipelines.crates.build" },
      },
    ],
    nearMisses: [{ text: "Converted inputs of task 'pipelines.crates.build'" }],
  },
};
