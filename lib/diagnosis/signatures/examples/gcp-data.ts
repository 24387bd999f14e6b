import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const gcpDataExamples: SignatureExamples = {
  "bigquery/files-denied": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: BigQuery BigQuery: Permission denied while globbing file pattern. etl@acme.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist). Please make sure gs://acme-raw/orders/* is accessible via appropriate IAM roles, e.g. Storage Object Viewer or Storage Object Creator.",
        captures: {
          principal: "etl@acme.iam.gserviceaccount.com",
          permission: "storage.objects.list",
          files: "gs://acme-raw/orders/*",
        },
      },
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: File gs://acme-raw/orders/2024-06-01.csv: Access Denied",
        captures: { files: "gs://acme-raw/orders/2024-06-01.csv" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: Table acme:raw.orders: User does not have bigquery.tables.getData permission for table acme:raw.orders.",
      },
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: BigQuery BigQuery: Permission denied while getting Drive credentials.",
      },
    ],
  },
  "bigquery/drive-denied": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: BigQuery BigQuery: Permission denied while getting Drive credentials.",
      },
      { text: "403 Access Denied: BigQuery BigQuery: No OAuth token with Google Drive scope was found." },
    ],
    nearMisses: [
      {
        text: 'googleapiclient.errors.HttpError: <HttpError 404 when requesting https://www.googleapis.com/drive/v3/files returned "File not found">',
      },
    ],
  },
  "bigquery/no-files": {
    examples: [
      {
        text: "google.api_core.exceptions.BadRequest: 400 Error while reading table: raw.orders, error message: Failed to expand table raw.orders with file pattern gs://acme-raw/orders/day=2024-06-01/*.parquet: matched no files. File: gs://acme-raw/orders/day=2024-06-01/*.parquet",
        captures: { files: "gs://acme-raw/orders/day=2024-06-01/*.parquet" },
      },
      {
        text: "Failed to expand table raw_orders with file pattern gs://acme-raw/orders/*: matched no files. File: gs://acme-raw/orders/*",
        captures: { files: "gs://acme-raw/orders/*" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.NotFound: 404 Not found: Table acme:raw.orders was not found in location EU",
      },
    ],
  },
  "gcp/act-as": {
    examples: [
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 User not authorized to act as service account 'spark@acme.iam.gserviceaccount.com'. To act as a service account, user must have one of [Owner, Editor, Service Account Actor] roles.",
        captures: { account: "spark@acme.iam.gserviceaccount.com" },
      },
      {
        text: "google.api_core.exceptions.PermissionDenied: 403 Permission 'iam.serviceaccounts.actAs' denied on service account spark@acme.iam.gserviceaccount.com (or it may not exist).",
        captures: { account: "spark@acme.iam.gserviceaccount.com" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.PermissionDenied: 403 Permission 'dataproc.clusters.create' denied on resource",
      },
    ],
  },
  "gcp/dataproc-network": {
    examples: [
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 The subnetwork resource 'projects/acme/regions/europe-west1/subnetworks/data' does not support Private Google Access which is required for Dataproc clusters when 'internal_ip_only' is set to 'true'.",
        captures: { subnet: "projects/acme/regions/europe-west1/subnetworks/data" },
      },
      {
        text: "400 Subnetwork 'data' does not support Private Google Access which is required for Dataproc clusters when 'internal_ip_only' is set to 'true'. Enable Private Google Access on subnetwork 'data'",
        captures: { subnet: "data" },
      },
    ],
    nearMisses: [{ text: "Initialization action failed. Failed action 'gs://acme/init.sh'" }],
  },
  "gcp/dataproc-task-not-acquired": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Job failed:\nTask was not acquired",
        around: "Waiting for Dataproc job load_orders",
        captures: { state: "was not acquired" },
      },
      {
        text: "Job failed with message [Task not found]",
        around: "dataproc.googleapis.com",
        captures: { state: "not found" },
      },
    ],
    nearMisses: [
      { text: "Task not found: load_orders", around: "celery worker" },
      { text: "Google Cloud Dataproc Agent reports job failure" },
    ],
  },
  "gcp/dataflow-no-workers": {
    examples: [
      {
        text: "Workflow failed. Causes: The Dataflow job appears to be stuck because no worker activity has been seen in the last 1h. Please check the worker logs in Stackdriver Logging.",
        captures: { time: "1h" },
      },
      {
        text: "Startup of the worker pool in zone europe-west1-b failed to bring up any of the desired 4 workers. Please refer to https://cloud.google.com/dataflow/docs/guides/common-errors#worker-pool-failure",
        captures: { zone: "europe-west1-b", count: "4" },
      },
    ],
    nearMisses: [{ text: "Google Cloud Dataflow job load-orders has failed" }],
  },
  "gcp/dataflow-worker-lost": {
    examples: [
      {
        text: "A work item was attempted 4 times without success. Each time the worker eventually lost contact with the service.",
        captures: { count: "4" },
      },
      { text: "Root cause: The worker lost contact with the service." },
    ],
    nearMisses: [{ text: "INFO worker regained contact with the service" }],
  },
  "gcp/dataproc-cluster-state": {
    examples: [
      {
        text: "google.api_core.exceptions.NotFound: 404 Not found: Cluster projects/acme/regions/europe-west1/clusters/load-orders",
        captures: { cluster: "load-orders", region: "europe-west1" },
      },
      {
        text: "airflow.exceptions.AirflowException: Cluster was created but was in ERROR state.",
        captures: { state: "ERROR" },
      },
    ],
    nearMisses: [{ text: "google.api_core.exceptions.NotFound: 404 Not found: Dataset acme:raw" }],
  },
  "gcp/memory-limit": {
    examples: [
      {
        text: "Memory limit of 512 MiB exceeded with 530 MiB used. Consider increasing the memory limit",
        captures: { limit: "512 MiB", used: "530 MiB" },
      },
    ],
    nearMisses: [{ text: "Query exceeded per-node memory limit of 25.80GB" }],
  },
};
