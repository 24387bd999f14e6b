import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** SAP (RFC, ABAP, IDoc), hosted ELT services, Stripe, SQLMesh and Flyte. */
export const sapAndEltSignatures: Signature[] = [
  {
    id: "sap/rfc-unreachable",
    title: "SAP system or gateway not reachable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\bRFC_COMMUNICATION_FAILURE\b/,
        /connection to partner '(?<partner>[^'\n]{3,120})' broken/,
        /partner '(?<partner>[^'\n]{3,120})' not reached/,
      ],
      names: [/partner '(?<partner>[^'\n]{3,120})'/],
    },
    rootCause: "The RFC connection to SAP[[ (`{partner}`)]] failed or broke",
    explanation:
      "The gateway or application server is down or restarting, a firewall or SAProuter closed the connection, or the ABAP session ended with a dump.",
    checks: [
      "Whether port 33NN of the gateway is reachable from where the task runs",
      "SAP transactions SM21 and ST22 at that time",
    ],
    fixes: [
      "Rerun once the system answers",
      "Correct `ashost`/`mshost` and `sysnr`, or open the port",
      "Read in smaller packages if the session timed out or dumped",
    ],
  },
  {
    id: "sap/rfc-logon",
    title: "SAP refused the logon",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bRFC_LOGON_FAILURE\b/,
        /\bRFC_ABAP_(?:MESSAGE|RUNTIME_FAILURE)\b[^\n]{0,120}(?:authority|authori[sz]ation)/i,
        /No RFC authorization for (?:function module|user) (?<object>[\w/]{1,80})/,
      ],
    },
    rootCause: "SAP refused the logon or the call[[ of `{object}`]] by the RFC user",
    explanation:
      "Wrong or initial password, a locked or expired user, the wrong client, or a role without S_RFC for the function group.",
    checks: [
      "The user in SU01: locked, validity, type; the client of the connection",
      "SU53 or STAUTHTRACE for a missing authorization",
    ],
    fixes: [
      "Unlock the user or set the password, as a user of type System",
      "Add S_RFC and the table's authorization to the user's role",
    ],
  },
  {
    id: "sap/abap-memory",
    title: "ABAP program ran out of memory",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<code>TSV_TNEW_PAGE_ALLOC_FAILED|TSV_TNEW_OCCURS_NO_ROLL_MEMORY|SYSTEM_NO_ROLL|STORAGE_PARAMETERS_WRONG_SET)\b/,
      ],
    },
    rootCause: "The ABAP program needed more memory than the system gives it ({code})",
    explanation: "An internal table grew past the quota of the work process: too much data is read at once.",
    checks: ["ST22: the program, the internal table and its size", "How many rows the selection returned"],
    fixes: [
      "Select in packages (`PACKAGE SIZE`, smaller extraction packages) or by narrower ranges",
      "Have Basis check `abap/heap_area_dia` and `abap/heap_area_nondia`",
    ],
  },
  {
    id: "sap/idoc-not-posted",
    title: "SAP could not post an IDoc",
    category: "data_quality",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bIDoc (?<number>\d{1,16} )?(?:has )?(?:in )?status (?<status>51|56)\b(?::? (?<reason>[^\n]{3,120}))?/i,
      ],
    },
    rootCause: "SAP did not process the IDoc[[ {number}]] (status {status})[[: {reason}]]",
    explanation:
      "51: the application rejected the document, usually for master data that does not exist. 56: no partner profile fits sender and message type.",
    checks: ["The IDoc's status records in WE02 or WE05"],
    fixes: [
      "Create or correct the master data, or the partner profile (WE20), then process the IDoc again with BD87",
      "Correct the value at the sender and send anew",
    ],
  },
  {
    id: "sap/delta-broken",
    title: "SAP BW delta is incomplete",
    category: "upstream_missing_data",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/Last delta (?:incorrect|update is not yet completed)/i] },
    rootCause: "The last delta of the InfoPackage is not complete, so BW asks for no new one",
    explanation:
      "The source hands out the next delta only after the last one ended green. A cancelled load leaves it open.",
    checks: ["The last request in the monitor (RSMO) and ODQMON or RSA7 in the source"],
    fixes: [
      "Set the request to red, delete it from its targets and repeat the delta",
      "Initialize the delta anew if it cannot be repeated",
    ],
  },
  {
    id: "elt/column-type-changed",
    title: "Source column changed to a type that the destination cannot take",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column type change not supported(?: by destination)?: (?<column>[\w."]{3,200})/,
        /Incompatible Schema: source field (?<column>\w{1,120}) \((?<from>\w{2,30})\) cannot be mapped to destination column \w{1,120} \((?<to>\w{2,30})\)/,
      ],
    },
    rootCause:
      "`{column}` has a type at the source that the destination column cannot take[[: {from} instead of {to}]]",
    explanation:
      "The service keeps the destination's column and cannot convert it in place. Rows of the new type wait or the table stops.",
    checks: ["The column's type at the source and since when", "What reads the column in the destination"],
    fixes: [
      "Resync the table, or change the destination column's type and resume",
      "Map the field to a new column",
    ],
  },
  {
    id: "elt/new-column-blocked",
    title: "Sync blocked by a schema change",
    category: "schema_change",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /schema change handling is set to 'Block all'/,
        /mapped destination field '(?<column>[\w.-]{1,120})' is no longer present/,
        /Source schema changed: table (?<table>[\w."]{3,200}) dropped column "(?<column>\w{1,120})"/,
      ],
      names: [/new column `(?<column>\w{1,120})` was detected in `(?<table>[\w.]{1,160})`/],
    },
    rootCause: "The schema of source or destination changed[[: `{column}`]][[ of `{table}`]]",
    explanation:
      "A column was added, dropped or renamed, and the connection does not take that over by itself.",
    checks: ["What changed and whether it was announced, and who uses the column"],
    fixes: [
      "Accept the change in the connection's schema settings and resume",
      "Adapt mapping and downstream models first if the column is gone",
    ],
  },
  {
    id: "bigquery/no-such-field",
    title: "BigQuery table lacks a field of the rows",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bno such field: (?<field>[\w.]{1,160}?)\.?(?:["'\s]|$)/,
        /Input schema has more fields than BigQuery schema(?:, extra fields: '(?<field>[\w.', ]{1,160})')?/,
      ],
    },
    rootCause: "The rows have a field[[ `{field}`]] that the BigQuery table lacks",
    explanation:
      "Streaming inserts and the Storage Write API reject rows with unknown fields; the producer added or renamed the field.",
    checks: ["The table's schema beside a rejected row", "When the producer began to send the field"],
    fixes: [
      "Add the column: `ALTER TABLE t ADD COLUMN`, then send the rows again after a few minutes",
      "Set `ignoreUnknownValues` if the field is not needed",
    ],
  },
  {
    id: "bigquery/snapshot-too-old",
    title: "BigQuery time travel reaches not that far",
    category: "upstream_missing_data",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid (?:snapshot )?time \d{6,20} for (?:the )?table (?<table>[\w:.$-]{3,200})\. Cannot (?:read|decorate) before/,
      ],
    },
    rootCause: "`{table}` has no history as far back as the query asks",
    explanation:
      "BigQuery keeps two to seven days of history per table, and none from before the table was created or replaced.",
    checks: ["The dataset's time travel window and when the table was last recreated"],
    fixes: [
      "Read a later point in time, or a table snapshot if there is one",
      "Truncate and insert instead of recreating the table",
    ],
    docs: ["https://cloud.google.com/bigquery/docs/time-travel"],
  },
  {
    id: "stripe/invalid-request",
    title: "Stripe rejected a request parameter",
    category: "data_quality",
    alternatives: ["code_bug", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:stripe\.(?:error|_error)\.)InvalidRequestError: (?:Request req_\w{4,40}: )?(?<reason>[^\n]{3,160})/,
      ],
      names: [/\(param: (?<param>[\w[\]]{1,80})\)/],
    },
    rootCause: "Stripe rejected the request: {reason}",
    explanation:
      "A parameter has a wrong value or type, or names an object that does not exist in this account and mode (test or live).",
    checks: ["The request in Stripe's log (by its `req_` id), and whether the key is for test or live mode"],
    fixes: [
      "Correct the value: amounts are integers in the smallest currency unit",
      "Use the key of the mode and account that own the object",
    ],
  },
  {
    id: "sqlmesh/upstream-not-ready",
    title: "SQLMesh skipped a model that waits for its upstream",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /SKIPPED snapshot "?(?<model>[\w."]{1,200}?)"? because of failed parent/,
        /signal '(?<signal>\w{1,100})' returned no ready intervals for/,
        /upstream model (?<model>[\w.]{1,200}) has missing intervals/,
      ],
    },
    rootCause:
      "SQLMesh did not run a model: its upstream[[ of `{model}`]] is not ready[[ (signal `{signal}`)]]",
    explanation:
      "A parent failed, or the signal that says whether the source has arrived returned no interval.",
    checks: ["The first failed parent of the run, or what the signal checks"],
    fixes: ["Fix the parent or complete the source, then `sqlmesh run`"],
  },
  {
    id: "sqlmesh/config",
    title: "SQLMesh configuration is incomplete",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Default model SQL dialect is a required configuration parameter/],
    },
    rootCause: "The SQLMesh project names no default SQL dialect",
    explanation:
      "SQLMesh parses all models and needs to know their dialect; either the setting is missing or another folder's configuration was loaded.",
    checks: ["`model_defaults` in `config.yaml`, and the folder that the job starts in (`--paths`)"],
    fixes: ["Set `dialect` under `model_defaults` in `config.yaml`"],
  },
  {
    id: "flyte/type-mismatch",
    title: "Flyte cannot convert a value to the task's type",
    category: "code_bug",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to convert (?<side>inputs|outputs) of task '(?<task>[\w.]{1,200})'/,
        /Cannot convert from Flyte Serialized object/,
      ],
      names: [/(?<type>to <class '[^'\n]{1,80}'>)/],
    },
    rootCause: "Flyte cannot convert a value[[ in the {side} of `{task}`]][[ {type}]]",
    explanation:
      "The value does not have the annotated type: the upstream task returns something else, or the two were registered in different versions.",
    checks: ["The annotations of both tasks, and the versions that the workflow uses"],
    fixes: ["Correct the annotation or the returned value, then register both again under one version"],
  },
];
