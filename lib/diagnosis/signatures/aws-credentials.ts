import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** AWS: credentials and client settings. */
export const awsCredentialSignatures: Signature[] = [
  {
    id: "aws/expired-token",
    title: "AWS session token has expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /An error occurred \((?<code>ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>ExpiredToken(?:Exception)?)/,
        /The security token included in the request is expired/,
        /AWS Error (?<code>EXPIRED_TOKEN|REQUEST_EXPIRED) during/,
      ],
    },
    rootCause: "The temporary AWS credentials of the task expired[[ before {operation}]]",
    explanation:
      "Assumed-role credentials last from fifteen minutes to twelve hours. A client created with fixed values does not refresh them, so a longer task fails halfway.",
    checks: [
      "Where the credentials come from: fixed values in a connection, or a role that refreshes itself",
      "How long the task ran before the error",
    ],
    fixes: [
      "Run the task again with fresh credentials (assume the role again, renew the secret with the session token)",
      "Let the SDK assume the role itself so that it refreshes the token; recreate clients during long work",
      "Raise the role's `MaxSessionDuration` (up to twelve hours)",
    ],
  },
  {
    id: "aws/invalid-access-key",
    title: "Unknown AWS access key",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?<code>InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidToken|MissingAuthenticationToken|IncompleteSignature)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException)/,
        /AWS Error (?<code>INVALID_ACCESS_KEY_ID|INVALID_CLIENT_TOKEN_ID|UNRECOGNIZED_CLIENT) during/,
        /S3 operation failed; code: (?<code>InvalidAccessKeyId|InvalidTokenId)/,
        /The (?:AWS )?Access Key Id you provided does not exist in our records/,
      ],
    },
    rootCause: "AWS does not recognize the access key or token[[ ({code})]]",
    explanation:
      "The key was deleted or disabled, belongs to another partition or service (MinIO), or is a temporary key sent without its session token.",
    checks: [
      "Whether the key is still active in IAM, and when it was last rotated",
      "Whether a session token is set along with a temporary key",
    ],
    fixes: [
      "Put the current access key (and the session token of a temporary one) into the connection or secret; `aws sts get-caller-identity` must work with it",
      "Create a new key if it was deleted or disabled (`aws iam list-access-keys`)",
      "Use the task's role instead of fixed keys",
    ],
  },
  {
    id: "aws/signature",
    title: "AWS request signature does not match",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?<code>SignatureDoesNotMatch|InvalidSignatureException|RequestTimeTooSkewed)\) when calling the (?<operation>\w{2,60}) operation/,
        /Error Code: (?<code>SignatureDoesNotMatch|RequestTimeTooSkewed|InvalidSignatureException)/,
        /The request signature we calculated does not match the signature you provided/,
      ],
    },
    rootCause: "AWS could not verify the request signature[[ ({code})]]",
    explanation:
      "AWS knows the key, but the signature was not made with its secret: the secret is wrong, truncated or escaped, the worker's clock is off by more than fifteen minutes, or a proxy altered the request.",
    checks: ["The stored secret (spaces, line breaks, escaped `+` and `/`)", "The worker's clock"],
    fixes: ["Store the secret again; percent-encode it in a connection URI", "Sync the clock with NTP"],
  },
  {
    id: "aws/no-credentials",
    title: "No AWS credentials found",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NoCredentialsError(?:: Unable to locate credentials)?/,
        /Unable to locate credentials/,
        /Partial credentials found in (?<source>[\w.-]{2,60}), missing: (?<missing>\w{3,60})/,
        /Unable to load AWS credentials from any provider in the chain/,
        /Error when retrieving credentials from (?<source>[\w.-]{2,60}):/,
      ],
    },
    rootCause: "The task found no AWS credentials[[ (incomplete in `{source}`: `{missing}` is missing)]]",
    explanation:
      "The SDK checked its arguments, the environment, the profile files and the instance or pod role, and found none, or the role endpoint did not respond.",
    checks: [
      "Which role or variables the worker has, and whether the pod's service account is linked to a role",
      "Whether the task's connection contains credentials",
    ],
    fixes: [
      "Give the worker a role: instance profile, ECS task role, or `eks.amazonaws.com/role-arn` on the pod's service account",
      "Otherwise put both `aws_access_key_id` and `aws_secret_access_key` into the connection or environment[[ (`{missing}` is missing)]]",
    ],
  },
  {
    id: "aws/sso-expired",
    title: "AWS SSO login has expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Error when retrieving token from sso: (?<reason>[^\n]{1,120})/,
        /Error loading SSO Token: (?<reason>[^\n]{1,120})/,
        /The SSO session associated with this profile has expired/,
      ],
    },
    rootCause: "The SSO session of the AWS profile has expired or never existed[[: {reason}]]",
    explanation:
      "An SSO profile needs a person to run `aws sso login`; the token is cached in that person's home folder and does not work for unattended tasks.",
    checks: ["Whether the task should use a person's profile at all"],
    fixes: [
      "Run `aws sso login` again on the machine that runs the task",
      "Give an unattended task a role of its own instead of a person's SSO profile",
    ],
  },
  {
    id: "aws/client-settings",
    title: "AWS profile or region not set",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The config profile \((?<profile>[^()\n]{1,120})\) could not be found/,
        /(?<what>You must specify a region)\./,
        /Invalid endpoint: (?<endpoint>[^\n]{1,160})/,
        /Provided region_name '(?<region>[^'\n]{0,60})' doesn't match a supported format/,
      ],
    },
    rootCause:
      "The AWS client has no usable settings[[: profile `{profile}` does not exist]][[: no region is set ({what})]][[: the endpoint is invalid ({endpoint})]][[: `{region}` is not a valid region]]",
    explanation:
      "The client needs a region and, if one is named, a profile from the worker's config files, which differ from those on the machine where the code was written.",
    checks: ["`AWS_PROFILE`, `AWS_DEFAULT_REGION` and the connection's extras on the worker"],
    fixes: [
      "Set `region_name` in the connection or `AWS_DEFAULT_REGION` in the worker's environment",
      "Remove the profile[[ `{profile}`]] from the code or `AWS_PROFILE`, or ship the config file that defines it",
    ],
  },
];
