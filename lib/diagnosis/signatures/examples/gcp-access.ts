import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const gcpAccessExamples: SignatureExamples = {
  "gcp/no-credentials": {
    examples: [
      {
        text: "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more information.",
      },
      {
        text: "google.auth.exceptions.DefaultCredentialsError: File /secrets/etl.json was not found.",
        captures: { file: "/secrets/etl.json" },
      },
    ],
    nearMisses: [
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
      {
        text: "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT Signature.', {'error': 'invalid_grant'})",
      },
    ],
  },
  "gcp/refresh-failed": {
    examples: [
      {
        text: "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT Signature.', {'error': 'invalid_grant', 'error_description': 'Invalid JWT Signature.'})",
        captures: { reason: "invalid_grant: Invalid JWT Signature" },
      },
    ],
    nearMisses: [
      { text: "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found." },
    ],
  },
  "gcp/metadata-server": {
    examples: [
      {
        text: "google.auth.exceptions.RefreshError: ('Failed to retrieve http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/?recursive=true from the Google Compute Engine metadata service. Status: 404 Response:\\nb\\'\\'', <google.auth.transport.requests._Response object at 0x7f>)",
      },
    ],
    nearMisses: [{ text: "INFO - reading http://metadata.google.internal/computeMetadata/v1/instance/zone" }],
  },
  "gcp/permission-denied": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/acme-raw/o?projection=noAcl: etl@acme-prod.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket. Permission 'storage.objects.list' denied on resource (or it may not exist).",
        captures: {
          principal: "etl@acme-prod.iam.gserviceaccount.com",
          object: "acme-raw",
          permission: "storage.objects.list",
        },
      },
      {
        text: "google.api_core.exceptions.PermissionDenied: 403 Permission 'secretmanager.versions.access' denied for resource 'projects/acme-prod/secrets/orders-db/versions/latest' (or it may not exist).",
        captures: { permission: "secretmanager.versions.access" },
      },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: Table acme-prod:raw.orders: User does not have permission to query table acme-prod:raw.orders, or perhaps it does not exist.",
      },
      { text: "PermissionError: [Errno 13] Permission denied: '/data'" },
    ],
  },
  "gcp/unauthenticated": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Request had insufficient authentication scopes.",
      },
      {
        text: "google.api_core.exceptions.Unauthorized: 401 GET https://storage.googleapis.com/storage/v1/b/acme-raw: Anonymous caller does not have storage.buckets.get access to the Google Cloud Storage bucket.",
        captures: { permission: "storage.buckets.get" },
      },
    ],
    nearMisses: [
      {
        text: "etl@acme-prod.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage bucket.",
      },
    ],
  },
  "gcp/api-disabled": {
    examples: [
      {
        text: "google.api_core.exceptions.PermissionDenied: 403 Secret Manager API has not been used in project 123456789012 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/secretmanager.googleapis.com/overview?project=123456789012 then retry.",
        captures: { project: "123456789012" },
      },
    ],
    nearMisses: [{ text: "INFO - the API has not been used in this run" }],
  },
  "gcp/org-policy": {
    examples: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 GET https://storage.googleapis.com/storage/v1/b/acme-raw: Request is prohibited by organization's policy. vpcServiceControlsUniqueIdentifier: q1w2e3r4t5y6",
        captures: { id: "q1w2e3r4t5y6" },
      },
    ],
    nearMisses: [{ text: "etl@acme-prod.iam.gserviceaccount.com does not have storage.objects.list access" }],
  },
};
