import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What HTTP clients say: requests, urllib3, httpx, aiohttp, urllib, axios, Java, curl. */
export const httpClientSignatures: Signature[] = [
  {
    id: "http/unauthorized",
    title: "HTTP service does not accept the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<status>401|407) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>401|407) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>401|407), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>401|407) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>401|407): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>401|407)\b/,
        /requested URL returned error: (?<status>401|407)\b/,
        /<HttpError (?<status>401|407) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>401|407): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>401|407)\b/,
        /Error code: (?<status>401|407) - /,
        /ApiException: \((?<status>401|407)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>401|407)\b/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The service[[ `{host}`]] does not accept the login (HTTP {status})",
    explanation:
      "401 means that the token, key or password is missing, wrong or expired; 407 says the same of a proxy on the way.",
    checks: [
      "Token or key of the connection, and when it was renewed or expired",
      "Whether the header is sent at all, in the form that the service's documentation asks for",
    ],
    fixes: [
      "Renew the token or key and put it into the connection or secret",
      "Fetch a fresh token at the start of the task",
    ],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v1/orders?page=1",
        captures: { status: "401", host: "api.example.com" },
      },
      {
        text: "httpx.HTTPStatusError: Client error '401 Unauthorized' for url 'https://api.example.com/v1/orders'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/401",
        captures: { status: "401", host: "api.example.com" },
      },
      {
        text: "aiohttp.client_exceptions.ClientResponseError: 401, message='Unauthorized', url='https://api.example.com/v1/orders'",
        captures: { status: "401", host: "api.example.com" },
      },
      { text: "urllib.error.HTTPError: HTTP Error 401: Unauthorized", captures: { status: "401" } },
      {
        text: "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided'}}",
        captures: { status: "401" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/v1/orders",
      },
      { text: "INFO - processed 401 orders" },
    ],
  },
  {
    id: "http/forbidden",
    title: "HTTP service forbids the request",
    category: "auth_permission",
    alternatives: ["configuration", "rate_limit"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<status>403|451) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>403|451) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>403|451), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>403|451) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>403|451): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>403|451)\b/,
        /requested URL returned error: (?<status>403|451)\b/,
        /<HttpError (?<status>403|451) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>403|451): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>403|451)\b/,
        /Error code: (?<status>403|451) - /,
        /ApiException: \((?<status>403|451)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>403|451)\b/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The service[[ `{host}`]] forbids the request (HTTP {status})",
    explanation:
      "The login was understood, or none was needed, but this account or address may not do this: a missing right or scope, a firewall or bot protection, sometimes a used-up quota.",
    checks: [
      "Rights and scopes of the account, and the body of the answer, which often names the reason",
      "Whether the service lets the worker's address in",
    ],
    fixes: [
      "Grant the account the right or scope",
      "Have the worker's address allowed; send the headers that the service asks for",
    ],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/v1/orders",
        captures: { status: "403", host: "api.example.com" },
      },
      { text: "orders: status is 403 for /v1/orders", captures: { status: "403" } },
      {
        text: "RuntimeError: GET /v1/orders returned status code 403: {'detail': 'no access to this shop'}",
        captures: { status: "403" },
      },
      { text: "urllib.error.HTTPError: HTTP Error 403: Forbidden", captures: { status: "403" } },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v1/orders",
      },
      { text: "os.error: 403 files moved" },
    ],
  },
  {
    id: "http/not-found",
    title: "HTTP address does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\b(?<status>404|410) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>404|410) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>404|410), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>404|410) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>404|410): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>404|410)\b/,
        /requested URL returned error: (?<status>404|410)\b/,
        /<HttpError (?<status>404|410) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>404|410): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>404|410)\b/,
        /Error code: (?<status>404|410) - /,
        /ApiException: \((?<status>404|410)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>404|410)\b/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/, /%7B%7B/],
    },
    rootCause: "What the task asks[[ `{host}`]] for does not exist there (HTTP {status})",
    explanation:
      "The path or an identifier in it is wrong, the file or record is not there yet, or the service moved or retired that address; some services answer 404 where rights are missing.",
    checks: [
      "The address as it was sent, with every part filled in",
      "Whether the file or record exists at the source at that time",
      "Whether the service published a new version of its API",
    ],
    fixes: [
      "Correct the address or identifier",
      "Wait for the file (sensor, retry) if it merely comes later",
    ],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://files.example.com/exports/2024-05-01.csv",
        captures: { status: "404", host: "files.example.com" },
      },
      {
        text: "httpx.HTTPStatusError: Client error '404 Not Found' for url 'https://api.example.com/v2/orders'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/404",
        captures: { status: "404", host: "api.example.com" },
      },
      { text: "curl: (22) The requested URL returned error: 404", captures: { status: "404" } },
      {
        text: 'googleapiclient.errors.HttpError: <HttpError 404 when requesting https://sheets.googleapis.com/v4/spreadsheets/1a2b3c?alt=json returned "Requested entity was not found.". Details: "Requested entity was not found.">',
        captures: { status: "404", host: "sheets.googleapis.com" },
      },
      { text: "2024-05-01 04:00:00 ERROR 404: Not Found.", captures: { status: "404" } },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/orders",
      },
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '404.html'" },
    ],
  },
  {
    id: "http/bad-request",
    title: "HTTP service rejects what was sent",
    category: "code_bug",
    alternatives: ["data_quality", "configuration", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\b(?<status>400|405|406|411|415|416|422|428) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>400|405|406|411|415|416|422|428) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>400|405|406|411|415|416|422|428), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>400|405|406|411|415|416|422|428) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>400|405|406|411|415|416|422|428): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>400|405|406|411|415|416|422|428)\b/,
        /requested URL returned error: (?<status>400|405|406|411|415|416|422|428)\b/,
        /<HttpError (?<status>400|405|406|411|415|416|422|428) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>400|405|406|411|415|416|422|428): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>400|405|406|411|415|416|422|428)\b/,
        /Error code: (?<status>400|405|406|411|415|416|422|428) - /,
        /ApiException: \((?<status>400|405|406|411|415|416|422|428)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>400|405|406|411|415|416|422|428)\b/,
      ],
      not: [
        /; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/,
        /%7B%7B/,
        /request limit reached|[Rr]ate limit/,
      ],
    },
    rootCause: "The service[[ `{host}`]] rejects the request as it was sent (HTTP {status})",
    explanation:
      "The address exists, but the method, a parameter, the content type or the body is not what the service expects; the reason mostly stands in the body of the answer.",
    checks: [
      "The body of the answer (log `response.text` before `raise_for_status()`)",
      "Values that were filled in: empty dates, None, a page size beyond the limit",
      "Whether the API changed its version or fields",
    ],
    fixes: ["Send what the service's documentation asks for", "Check or clean the values before sending"],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/orders?from=None",
        captures: { status: "400", host: "api.example.com" },
      },
      {
        text: "requests.exceptions.HTTPError: 422 Client Error: Unprocessable Entity for url: https://api.example.com/v1/orders",
        captures: { status: "422" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://api.example.com/v1/orders",
      },
      { text: "google.api_core.exceptions.BadRequest: 400 Syntax error: Unexpected keyword FROM at [1:10]" },
    ],
  },
  {
    id: "http/conflict",
    title: "HTTP service: conflict with what is there",
    category: "code_bug",
    alternatives: ["infrastructure", "data_quality"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\b(?<status>409|412|423|424|425) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>409|412|423|424|425) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>409|412|423|424|425), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>409|412|423|424|425) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>409|412|423|424|425): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>409|412|423|424|425)\b/,
        /requested URL returned error: (?<status>409|412|423|424|425)\b/,
        /<HttpError (?<status>409|412|423|424|425) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>409|412|423|424|425): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>409|412|423|424|425)\b/,
        /Error code: (?<status>409|412|423|424|425) - /,
        /ApiException: \((?<status>409|412|423|424|425)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>409|412|423|424|425)\b/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The request conflicts with what[[ `{host}`]] holds already (HTTP {status})",
    explanation:
      "The record exists already, was changed by somebody else meanwhile, or is locked; a retry of a request that did get through ends so, too.",
    checks: ["Whether an earlier attempt of the same task got through", "What else writes the same record"],
    fixes: ["Make the call safe to repeat (upsert, idempotency key, read before writing)"],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 409 Client Error: Conflict for url: https://api.example.com/v1/exports",
        captures: { status: "409", host: "api.example.com" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/exports",
      },
      { text: "psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint" },
    ],
  },
  {
    id: "http/payload-too-large",
    title: "HTTP service: request too large",
    category: "code_bug",
    alternatives: ["resource_exhausted", "configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b(?<status>413|414|431|494) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>413|414|431|494) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>413|414|431|494), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>413|414|431|494) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>413|414|431|494): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>413|414|431|494)\b/,
        /requested URL returned error: (?<status>413|414|431|494)\b/,
        /<HttpError (?<status>413|414|431|494) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>413|414|431|494): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>413|414|431|494)\b/,
        /Error code: (?<status>413|414|431|494) - /,
        /ApiException: \((?<status>413|414|431|494)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>413|414|431|494)\b/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The request is larger than[[ `{host}`]] accepts (HTTP {status})",
    explanation:
      "The body (413), the address (414) or the headers (431) go beyond the limit of the service or of a proxy before it; a batch that grew with the data does so one day.",
    checks: ["Size of the body or number of records in one request, against the service's limit"],
    fixes: ["Send smaller batches, or compressed", "Put long lists into the body instead of the address"],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 413 Client Error: Request Entity Too Large for url: https://api.example.com/v1/bulk",
        captures: { status: "413", host: "api.example.com" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/bulk",
      },
    ],
  },
  {
    id: "http/too-many-requests",
    title: "HTTP service limits the rate of requests",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?<status>429|420) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>429|420) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>429|420), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>429|420) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>429|420): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>429|420)\b/,
        /requested URL returned error: (?<status>429|420)\b/,
        /<HttpError (?<status>429|420) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>429|420): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>429|420)\b/,
        /Error code: (?<status>429|420) - /,
        /ApiException: \((?<status>429|420)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>429|420)\b/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by ResponseError\('too many (?<status>429) error responses'/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The service[[ `{host}`]] takes no more requests for now (HTTP {status})",
    explanation:
      "The account or address sent more requests in a time than the service allows; `Retry-After` in the answer mostly says how long to wait.",
    checks: [
      "How many requests the task sends a minute, and what else uses the same key",
      "Headers of the answer: `Retry-After`, `X-RateLimit-…`",
    ],
    fixes: [
      "Wait as `Retry-After` says and retry with increasing waits",
      "Send fewer or larger requests, run fewer tasks at once (a pool)",
      "Ask for a higher limit",
    ],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.example.com/v1/orders",
        captures: { status: "429", host: "api.example.com" },
      },
      {
        text: "httpx.HTTPStatusError: Client error '429 Too Many Requests' for url 'https://api.example.com/v1/orders'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/429",
        captures: { status: "429", host: "api.example.com" },
      },
      {
        text: "requests.exceptions.RetryError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v1/orders (Caused by ResponseError('too many 429 error responses'))",
        captures: { status: "429", host: "api.example.com" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example.com/v1/orders",
      },
      { text: "INFO - 429 orders loaded" },
    ],
  },
  {
    id: "http/server-error",
    title: "HTTP service failed with an error of its own",
    category: "infrastructure",
    alternatives: ["network_timeout", "data_quality", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /\b(?<status>500|501|505|507|508|511) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>500|501|505|507|508|511) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>500|501|505|507|508|511), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>500|501|505|507|508|511) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>500|501|505|507|508|511): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>500|501|505|507|508|511)\b/,
        /requested URL returned error: (?<status>500|501|505|507|508|511)\b/,
        /<HttpError (?<status>500|501|505|507|508|511) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>500|501|505|507|508|511): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>500|501|505|507|508|511)\b/,
        /Error code: (?<status>500|501|505|507|508|511) - /,
        /ApiException: \((?<status>500|501|505|507|508|511)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>500|501|505|507|508|511)\b/,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The service[[ `{host}`]] failed with an error of its own (HTTP {status})",
    explanation:
      "The service took the request and broke while working on it: a fault of its own, or an input that it does not handle.",
    checks: [
      "Whether the same request fails again: always the same one points to its content, all of them to the service",
      "The service's status page",
    ],
    fixes: ["Retry with increasing waits", "Tell the service's owner, with the request that breaks it"],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 500 Server Error: Internal Server Error for url: https://api.example.com/v1/orders",
        captures: { status: "500", host: "api.example.com" },
      },
      {
        text: "java.io.IOException: Server returned HTTP response code: 500 for URL: https://api.example.com/v1/orders",
        captures: { status: "500", host: "api.example.com" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example.com/v1/orders",
      },
      {
        text: "botocore.exceptions.ClientError: An error occurred (500) when calling the HeadObject operation: Internal Server Error",
      },
    ],
  },
  {
    id: "http/unavailable",
    title: "HTTP service not available",
    category: "network_timeout",
    alternatives: ["infrastructure", "rate_limit"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\b(?<status>408|502|503|504|52[0-7]|529|530|598|599) (?:Client|Server) Error: (?<reason>[^\n]{0,80}?) ?for url: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:Client|Server) error '(?<status>408|502|503|504|52[0-7]|529|530|598|599) (?<reason>[^'\n]{0,80})' for url 'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /(?:ClientResponseError|WSServerHandshakeError): (?<status>408|502|503|504|52[0-7]|529|530|598|599), message='?(?<reason>[^'\n]{0,120})'?, url=(?:URL\()?'https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /Server returned HTTP response code: (?<status>408|502|503|504|52[0-7]|529|530|598|599) for URL: https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /HTTP Error (?<status>408|502|503|504|52[0-7]|529|530|598|599): (?<reason>[^\n]{0,80})/,
        /failed with status code (?<status>408|502|503|504|52[0-7]|529|530|598|599)\b/,
        /requested URL returned error: (?<status>408|502|503|504|52[0-7]|529|530|598|599)\b/,
        /<HttpError (?<status>408|502|503|504|52[0-7]|529|530|598|599) when requesting https?:\/\/(?:[^\s/@]{1,200}@)?(?<host>[^\s/:?#']{1,200})/,
        /\d ERROR (?<status>408|502|503|504|52[0-7]|529|530|598|599): [A-Z]/,
        /\b[Ss]tatus(?:[ _-]?[Cc]ode)?(?:[:=]| is| was| of)? ?(?<status>408|502|503|504|52[0-7]|529|530|598|599)\b/,
        /Error code: (?<status>408|502|503|504|52[0-7]|529|530|598|599) - /,
        /ApiException: \((?<status>408|502|503|504|52[0-7]|529|530|598|599)\)\s{0,3}Reason: (?<reason>[^\n]{0,80})/,
        /\bHTTP (?:[Ee]rror )?(?<status>408|502|503|504|52[0-7]|529|530|598|599)\b/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by ResponseError\('too many (?<status>50[0234]) error responses'/,
        /(?<status>502):? Bad Gateway/i,
        /(?<status>503):? Service (?:Temporarily )?Unavailable/i,
        /(?<status>504):? Gateway Time-?out/i,
      ],
      not: [/; Error Code: |\(Service: |google\.(?:api_core|auth)|azure\.core|kubernetes\.client/],
    },
    rootCause: "The service[[ `{host}`]] was not available (HTTP {status})",
    explanation:
      "A proxy or load balancer in front answered because the service behind it was down, restarting, overloaded or too slow.",
    checks: [
      "The service's status at that time, and whether other callers failed too",
      "How long the call took: 504 after a round number of seconds is a time limit on the way",
    ],
    fixes: ["Retry with increasing waits", "Ask for less at once if the answer takes too long"],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://api.example.com/v1/orders",
        captures: { status: "503", host: "api.example.com" },
      },
      {
        text: "httpx.HTTPStatusError: Server error '502 Bad Gateway' for url 'https://api.example.com/v1/orders'\nFor more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/502",
        captures: { status: "502", host: "api.example.com" },
      },
      {
        text: "aiohttp.client_exceptions.ClientResponseError: 504, message='Gateway Timeout', url=URL('https://api.example.com/v1/orders')",
        captures: { status: "504", host: "api.example.com" },
      },
      {
        text: "requests.exceptions.RetryError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v1/orders (Caused by ResponseError('too many 503 error responses'))",
        captures: { status: "503", host: "api.example.com" },
      },
      { text: "AxiosError: Request failed with status code 502", captures: { status: "502" } },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 500 Server Error: Internal Server Error for url: https://api.example.com/v1/orders",
      },
      { text: "INFO - 503 orders loaded" },
    ],
  },
  {
    id: "http/rate-limit-words",
    title: "Service says that its rate limit is reached",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /RateLimit(?:Error|Exceeded|Exception)\w{0,20}: (?<reason>[^\n]{0,160})/,
        /[Rr]ate limit (?:has been |was )?(?:exceeded|reached|hit)[^\n]{0,80}/,
        /Too [Mm]any [Rr]equests/,
        /(?<reason>(?:User|Application|Account|Page) request limit reached)/,
        /'error': 'ratelimited'/,
        /(?<reason>TotalRequests Limit exceeded)/,
      ],
      not: [/\bINFO\b|for url|BigQuery|table update/],
    },
    rootCause: "The service takes no more requests for now[[: {reason}]]",
    explanation:
      "The service counts requests, tokens or rows for each key and time, and refuses what goes beyond; a daily quota frees itself only the next day.",
    checks: ["How much the task asks for in a minute and in a day, and what else uses the same key"],
    fixes: ["Retry with increasing waits, ask less often or in larger pages", "Ask for a higher limit"],
    examples: [
      {
        text: "openai.RateLimitError: Error code: 429 - {'error': {'message': 'Rate limit reached for requests', 'type': 'requests', 'code': 'rate_limit_exceeded'}}",
      },
      {
        text: "simple_salesforce.exceptions.SalesforceRefusedRequest: Request refused for https://acme.my.salesforce.com/services/data/v59.0/query/. Response content: [{'message': 'TotalRequests Limit exceeded.', 'errorCode': 'REQUEST_LIMIT_EXCEEDED'}]",
      },
    ],
    nearMisses: [
      { text: "INFO - rate limit reached for host, waiting 3 s" },
      { text: "403 Exceeded rate limits: too many table update operations for this table." },
    ],
  },
  {
    id: "http/oauth",
    title: "OAuth token refused or expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\((?<code>invalid_grant|invalid_client|unauthorized_client|token_expired|invalid_token|invalid_scope|missing_token)\)/,
        /["']error["']: ?["'](?<code>invalid_grant|invalid_client|unauthorized_client|invalid_token|token_expired|invalid_scope)["']/,
        /'error': '(?<code>invalid_auth|not_authed|token_revoked|token_expired|account_inactive|missing_scope|no_permission)'/,
        /(?<code>ExpiredSignatureError): Signature has expired/,
        /(?<code>INVALID_SESSION_ID|INVALID_LOGIN|INVALID_AUTH_HEADER)\b/,
      ],
      not: [/google\.auth|gcloud|AADSTS|snowflake/],
    },
    rootCause: "The service does not accept the token or the client ({code})",
    explanation:
      "`invalid_grant`: the refresh token or password is wrong, used up or expired; `invalid_client`: client id or secret are wrong; `invalid_scope`: more is asked for than was granted.",
    checks: [
      "Client id, secret and refresh token of the connection, and when they were made",
      "Whether another task uses the same refresh token, which some services replace at each use",
    ],
    fixes: ["Log in anew and store the new token", "Renew the client secret"],
    examples: [
      {
        text: "oauthlib.oauth2.rfc6749.errors.InvalidGrantError: (invalid_grant) Refresh token expired",
        captures: { code: "invalid_grant" },
      },
      {
        text: "simple_salesforce.exceptions.SalesforceExpiredSession: Expired session for https://acme.my.salesforce.com/services/data/v59.0/query/. Response content: [{'message': 'Session expired or invalid', 'errorCode': 'INVALID_SESSION_ID'}]",
        captures: { code: "INVALID_SESSION_ID" },
      },
      {
        text: "jwt.exceptions.ExpiredSignatureError: Signature has expired",
        captures: { code: "ExpiredSignatureError" },
      },
    ],
    nearMisses: [
      {
        text: "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT Signature.', {'error': 'invalid_grant'})",
      },
      {
        text: "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v1/orders",
      },
    ],
  },
  {
    id: "http/connection-refused",
    title: "HTTP service refuses the connection",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=(?<port>\d{1,5})\)/,
        /Cannot connect to host (?<host>[^\s:]{1,200}):(?<port>\d{1,5}) ssl:\S{1,20} \[(?:Connect call failed|Connection refused)/,
        /ClientConnectorError: Cannot connect to host (?<host>[^\s:]{1,200}):(?<port>\d{1,5})/,
        /httpx\.ConnectError: (?:\[Errno (?:111|61)\] Connection refused|All connection attempts failed)/,
      ],
      also: [/Connection refused|Connect call failed|All connection attempts failed|actively refused/],
      not: [/localhost|127\.0\.0\.1|::1/],
    },
    rootCause: "The service[[ at `{host}`]][[ port {port}]] refused the connection: nothing listens there",
    explanation:
      "The host answered, but no service takes connections on that port: it is down or restarting, or host or port are wrong.",
    checks: [
      "Whether the service was up at that time, and the port it listens on",
      "Host and port of the connection in this environment",
    ],
    fixes: [
      "Start the service, or correct host and port",
      "Retry with increasing waits if it merely restarts",
    ],
    examples: [
      {
        text: "requests.exceptions.ConnectionError: HTTPConnectionPool(host='orders-api', port=8080): Max retries exceeded with url: /v1/orders (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f3a>: Failed to establish a new connection: [Errno 111] Connection refused'))",
        captures: { host: "orders-api", port: "8080" },
      },
      {
        text: "aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host orders-api:8080 ssl:default [Connect call failed ('10.0.4.12', 8080)]",
        captures: { host: "orders-api", port: "8080" },
      },
      { text: "httpx.ConnectError: All connection attempts failed" },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=30)",
      },
      { text: "ConnectionRefusedError: [Errno 111] Connection refused" },
    ],
  },
  {
    id: "http/connect-timeout",
    title: "No connection to the HTTP service in time",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Connection to (?<host>[^\s]{1,200}) timed out\. \(connect timeout=(?:None|(?<seconds>[\d.]{1,12}))\)/,
        /Connection timeout to host (?:https?:\/\/)?(?<host>[^\s/:'"]{1,200})/,
        /(?:httpx|httpcore)\.ConnectTimeout/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by ConnectTimeoutError/,
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): Max retries exceeded with url: [^\s]{1,300} \(Caused by NewConnectionError\([^\n]{1,160}\[(?:Errno|WinError) (?:110|60|10060)\]/,
      ],
    },
    rootCause: "No connection[[ to `{host}`]] could be made[[ in {seconds} s]]",
    explanation:
      "Packets to the service got no answer: a firewall drops them, the host is down or overloaded, or the address is wrong.",
    checks: [
      "Whether the worker reaches host and port at all (firewall, proxy, VPN)",
      "Whether the service was overloaded then",
    ],
    fixes: ["Retry with increasing waits", "Open the way, or correct the address"],
    examples: [
      {
        text: "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v1/orders (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f3a>, 'Connection to api.example.com timed out. (connect timeout=10)'))",
        captures: { host: "api.example.com", seconds: "10" },
      },
      { text: "httpx.ConnectTimeout: timed out" },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=30)",
      },
      { text: "INFO - connect timeout=10" },
    ],
  },
  {
    id: "http/read-timeout",
    title: "HTTP service did not answer in time",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /ConnectionPool\(host='(?<host>[^'\n]{1,200})', port=\d{1,5}\): (?:Max retries exceeded with url: [^\s]{1,300} \(Caused by ReadTimeoutError\("[^"\n]{0,200})?Read timed out\.(?: \(read timeout=(?:None|(?<seconds>[\d.]{1,12}))\))?/,
        /Read timed out\. \(read timeout=(?:None|(?<seconds>[\d.]{1,12}))\)/,
        /(?:httpx|httpcore)\.(?:ReadTimeout|WriteTimeout|PoolTimeout)/,
        /Timeout on reading data from socket/,
        /The read operation timed out/,
        /timeout of (?<milliseconds>\d{2,9})ms exceeded/,
      ],
      not: [/snowflake/],
    },
    rootCause: "The service[[ `{host}`]] took the request but did not answer in time[[ ({seconds} s)]]",
    explanation:
      "The connection stood; then nothing came for as long as the client waits. The service is slow or overloaded, or the request asks for too much.",
    checks: [
      "How long this call usually takes, and how much it asks for",
      "The service's load and status at that time",
    ],
    fixes: [
      "Retry with increasing waits; ask for smaller pages or shorter spans of time",
      "Raise the client's read time-out",
    ],
    examples: [
      {
        text: "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=30)",
        captures: { host: "api.example.com", seconds: "30" },
      },
      { text: "httpx.ReadTimeout: The read operation timed out" },
      { text: "AxiosError: timeout of 30000ms exceeded" },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: / (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f>, 'Connection to api.example.com timed out. (connect timeout=10)'))",
      },
      {
        text: 'botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL: "https://lambda.eu-west-1.amazonaws.com/"',
      },
    ],
  },
  {
    id: "http/remote-disconnected",
    title: "HTTP service closed the connection without an answer",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Remote end closed connection without response/,
        /Server disconnected(?: without sending a response)?/,
        /ServerDisconnectedError/,
        /(?:httpx|httpcore)\.(?:ReadError|WriteError|CloseError)\b/,
        /NoHttpResponseException: (?<host>[\w.-]{1,200})/,
        /socket hang up/,
        /websockets?\.exceptions\.ConnectionClosed(?:Error|OK)?: (?<reason>[^\n]{1,120})/,
      ],
      not: [/SSH|sftp|SMTP/],
    },
    rootCause: "The service[[ `{host}`]] closed the connection without an answer",
    explanation:
      "The service or a proxy ended the connection before it answered: it restarted, its worker died, or a connection that was kept open had been closed at the other end.",
    checks: ["Whether the service restarted then, and whether only requests after a pause fail"],
    fixes: [
      "Retry the call; use a session that retries",
      "Do not keep connections longer than the service does",
    ],
    examples: [
      {
        text: "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
      },
      { text: "httpx.RemoteProtocolError: Server disconnected without sending a response." },
      { text: "aiohttp.client_exceptions.ServerDisconnectedError: Server disconnected" },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.ConnectionError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
      },
      { text: "INFO - client disconnected" },
    ],
  },
  {
    id: "http/incomplete-response",
    title: "HTTP answer broke off",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /IncompleteRead\((?<read>\d{1,15}) bytes read(?:, (?<missing>\d{1,15}) more expected)?\)/,
        /Response payload is not completed/,
        /Response ended prematurely/,
        /peer closed connection without sending complete message body/,
        /Connection broken: (?<reason>[^\n]{1,120})/,
        /transfer closed with (?<missing>\d{1,15}) bytes remaining to read/,
      ],
    },
    rootCause: "The answer broke off before its end[[: {missing} bytes were missing]]",
    explanation:
      "The connection ended while the body was read: the service or a proxy cut a long transfer off, or the network failed.",
    checks: ["Size and duration of the transfer, and time limits of proxies on the way"],
    fixes: ["Retry, and take up large files where they broke off (`Range`)", "Fetch smaller parts"],
    examples: [
      {
        text: "requests.exceptions.ChunkedEncodingError: ('Connection broken: IncompleteRead(1048576 bytes read, 5242880 more expected)', IncompleteRead(1048576 bytes read, 5242880 more expected))",
        captures: { missing: "5242880" },
      },
      {
        text: "httpx.RemoteProtocolError: peer closed connection without sending complete message body (incomplete chunked read)",
      },
    ],
    nearMisses: [{ text: "EOFError: Compressed file ended before the end-of-stream marker was reached" }],
  },
  {
    id: "http/proxy",
    title: "Proxy not reachable or refuses",
    category: "configuration",
    alternatives: ["network_timeout", "auth_permission"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:Cannot|Unable to) connect to proxy/,
        /Tunnel connection failed: (?<status>\d{3}) (?<reason>[^'")\n]{1,80})/,
        /(?:Could not|Couldn't) resolve proxy:? ?(?<proxy>[\w.-]{0,200})/,
        /Received HTTP code (?<status>\d{3}) from proxy after CONNECT/,
      ],
    },
    rootCause: "The proxy does not let the request through[[: {status} {reason}]]",
    explanation:
      "`HTTPS_PROXY` or the client's settings send the request to a proxy that cannot be reached, wants a login (407), or forbids the target (403).",
    checks: [
      "`HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` of the worker",
      "Whether the target should go through the proxy at all",
    ],
    fixes: [
      "Correct the proxy's address or login",
      "Name internal hosts in `NO_PROXY`, or have the target allowed",
    ],
    examples: [
      {
        text: "requests.exceptions.ProxyError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v1/orders (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 407 Proxy Authentication Required')))",
      },
      { text: "curl: (56) Received HTTP code 403 from proxy after CONNECT", captures: { status: "403" } },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 407 Client Error: Proxy Authentication Required for url: http://api.example.com/",
      },
    ],
  },
  {
    id: "http/too-many-redirects",
    title: "HTTP redirects without end",
    category: "configuration",
    alternatives: ["auth_permission", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Exceeded (?<count>\d{1,4}) redirects\./,
        /Exceeded maximum allowed redirects/,
        /Maximum \(\d{1,4}\) redirects followed/,
      ],
    },
    rootCause: "The service redirects again and again",
    explanation:
      "The addresses lead to each other in a circle, mostly a login page that expects a cookie, or http and https that point to each other.",
    checks: ["The chain of redirects (`curl -vL`), and whether it goes through a login"],
    fixes: ["Use the final address, and send the login that the service asks for"],
    examples: [
      { text: "requests.exceptions.TooManyRedirects: Exceeded 30 redirects.", captures: { count: "30" } },
    ],
    nearMisses: [{ text: "RecursionError: maximum recursion depth exceeded" }],
  },
  {
    id: "http/invalid-url",
    title: "Address that is no valid URL",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid URL '?(?<url>[^'\n]{0,200}?)'?: No (?:scheme|schema|host) supplied/,
        /No connection adapters were found for (?<url>[^\n]{1,200})/,
        /Request URL is missing an? '?http:\/\/'? or '?https:\/\/'? protocol/,
        /Request URL has an unsupported protocol '(?<url>[^'\n]{0,60})'/,
        /nonnumeric port: '(?<url>[^'\n]{0,100})'/,
        /unknown url type: (?<url>[^\n]{1,200})/,
        /Failed to parse: (?<url>(?:https?:)?[^\s]{1,200})/,
      ],
    },
    rootCause: "The address is not a valid URL[[: `{url}`]]",
    explanation:
      "A part of the address is missing or wrong: no `https://`, an empty host, quotes or a blank around it, mostly because a setting is unset or was put together wrongly.",
    checks: ["Where the address comes from, and its value on this worker"],
    fixes: [
      "Set the base address with its scheme in the connection or variable",
      "Join the parts with `urljoin`",
    ],
    examples: [
      {
        text: "requests.exceptions.MissingSchema: Invalid URL 'api.example.com/v1/orders': No scheme supplied. Perhaps you meant https://api.example.com/v1/orders?",
        captures: { url: "api.example.com/v1/orders" },
      },
      {
        text: "requests.exceptions.InvalidSchema: No connection adapters were found for '\"https://api.example.com\"'",
      },
      { text: "httpx.UnsupportedProtocol: Request URL is missing an 'http://' or 'https://' protocol." },
      { text: "http.client.InvalidURL: nonnumeric port: 'None'", captures: { url: "None" } },
    ],
    nearMisses: [{ text: "INFO - invalid URL in row 12 skipped" }],
  },
  {
    id: "http/invalid-header",
    title: "Header value that cannot be sent",
    category: "configuration",
    alternatives: ["code_bug", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Header (?:value|part) \((?<value>None|[^()\n]{1,60})\) from \{?\(?'(?<header>[\w-]{1,60})'/,
        /Header value must be str or bytes, not (?<value><class '\w{1,30}'>)/,
        /Invalid (?:leading whitespace|return character or leading space)[^\n]{0,80} in header(?: value)?:? ?(?<header>[\w-]{0,60})/,
        /Illegal header value (?<value>b'[^'\n]{0,20})/,
      ],
    },
    rootCause: "The value of header[[ `{header}`]] cannot be sent",
    explanation:
      "A header must be text without line ends. `None` comes from a token that is not set, a line end from a secret that was stored with one.",
    checks: ["Where the header's value comes from; whether the secret ends with a line end"],
    fixes: ["Set the variable or secret", "Strip the value before use"],
    examples: [
      {
        text: "requests.exceptions.InvalidHeader: Header part (None) from ('X-Api-Key', None) must be of type str or bytes, not <class 'NoneType'>",
        captures: { header: "X-Api-Key", value: "None" },
      },
      { text: "TypeError: Header value must be str or bytes, not <class 'NoneType'>" },
    ],
    nearMisses: [
      { text: "pandas.errors.ParserError: Passed header=[0,1], len of 2, but only 1 lines in file" },
    ],
  },
  {
    id: "vault/denied",
    title: "Vault denies the secret",
    category: "auth_permission",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /hvac\.exceptions\.(?:Forbidden|Unauthorized|InvalidRequest): (?<reason>[^\n]{1,160})/,
        /hvac\.exceptions\.(?<reason>VaultDown|VaultNotInitialized|VaultError): [^\n]{0,120}/,
        /hvac\.exceptions\.InvalidPath: ?(?<reason>[^\n]{0,160})/,
      ],
    },
    rootCause: "Vault does not give the secret[[: {reason}]]",
    explanation:
      "The token has expired or its policy does not cover the path, the path holds nothing (KV version 2 has `data/` in it), or Vault is sealed.",
    checks: ["The token's life and policy, the path and mount point of the secret"],
    fixes: ["Renew the token or let the task log in by its role", "Correct the path"],
    examples: [
      {
        text: "hvac.exceptions.Forbidden: permission denied, on get https://vault.example.com/v1/secret/data/orders",
        captures: { reason: "permission denied, on get https://vault.example.com/v1/secret/data/orders" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/vault'" }],
  },
  {
    id: "http/not-json",
    title: "HTTP answer is not JSON",
    category: "upstream_missing_data",
    alternatives: ["auth_permission", "data_quality", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Attempt to decode JSON with unexpected mimetype: (?<type>[\w/+.;= -]{0,60})(?:', url=(?:URL\()?'https?:\/\/(?<host>[^\s/:?#']{1,200}))?/,
      ],
    },
    rootCause: "The service[[ `{host}`]] answered with something other than JSON[[ ({type})]]",
    explanation:
      "An HTML page came in place of data: an error page, a login form or a notice of maintenance, mostly with status 200.",
    checks: ["First characters of the answer", "Whether the login is still valid and the address right"],
    fixes: [
      "Check status and content type before parsing",
      "Renew the login, or retry after the maintenance",
    ],
    examples: [
      {
        text: "aiohttp.client_exceptions.ContentTypeError: 200, message='Attempt to decode JSON with unexpected mimetype: text/html; charset=utf-8', url='https://api.example.com/v1/orders'",
        captures: { host: "api.example.com" },
      },
    ],
    nearMisses: [{ text: "SyntaxError: Unexpected token '}'" }],
  },
];
