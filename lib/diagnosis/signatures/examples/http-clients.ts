import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const httpClientExamples: SignatureExamples = {
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
        captures: { status: "407", reason: "Proxy Authentication Required", host: "api.example.com" },
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
  "http/not-json": {
    examples: [
      {
        text: "aiohttp.client_exceptions.ContentTypeError: 200, message='Attempt to decode JSON with unexpected mimetype: text/html; charset=utf-8', url='https://api.example.com/v1/orders'",
        captures: { host: "api.example.com" },
      },
    ],
    nearMisses: [{ text: "SyntaxError: Unexpected token '}'" }],
  },
  "http/oauth": {
    examples: [
      {
        text: "oauthlib.oauth2.rfc6749.errors.InvalidGrantError: (invalid_grant) Refresh token expired",
        captures: { code: "invalid_grant" },
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
  "vault/denied": {
    examples: [
      {
        text: "hvac.exceptions.Forbidden: permission denied, on get https://vault.example.com/v1/secret/data/orders",
        captures: { reason: "permission denied", url: "https://vault.example.com/v1/secret/data/orders" },
      },
    ],
    nearMisses: [
      {
        text: "hvac.exceptions.VaultDown: Vault is sealed, on get https://vault.example.com/v1/secret/data/orders",
      },
      { text: "PermissionError: [Errno 13] Permission denied: '/vault'" },
    ],
  },
  "vault/no-such-path": {
    examples: [
      {
        text: "hvac.exceptions.InvalidPath: None, on get https://vault.example.com/v1/secret/data/orders",
        captures: { url: "https://vault.example.com/v1/secret/data/orders" },
      },
    ],
    nearMisses: [
      {
        text: "hvac.exceptions.Forbidden: permission denied, on get https://vault.example.com/v1/secret/data/orders",
      },
    ],
  },
  "vault/down": {
    examples: [
      {
        text: "hvac.exceptions.VaultDown: Vault is sealed, on get https://vault.example.com/v1/secret/data/orders",
        captures: { reason: "VaultDown" },
      },
    ],
    nearMisses: [
      {
        text: "hvac.exceptions.Forbidden: permission denied, on get https://vault.example.com/v1/secret/data/orders",
      },
    ],
  },
};
