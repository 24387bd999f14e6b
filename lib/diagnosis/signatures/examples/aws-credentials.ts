import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const awsCredentialExamples: SignatureExamples = {
  "aws/expired-token": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the ListObjectsV2 operation: The provided token has expired.",
        captures: { code: "ExpiredToken", operation: "ListObjectsV2" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied",
      },
      { text: "jwt.exceptions.ExpiredSignatureError: Signature has expired" },
    ],
  },
  "aws/invalid-access-key": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation: The AWS Access Key Id you provided does not exist in our records.",
        captures: { code: "InvalidAccessKeyId" },
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.",
        captures: { code: "InvalidClientTokenId" },
      },
      {
        text: "minio.error.S3Error: S3 operation failed; code: InvalidAccessKeyId, message: The Access Key Id you provided does not exist in our records., resource: /raw-orders",
        captures: { code: "InvalidAccessKeyId" },
      },
    ],
    nearMisses: [
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
      { text: "An error occurred (InvalidAccess) in the order parser" },
    ],
  },
  "aws/signature": {
    examples: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (SignatureDoesNotMatch) when calling the PutObject operation: The request signature we calculated does not match the signature you provided. Check your key and signing method.",
        captures: { code: "SignatureDoesNotMatch" },
      },
    ],
    nearMisses: [{ text: "cryptography.exceptions.InvalidSignature" }],
  },
  "aws/no-credentials": {
    examples: [
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
      {
        text: "botocore.exceptions.PartialCredentialsError: Partial credentials found in env, missing: aws_secret_access_key",
        captures: { source: "env", missing: "aws_secret_access_key" },
      },
    ],
    nearMisses: [
      { text: "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found." },
      { text: "botocore.exceptions.ProfileNotFound: The config profile (etl) could not be found" },
    ],
  },
  "aws/sso-expired": {
    examples: [
      {
        text: "botocore.exceptions.TokenRetrievalError: Error when retrieving token from sso: Token has expired and refresh failed",
        captures: { reason: "Token has expired and refresh failed" },
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" }],
  },
  "aws/client-settings": {
    examples: [
      {
        text: "botocore.exceptions.ProfileNotFound: The config profile (etl-dev) could not be found",
        captures: { profile: "etl-dev" },
      },
      { text: "botocore.exceptions.NoRegionError: You must specify a region." },
    ],
    nearMisses: [
      { text: "Could not find profile named 'warehouse'" },
      { text: "botocore.exceptions.NoCredentialsError: Unable to locate credentials" },
    ],
  },
};
