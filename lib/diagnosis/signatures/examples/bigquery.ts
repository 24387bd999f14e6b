import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const bigqueryExamples: SignatureExamples = {
  "bigquery/not-found": {
    examples: [
      {
        text: "google.api_core.exceptions.NotFound: 404 Not found: Table acme-prod:raw.orders was not found in location EU; reason: notFound, message: Not found: Table acme-prod:raw.orders was not found in location EU",
        captures: { kind: "Table", object: "acme-prod:raw.orders", location: "EU" },
      },
      {
        text: "google.api_core.exceptions.NotFound: 404 GET https://bigquery.googleapis.com/bigquery/v2/projects/acme-prod/datasets/raw/tables/orders?prettyPrint=false: Not found: Table acme-prod:raw.orders",
        captures: { object: "acme-prod:raw.orders" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.NotFound: 404 GET https://storage.googleapis.com/storage/v1/b/acme-raw?projection=noAcl: The specified bucket does not exist.",
      },
      { text: "Table not found: orders" },
    ],
  },
  "bigquery/access-denied": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: Table acme-prod:raw.orders: User does not have permission to query table acme-prod:raw.orders, or perhaps it does not exist.; reason: accessDenied",
        captures: { kind: "Table", object: "acme-prod:raw.orders" },
      },
      {
        text: "google.api_core.exceptions.Forbidden: 403 POST https://bigquery.googleapis.com/bigquery/v2/projects/acme-prod/jobs?prettyPrint=false: Access Denied: Project acme-prod: User does not have bigquery.jobs.create permission in project acme-prod.",
        captures: { object: "acme-prod", permission: "bigquery.jobs.create" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
      },
      { text: "403 Exceeded rate limits: too many table update operations for this table." },
    ],
  },
  "bigquery/unrecognized-name": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Unrecognized name: customer_id; Did you mean customer_key? at [3:5]; reason: invalidQuery, location: query",
        captures: { column: "customer_id", suggestion: "customer_key" },
      },
      {
        text: "Database Error in model fct_orders (models/marts/fct_orders.sql)\n  Name discount not found inside o at [12:7]",
        captures: { column: "discount", table: "o" },
      },
    ],
    nearMisses: [
      { text: "Unrecognized option: --customer_id" },
      { text: "google.api_core.exceptions.BadRequest: 400 Syntax error: Unexpected keyword FROM at [1:10]" },
    ],
  },
  "bigquery/invalid-query": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Syntax error: Unexpected keyword FROM at [1:10]; reason: invalidQuery, location: query",
        captures: { message: "Unexpected keyword FROM", position: "1:10" },
      },
      {
        text: "google.api_core.exceptions.BadRequest: 400 No matching signature for operator = for argument types: INT64, STRING. Supported signature: ANY = ANY at [9:6]",
      },
    ],
    nearMisses: [
      { text: "SyntaxError: invalid syntax" },
      { text: 'psycopg2.errors.SyntaxError: syntax error at or near "FROM"' },
    ],
  },
  "bigquery/resources-exceeded": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Resources exceeded during query execution: The query could not be executed in the allotted memory. Peak usage: 122% of limit.\nTop memory consumer(s):\n  ORDER BY operations: 99%",
        captures: { operation: "ORDER BY", share: "99" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.InternalServerError: 500 Query exceeded limit for bytes billed: 1000000000. 10485760000 or higher required.",
      },

      {
        text: "google.api_core.exceptions.ResourceExhausted: 429 Resource has been exhausted (e.g. check quota).",
      },
    ],
  },
  "bigquery/bytes-billed": {
    examples: [
      {
        text: "google.api_core.exceptions.InternalServerError: 500 Query exceeded limit for bytes billed: 1000000000. 10485760000 or higher required.",
        captures: { limit: "1000000000", needed: "10485760000" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Resources exceeded during query execution: The query could not be executed in the allotted memory.",
      },
    ],
  },
  "bigquery/query-too-complex": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 The query is too large. The maximum standard SQL query length is 1024.00K characters, including comments and white space characters.",
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Resources exceeded during query execution: The query could not be executed in the allotted memory.",
      },
    ],
  },
  "bigquery/query-planning": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Resources exceeded during query execution: Not enough resources for query planning - too many subqueries or query is too complex.",
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 The query is too large. The maximum standard SQL query length is 1024.00K characters",
      },
    ],
  },
  "bigquery/concurrent-update": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Could not serialize access to table acme-prod:mart.orders due to concurrent update",
        captures: { table: "acme-prod:mart.orders" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.SerializationFailure: could not serialize access due to concurrent update" },
    ],
  },
  "bigquery/backend-error": {
    examples: [
      {
        text: "google.api_core.exceptions.InternalServerError: 500 An internal error occurred and the request could not be completed. This is usually caused by a transient issue. Retrying the job with back-off as described in the BigQuery SLA should solve the problem: https://cloud.google.com/bigquery/sla.",
      },
      {
        text: "google.api_core.exceptions.ServiceUnavailable: 503 GET https://bigquery.googleapis.com/bigquery/v2/projects/acme-prod/queries/1?maxResults=0: Visibility check was unavailable. Please retry the request and contact support if the problem persists; reason: backendError",
      },
    ],
    nearMisses: [{ text: "An internal error occurred in the order parser" }],
  },
  "bigquery/billing": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 POST https://bigquery.googleapis.com/bigquery/v2/projects/acme-dev/jobs?prettyPrint=false: Billing has not been enabled for this project. Enable billing at https://console.cloud.google.com/billing. DML queries are not allowed in the free tier. Set up a billing account to remove this restriction.",
      },
      {
        text: "google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/acme-raw: The billing account for the owning project is disabled in state absent",
      },
    ],
    nearMisses: [{ text: "INFO - billing report enabled" }],
  },
  "bigquery/location-mismatch": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Cannot read and write in different locations: source: EU, destination: US",
        captures: { source: "EU", target: "US" },
      },
    ],
    nearMisses: [{ text: "404 Not found: Dataset acme-prod:raw was not found in location US" }],
  },
  "bigquery/partition-filter": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Cannot query over table 'acme-prod.raw.orders' without a filter over column(s) 'order_date', '_PARTITION_LOAD_TIME' that can be used for partition elimination",
        captures: { table: "acme-prod.raw.orders" },
      },
    ],
    nearMisses: [{ text: "INFO - query without a filter over column order_date" }],
  },
};
