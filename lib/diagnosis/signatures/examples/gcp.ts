import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const gcpExamples: SignatureExamples = {
  "gcp/object-not-found": {
    examples: [
      {
        text: "google.api_core.exceptions.NotFound: 404 GET https://storage.googleapis.com/download/storage/v1/b/acme-raw/o/orders%2F2024-05-01.csv?alt=media: No such object: acme-raw/orders/2024-05-01.csv: ('Request failed with status code', 404, 'Expected one of', <HTTPStatus.OK: 200>, <HTTPStatus.PARTIAL_CONTENT: 206>)",
        captures: { object: "acme-raw/orders/2024-05-01.csv" },
      },
      {
        text: "google.api_core.exceptions.NotFound: 404 Not found: URI gs://acme-raw/orders/2024-05-01.csv; reason: notFound",
        captures: { object: "gs://acme-raw/orders/2024-05-01.csv" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.NotFound: 404 Not found: Table acme-prod:raw.orders was not found in location EU",
      },
    ],
  },
  "gcp/rate-limit": {
    examples: [
      {
        text: "google.api_core.exceptions.ResourceExhausted: 429 Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'.",
        captures: { what: "Read requests", service: "sheets.googleapis.com" },
      },
      {
        text: "google.api_core.exceptions.ResourceExhausted: 429 Resource has been exhausted (e.g. check quota).",
      },
    ],
    nearMisses: [
      { text: "403 Exceeded rate limits: too many table update operations for this table." },
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 Insufficient 'CPUS' quota. Requested 24.0, available 8.0.",
      },
    ],
  },
  "gcp/no-capacity": {
    examples: [
      {
        text: "The zone 'projects/acme-prod/zones/europe-west1-b' does not have enough resources available to fulfill the request.  Try a different zone, or try again later.",
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 Insufficient 'CPUS' quota. Requested 24.0, available 8.0.",
      },

      { text: "403 Quota exceeded: Your table exceeded quota for imports or query appends per table." },
    ],
  },
  "gcp/quota-exhausted": {
    examples: [
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 Insufficient 'CPUS' quota. Requested 24.0, available 8.0.",
        captures: { resource: "CPUS", wanted: "24.0", free: "8.0" },
      },
    ],
    nearMisses: [
      {
        text: "The zone 'projects/acme-prod/zones/europe-west1-b' does not have enough resources available to fulfill the request.  Try a different zone, or try again later.",
      },
    ],
  },
  "gcp/deadline-exceeded": {
    examples: [
      { text: "google.api_core.exceptions.DeadlineExceeded: 504 Deadline Exceeded" },
      {
        text: "google.api_core.exceptions.RetryError: Timeout of 60.0s exceeded, last exception: 503 failed to connect to all addresses; last error: UNAVAILABLE: ipv4:142.250.1.95:443: Failed to connect to remote host",
        captures: { seconds: "60.0" },
      },
    ],
    nearMisses: [{ text: "INFO - deadline of 60.0s set" }],
  },
  "gcp/unavailable": {
    examples: [
      { text: "google.api_core.exceptions.ServiceUnavailable: 503 The service is currently unavailable." },
      {
        text: "google.api_core.exceptions.ServiceUnavailable: 503 failed to connect to all addresses; last error: UNKNOWN: ipv4:142.250.1.95:443: connection attempt timed out before receiving SETTINGS frame",
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example.com/v1/orders",
      },
      {
        text: "google.api_core.exceptions.ServiceUnavailable: 503 GET https://bigquery.googleapis.com/bigquery/v2/projects/acme/queries/1: Visibility check was unavailable. Please retry the request; reason: backendError",
      },
    ],
  },
  "gcp/resource-not-found": {
    examples: [
      {
        text: "google.api_core.exceptions.NotFound: 404 Secret [projects/123456789012/secrets/orders-db] not found or has no versions.",
        captures: { resource: "projects/123456789012/secrets/orders-db" },
      },
      {
        text: "google.api_core.exceptions.NotFound: 404 Resource not found (resource=orders-topic).",
        captures: { resource: "orders-topic" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.NotFound: 404 Not found: Table acme-prod:raw.orders was not found in location EU",
      },
      {
        text: "botocore.errorfactory.NoSuchBucket: An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist",
      },
    ],
  },
  "gcp/already-exists": {
    examples: [
      {
        text: "google.api_core.exceptions.Conflict: 409 POST https://bigquery.googleapis.com/bigquery/v2/projects/acme-prod/datasets/raw/tables?prettyPrint=false: Already Exists: Table acme-prod:raw.orders",
        captures: { reason: "Already Exists: Table acme-prod:raw.orders" },
      },
      {
        text: "google.api_core.exceptions.AlreadyExists: 409 Already exists: Failed to create cluster: Cluster projects/acme-prod/regions/europe-west1/clusters/etl",
      },
    ],
    nearMisses: [
      { text: "google.api_core.exceptions.Aborted: 409 Google Cloud Dataproc Agent reports job failure." },
    ],
  },
  "gcp/invalid-argument": {
    examples: [
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 Invalid resource field value in the request: the topic name is not valid",
      },
    ],
    nearMisses: [
      { text: "google.api_core.exceptions.PermissionDenied: 403 The caller does not have permission" },
    ],
  },
  "gcp/cluster-not-created": {
    examples: [
      {
        text: "google.api_core.exceptions.Unknown: None Initialization action failed. Failed action 'gs://acme-etl/init.sh', see output in: gs://dataproc-staging/google-cloud-dataproc-metainfo/1/etl-m/dataproc-initialization-script-0_output",
      },
    ],
    nearMisses: [{ text: "INFO - cluster etl was created" }],
  },
  "gcp/job-failed": {
    examples: [
      {
        text: "google.api_core.exceptions.Aborted: 409 Google Cloud Dataproc Agent reports job failure. If logs are available, they can be found at:\nhttps://console.cloud.google.com/dataproc/jobs/load_orders_1?project=acme-prod&region=europe-west1",
      },
      {
        text: "Workflow failed. Causes: S12:Write/WriteImpl/WriteBundles failed., The job failed because a work item has failed 4 times.",
      },
    ],
    nearMisses: [{ text: "INFO - Google Cloud Dataflow job load-orders-1 is running" }],
  },
};
