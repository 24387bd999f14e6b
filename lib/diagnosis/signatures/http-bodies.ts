import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** HTTP errors whose endpoint or body says more than the status code. */
export const httpBodySignatures: Signature[] = [
  {
    id: "http/token-refused",
    title: "Token endpoint refused the refresh token or client",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<status>400|401|403) (?:Client|Server) Error: [^\n]{0,80}? ?for url: https?:\/\/(?<host>[^\s/:?#'@]{1,200})[^\s?#']{0,200}\/(?:token|access_token|refresh_token|login|signin|authenticate)\b/,
        /(?:Client|Server) error '(?<status>400|401|403) [^'\n]{0,80}' for url 'https?:\/\/(?<host>[^\s/:?#'@]{1,200})[^\s?#']{0,200}\/(?:token|access_token|refresh_token|login|signin|authenticate)\b/,
        /\b[Rr]efresh token (?:is |has |was )?(?:been )?(?:invalid|expired|revoked|not valid|malformed|missing)\b/,
        /\b[Tt]oken (?:has |was )been (?:expired or )?revoked\b/,
        /\b(?:re-?authenticate|re-?authorize|log ?in again|sign in again)\b/i,
      ],
      not: [/google\.auth|AADSTS|snowflake|gcloud|airbyte|"type":"TRACE"|failure_type=/],
    },
    rootCause:
      "The login[[ at `{host}`]] was refused: the refresh token, key or client secret is no longer valid",
    explanation:
      "The request that failed is the one that fetches a token, so a bad request there means that the stored login is wrong, used up, revoked or expired, not that the data was wrong.",
    checks: [
      "When the connection was last authorized, and whether somebody revoked it or changed the password",
      "Whether another job uses the same refresh token, which some services replace on every use",
    ],
    fixes: [
      "Authorize the connection again and store the new token",
      "Renew the client secret if the client itself was refused",
    ],
  },
  {
    id: "http/token-expired",
    title: "Access token expired",
    category: "auth_permission",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b401 (?:Client|Server) Error: [^\n]{0,80}? ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '401 [^'\n]{0,80}' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\b(?:[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?|HTTP (?:[Ee]rror )?|Error code: )401\b/,
      ],
      anywhere: [
        /(?:error=["']?invalid_token["']?[^\n]{0,120}\bexpired|\b[Aa]ccess token (?:has |is |was )?expired|\btoken_expired\b|\bTokenExpired(?:Error)?\b)/,
      ],
      not: [/google\.auth|AADSTS|snowflake|airbyte|ExpiredToken/],
      names: [/https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#'"]{3,200})/],
      namesAnywhere: [/\bexpires_in["']?[=:] ?(?<seconds>\d{1,7})\b/],
    },
    rootCause:
      "The access token[[ for `{host}`]] expired before the run was done with it[[: it lasts {seconds} s]]",
    explanation:
      "The service accepted the token at first and answers 401 now, saying that it expired: the run got it once and took longer than it lasts, because of waits, retries or more data than usual.",
    checks: [
      "How long the run had been going when the first 401 came, and what slowed it down",
      "Whether the client refreshes the token, and where it first gets it",
    ],
    fixes: [
      "Renew the token before it expires or once after a 401, instead of fetching it once at the start",
      "Run it again: a new run fetches a new token",
    ],
  },
  {
    id: "http/body-quota",
    title: "HTTP error whose body names a quota",
    category: "rate_limit",
    alternatives: ["auth_permission", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/\b(?<status>400|401|402|403|409|413|420|500|503)\b/],
      also: [
        /\b(?:HTTP\w*|\w*[Ee]rror|[Ss]tatus|[Cc]ode)\b/,
        /\b(?:rate ?limit(?:ed|s)? (?:exceeded|reached|hit)|userRateLimitExceeded|rateLimitExceeded|quotaExceeded|dailyLimitExceeded|(?:quota|request limit|call limit|usage limit|API limit) (?:has been |was |is )?(?:exceeded|reached|exhausted)|exceeded (?:your|the|its) (?:\w+ ){0,3}(?:quota|rate limit)|REQUEST_LIMIT_EXCEEDED|too many requests|requests per (?:second|minute|hour|day))/i,
      ],
      not: [/Exceeded rate limits: too many table|bigquery/i],
      names: [
        /https?:\/\/(?<host>[^\s/:?#'"@]{3,200})/,
        /(?<what>userRateLimitExceeded|rateLimitExceeded|quotaExceeded|dailyLimitExceeded|REQUEST_LIMIT_EXCEEDED)/,
      ],
    },
    rootCause:
      "The request quota of the service[[ `{host}`]] is used up[[ ({what})]]; it reports this as HTTP {status}",
    explanation:
      "The status code alone would suggest another problem; the response body names a limit on requests.",
    checks: [
      "How many calls this and other jobs make with the same account, and the service's limit",
      "When the quota resets",
    ],
    fixes: [
      "Wait for the quota to reset, and retry with increasing delays",
      "Send fewer or larger requests, spread the jobs over time, or ask for a higher quota",
    ],
  },
  {
    id: "http/body-busy",
    title: "HTTP conflict because the service is busy",
    category: "infrastructure",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?:409|423|503)\b[^\n]{0,160}\b(?:in progress|another operation|operation is pending|is being (?:updated|created|deleted|modified|provisioned)|try again later)\b/i,
        /\b(?:another operation is in progress|is being (?:updated|created|deleted|modified|provisioned))\b[^\n]{0,160}\b(?:409|423)\b/i,
      ],
      names: [
        /https?:\/\/(?<host>[^\s/:?#'"@]{3,200})/,
        /(?<what>(?:index|cluster|instance|table|resource) [\w.-]{1,80} is being \w{5,12}|the \w{3,30} is being \w{5,12})/,
      ],
    },
    rootCause:
      "The service[[ `{host}`]] was busy with another change and refused the request for the moment[[: {what}]]",
    explanation:
      "The conflict is with an operation in progress (a rebalance, an update, a restart), not with an existing record, so the same request succeeds once that operation ends.",
    checks: ["What else changed the service at that time: a restart, a deployment, a second client"],
    fixes: [
      "Repeat the request after a short wait, with a few retries and increasing delays",
      "Wait for the restart or deployment to finish before sending it",
    ],
  },
  {
    id: "http/body-api-key",
    title: "HTTP error whose body names an API key",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\bAPI[ _-]?key (?:is |was |has )?(?:not valid|invalid|expired|missing|disabled|revoked|not found|been (?:revoked|disabled))/i,
        /\b(?:invalid|missing|expired|incorrect|no valid|unknown) API[ _-]?key\b/i,
      ],
      not: [/\b401\b/],
      names: [/https?:\/\/(?<host>[^\s/:?#'"@]{3,200})/],
    },
    rootCause: "The service[[ `{host}`]] did not accept the API key",
    explanation:
      "The response names the API key, whatever its status code: the key is missing, mistyped, revoked, or belongs to another environment.",
    checks: [
      "The key in the connection or secret, for stray spaces and the right environment",
      "Whether it was rotated",
    ],
    fixes: ["Store a valid key in the connection or secret, and restart the workers that read it at start"],
  },
  {
    id: "http/body-missing-field",
    title: "HTTP error whose body names a field",
    category: "code_bug",
    alternatives: ["schema_change", "data_quality", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/\b(?<status>400|422)\b/],
      also: [
        /["'](?:field|param|parameter|loc|property|path)["']: ?\[?["'](?:body["'], ?["'])?(?<field>[\w.-]{1,80})["']/,
        /(?:required|missing|invalid|unknown|unrecognized|unexpected|must|not permitted|not allowed)/i,
      ],
      names: [
        /https?:\/\/(?<host>[^\s/:?#'"@]{3,200})/,
        /["'](?:msg|message)["']: ?["'](?<reason>[^"'\n]{3,120})/,
      ],
    },
    rootCause:
      "The service[[ `{host}`]] rejected the field `{field}` of the request (HTTP {status})[[: {reason}]]",
    explanation:
      "The response body names the field: it is missing, of another type, or unknown to this version of the API.",
    checks: [
      "The value that was sent for `{field}`",
      "Whether the service changed that field in a new version",
    ],
    fixes: ["Send `{field}` as the service documents it", "Validate the records before sending them"],
  },
];
