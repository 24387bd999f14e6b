import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const httpClientExamples: SignatureExamples = {
  "http/unauthorized": {
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
  "http/forbidden": {
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
  "http/not-found": {
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
  "http/bad-request": {
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
  "http/conflict": {
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
  "http/payload-too-large": {
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
  "http/too-many-requests": {
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
  "http/server-error": {
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
  "http/unavailable": {
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
  "http/rate-limit-words": {
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
  "http/oauth": {
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
  "http/connection-refused": {
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
  "http/connect-timeout": {
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
  "http/read-timeout": {
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
  "http/remote-disconnected": {
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
  "http/incomplete-response": {
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
  "http/proxy": {
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
  "http/too-many-redirects": {
    examples: [
      { text: "requests.exceptions.TooManyRedirects: Exceeded 30 redirects.", captures: { count: "30" } },
    ],
    nearMisses: [{ text: "RecursionError: maximum recursion depth exceeded" }],
  },
  "http/invalid-url": {
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
  "http/invalid-header": {
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
  "vault/denied": {
    examples: [
      {
        text: "hvac.exceptions.Forbidden: permission denied, on get https://vault.example.com/v1/secret/data/orders",
        captures: { reason: "permission denied, on get https://vault.example.com/v1/secret/data/orders" },
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/vault'" }],
  },
  "http/not-json": {
    examples: [
      {
        text: "aiohttp.client_exceptions.ContentTypeError: 200, message='Attempt to decode JSON with unexpected mimetype: text/html; charset=utf-8', url='https://api.example.com/v1/orders'",
        captures: { host: "api.example.com" },
      },
    ],
    nearMisses: [{ text: "SyntaxError: Unexpected token '}'" }],
  },
};
