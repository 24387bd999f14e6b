import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const httpStatusExamples: SignatureExamples = {
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
      {
        text: "requests.exceptions.HTTPError: HTTP 500 for POST https://api.example.com/v1/machines: {'error': 'start machine: volume vol-7 not found'}",
        captures: { status: "500", path: "/v1/machines", why: "start machine: volume vol-7 not found" },
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
    ],
    nearMisses: [
      { text: "INFO - rate limit reached for host, waiting 3 s" },
      { text: "403 Exceeded rate limits: too many table update operations for this table." },
    ],
  },
};
