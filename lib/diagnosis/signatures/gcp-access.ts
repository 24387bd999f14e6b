import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Google credentials, permissions and policies. */
export const gcpAccessSignatures: Signature[] = [
  {
    id: "gcp/no-credentials",
    title: "No Google credentials found",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Your default credentials were not found/,
        /Could not automatically determine credentials\. Please set GOOGLE_APPLICATION_CREDENTIALS/,
        /DefaultCredentialsError: File (?<file>[^\n]{1,300}?) was not found/,
        /DefaultCredentialsError: \('File (?<file>[^'\n]{1,300}?) (?:was not found|is not a valid json file)/,
      ],
    },
    rootCause: "The task found no Google credentials[[: the key file `{file}` does not exist]]",
    explanation:
      "The client checked `GOOGLE_APPLICATION_CREDENTIALS`, the user's gcloud folder and the metadata server, and found none.",
    checks: [
      "That variable on the worker, and whether the file is mounted there",
      "Whether the pod or VM has a service account (workload identity)",
    ],
    fixes: [
      "Give the worker a service account, or put the key into the connection",
      "Mount the key file where the variable points",
    ],
    docs: ["https://cloud.google.com/docs/authentication/application-default-credentials"],
  },
  {
    id: "gcp/refresh-failed",
    title: "Google credentials cannot be refreshed",
    category: "auth_permission",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>invalid_grant: [^\n'"]{1,160})/,
        /(?<reason>invalid_client: [^\n'"]{1,120})/,
        /(?<reason>unauthorized_client: [^\n'"]{1,160})/,
        /(?<reason>Reauthentication is needed)\. Please run `gcloud auth/,
      ],
      also: [/RefreshError|google|gcloud|[Mm]etadata from plugin|JWT|Token has been expired or revoked/],
    },
    rootCause: "Google refused to refresh the access token: {reason}",
    explanation:
      "`Invalid JWT Signature` means the key was deleted or replaced, `expired or revoked` that a user's login ended, `Invalid JWT: … iat` that the worker's clock is off.",
    checks: [
      "Whether the service account key still exists (IAM, keys)",
      "The worker's clock",
      "Whether these are user credentials, which end with a password change or by policy",
    ],
    fixes: [
      "Create a new key for the service account and put it into the connection",
      "Use a service account instead of a user login",
    ],
  },
  {
    id: "gcp/metadata-server",
    title: "Google metadata server returned no token",
    category: "infrastructure",
    alternatives: ["configuration", "auth_permission", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Failed to retrieve http:\/\/(?:metadata\.google\.internal|169\.254\.169\.254)\/computeMetadata\/[^\s]{1,200} from the Google Compute Engine metadata service/,
        /Compute Engine Metadata server unavailable/,
      ],
    },
    rootCause: "The metadata server returned no token for the task's service account",
    explanation:
      "On a fresh node the workload identity metadata server needs a few seconds to start; an unlinked service account or too many requests at once fail too.",
    checks: [
      "Whether other pods on the node got a token at that time",
      "The link between the Kubernetes and Google service accounts (annotation, `roles/iam.workloadIdentityUser`)",
    ],
    fixes: ["Retry the task", "Link the service accounts"],
  },
  {
    id: "gcp/permission-denied",
    title: "Google Cloud permission denied",
    category: "auth_permission",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<principal>\b[\w.+-]{2,80}@[\w.-]{3,120}) does not have (?<permission>[\w.]{3,80}) (?:access|permission)/,
        /Permission '?(?<permission>[\w.]{3,80})'? denied (?:on|for) resource(?: '?(?<object>[^'\n]{1,200})'?)? \(or it may not exist\)/,
        /Required '(?<permission>[\w.]{3,80})' permission for '(?<object>[^'\n]{1,200})'/,
        /PermissionDenied: 403 (?<reason>[^\n]{1,200})/,
        /The caller does not have permission/,
        /User not authorized to perform this action/,
      ],
      not: [
        /Anonymous caller|vpcServiceControlsUniqueIdentifier|has not been used in project|Access Denied: /,
      ],
      names: [/\/b\/(?<object>[\w.-]{3,63})\//, /Permission '(?<permission>[\w.]{3,80})' denied/],
    },
    rootCause:
      "Google Cloud denies the account[[ `{principal}`]] access[[ to `{object}`]][[: it lacks `{permission}`]][[ ({reason})]]",
    explanation:
      "The account is known but has no role with that permission on the resource. Google says the same if the resource does not exist.",
    checks: [
      "Which account the task uses, and its roles on the project, bucket or secret",
      "IAM changes since the last success",
    ],
    fixes: [
      "Grant a role with the permission[[ `{permission}`]]: `gcloud projects add-iam-policy-binding PROJECT --member=serviceAccount:… --role=…`, or `gcloud storage buckets add-iam-policy-binding` for a bucket",
      "Check that the resource[[ `{object}`]] exists: Google reports a missing one the same way",
      "Use the account of this environment",
    ],
    docs: ["https://cloud.google.com/iam/docs/permission-error-messages"],
  },
  {
    id: "gcp/unauthenticated",
    title: "Google Cloud request not authenticated",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Request had invalid authentication credentials\. Expected OAuth 2 access token/,
        /Anonymous caller does not have (?<permission>[\w.]{3,80}) access/,
        /Request is missing required authentication credential/,
        /Request had insufficient authentication scopes/,
      ],
    },
    rootCause: "The request carried no credentials that Google accepts",
    explanation:
      "The request had no token, an expired one, or one whose scopes do not cover the API; a VM's scopes are set when it is created.",
    checks: ["Where the client gets its credentials, and their scopes"],
    fixes: [
      "Use credentials with the scope `https://www.googleapis.com/auth/cloud-platform`",
      "Create the client with the task's credentials",
    ],
  },
  {
    id: "gcp/api-disabled",
    title: "Google API not enabled in the project",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<api>[A-Z][\w ()-]{2,60} API) has not been used in project (?<project>[\w-]{3,60}) before or it is disabled/,
        /API (?<api>[\w.]{3,80}) (?:is )?not enabled (?:on|for|in) project/,
      ],
      names: [/apis\/api\/(?<service>[\w.-]{3,80}googleapis\.com)/],
    },
    rootCause: "The {api} is not enabled[[ in project `{project}`]]",
    explanation:
      "Each API must be enabled once per project; or the account points to a different project than intended.",
    checks: ["Whether that is the right project"],
    fixes: [
      "Enable it (`gcloud services enable`)[[: `{service}`]][[ in the project `{project}`]], and wait some minutes",
      "Correct the project in the connection if it is not the intended one",
    ],
  },
  {
    id: "gcp/org-policy",
    title: "Google organization policy blocks the request",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Request is prohibited by organization's policy\. vpcServiceControlsUniqueIdentifier: (?<id>[\w-]{4,80})/,
        /Request violates constraint '?(?<constraint>constraints\/[\w.]{3,80})/,
        /(?<constraint>constraints\/[\w.]{3,80}) violated for/,
      ],
    },
    rootCause:
      "An organization policy blocks the request[[ (VPC Service Controls, {id})]][[ ({constraint})]]",
    explanation:
      "The account has the permission, but the call crosses a service perimeter or violates a constraint (region, public address, key).",
    checks: ["The violation in the audit log under that identifier: from which network to which project"],
    fixes: ["Ask an administrator for an ingress or egress rule", "Run the task inside the perimeter"],
  },
];
