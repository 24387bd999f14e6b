import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const httpBodyExamples: SignatureExamples = {
  "http/token-refused": {
    examples: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://accounts.crates.example/oauth2/v4/token",
        captures: { status: "400", host: "accounts.crates.example" },
      },
      {
        text: "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://login.crates.example/api/v2/login'",
        captures: { status: "401", host: "login.crates.example" },
      },
      { text: "Refresh token is invalid or expired. Please re-authenticate the source in its settings." },
      { text: "The access token was rejected: Token has been expired or revoked." },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.crates.example/v1/tokens-sold",
      },
      { text: "SyntaxError: unexpected token ')' in line 3" },
    ],
  },
  "http/token-expired": {
    examples: [
      {
        text: "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://api.crates.example/v3/ships'",
        around:
          'got an access token, expires_in=1800\nwww-authenticate: Bearer error="invalid_token", error_description="The access token expired"',
        captures: { host: "api.crates.example", seconds: "1800" },
      },
      {
        text: "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.crates.example/v3/ships",
        around: '{"code": "token_expired", "message": "log in again"}',
        captures: { host: "api.crates.example" },
      },
    ],
    nearMisses: [
      {
        text: "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://api.crates.example/v3/ships'",
        around: 'www-authenticate: Bearer error="invalid_token", error_description="The token was revoked"',
      },
    ],
  },
  "http/body-quota": {
    examples: [
      {
        text: 'HTTPError: 403 Client Error: Forbidden for url: https://api.crates.example/v1/ships {"error": "userRateLimitExceeded"}',
        captures: { status: "403" },
      },
      {
        text: "ApiError: 400 Bad Request: the daily quota exceeded, (#17) request limit reached",
        captures: { status: "400" },
      },
    ],
    nearMisses: [
      { text: "HTTPError: 403 Client Error: Forbidden for url: https://api.crates.example/v1/ships" },
      { text: "Loaded 400 rows, 20 requests per minute" },
    ],
  },
  "http/body-busy": {
    examples: [
      { text: "HTTPError: 423 Locked: try again later, index crates is being modified" },
      { text: "ApiError: 409 Conflict: the cluster is being updated, another operation is in progress" },
    ],
    nearMisses: [
      { text: "HTTPError: 409 Client Error: Conflict for url: https://api.crates.example/v1/ships" },
      { text: "Upload in progress: 409 of 1000 files" },
    ],
  },
  "http/body-api-key": {
    examples: [
      {
        text: "googleapiclient.errors.HttpError: <HttpError 400 API key not valid. Please pass a valid API key.>",
      },
      { text: "crates.ApiError: request refused, invalid API key" },
    ],
    nearMisses: [{ text: "KeyError: 'api_key_id'" }, { text: "Reading API key from the secret backend" }],
  },
  "http/body-missing-field": {
    examples: [
      {
        text: `HTTPError: 422 Unprocessable Entity: {'detail': [{'loc': ['body', 'harbour_id'], 'msg': 'field required'}]}`,
        captures: { status: "422", field: "harbour_id" },
      },
      {
        text: `ApiError: 400 {"code": "invalid", "field": "ship_date", "message": "must be a date"}`,
        captures: { status: "400", field: "ship_date" },
      },
    ],
    nearMisses: [
      {
        text: "HTTPError: 422 Client Error: Unprocessable Entity for url: https://api.crates.example/v1/ships",
      },
      { text: "Read 400 rows from path 'missing'" },
    ],
  },
};
