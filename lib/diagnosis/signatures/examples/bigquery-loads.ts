import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const bigqueryLoadExamples: SignatureExamples = {
  "bigquery/rate-limit": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Exceeded rate limits: too many table update operations for this table. For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas; reason: rateLimitExceeded, location: table.write",
        captures: { what: "too many table update operations for this table" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your project exceeded quota for free query bytes scanned.",
      },
      {
        text: "requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.example.com/v1/orders",
      },
    ],
  },
  "bigquery/quota": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your table exceeded quota for imports or query appends per table. For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas; reason: quotaExceeded",
      },
      {
        text: "google.api_core.exceptions.Forbidden: 403 Quota exceeded: Your project exceeded quota for free query bytes scanned. For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas",
        captures: { what: "free query bytes scanned" },
      },
    ],
    nearMisses: [
      { text: "403 Exceeded rate limits: too many table update operations for this table." },
      { text: "OSError: [Errno 122] Disk quota exceeded: '/data'" },
    ],
  },
  "bigquery/load-schema-mismatch": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Error while reading data, error message: CSV table references column position 9, but line contains only 7 columns.; line_number: 12",
      },
      {
        text: "BigQuery error in load operation: Error processing job 'harbour:q2': Provided Schema\ndoes not match Table harbour:dock.crates.",
      },
      {
        text: "google.api_core.exceptions.BadRequest: 400 Provided Schema does not match Table acme-prod:raw.orders. Field amount has changed type from INTEGER to FLOAT; reason: invalid",
        captures: {
          table: "acme-prod:raw.orders",
          message: "Field amount has changed type from INTEGER to FLOAT",
        },
      },
      {
        text: "google.api_core.exceptions.BadRequest: 400 Error while reading data, error message: JSON parsing error in row starting at position 0: No such field: discount. File: gs://acme-raw/orders/1.json",
        captures: { message: "No such field: discount" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Error while reading data, error message: Could not parse 'n/a' as INT64 for field amount (position 3) starting at location 120",
      },
    ],
  },
  "bigquery/load-bad-rows": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Error while reading data, error message: Could not parse 'n/a' as INT64 for field amount (position 3) starting at location 120 with message 'Unable to parse' File: gs://acme-raw/orders.csv",
        captures: { value: "n/a", column: "amount", file: "gs://acme-raw/orders.csv" },
      },
      {
        text: "google.api_core.exceptions.BadRequest: 400 Error while reading data, error message: CSV table encountered too many errors, giving up. Rows: 7; errors: 1. Please look into the errors[] collection for more details.",
        captures: { rows: "7" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 UPDATE/MERGE must match at most one source row for each target row",
      },

      {
        text: "polars.exceptions.ComputeError: could not parse `n/a` as dtype `i64` at column 'amount' (column number 3)",
      },
      {
        text: "400 Error while reading data, error message: JSON parsing error in row starting at position 0: No such field: discount.",
      },
    ],
  },
  "bigquery/merge-duplicates": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 UPDATE/MERGE must match at most one source row for each target row",
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Could not serialize access to table acme-prod:mart.orders due to concurrent update",
      },
    ],
  },
  "bigquery/too-many-partitions": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Too many partitions produced by query, allowed 4000, query produces at least 5219 partitions",
        captures: { limit: "4000", found: "5219" },
      },
    ],
    nearMisses: [{ text: "WARN - topic orders has too many partitions for one consumer" }],
  },
  "bigquery/streaming-buffer": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 UPDATE or DELETE statement over table raw.orders would affect rows in the streaming buffer, which is not supported",
        captures: { table: "raw.orders" },
      },
    ],
    nearMisses: [{ text: "INFO - the streaming buffer of raw.orders holds 12 rows" }],
  },
};
