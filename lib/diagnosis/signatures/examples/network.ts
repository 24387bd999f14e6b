import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const networkExamples: SignatureExamples = {
  "network/dns": {
    examples: [
      {
        text: "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.exmaple.com', port=443): Max retries exceeded with url: /v1/orders (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object at 0x7f3a>: Failed to resolve 'api.exmaple.com' ([Errno -2] Name or service not known)\"))",
        captures: { host: "api.exmaple.com" },
      },
      {
        text: "requests.exceptions.ConnectionError: HTTPConnectionPool(host='orders-api', port=80): Max retries exceeded with url: / (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f3a>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution'))",
        captures: { host: "orders-api" },
      },
      {
        text: "aiohttp.client_exceptions.ClientConnectorDNSError: Cannot connect to host orders-api:80 ssl:default [Name or service not known]",
        captures: { host: "orders-api" },
      },
      { text: "socket.gaierror: [Errno -2] Name or service not known" },
      { text: "curl: (6) Could not resolve host: api.exmaple.com", captures: { host: "api.exmaple.com" } },
      { text: "Error: getaddrinfo ENOTFOUND orders-db", captures: { host: "orders-db" } },
      {
        text: "dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host",
        captures: { host: "registry.example.com" },
      },
      { text: "psql: error: Nombre o servicio desconocido" },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: Connection refused',
      },
      { text: "INFO - resolved host api.example.com" },
      { text: "container etl-gaierror-01 started" },
    ],
  },
  "curl/connect": {
    examples: [
      {
        text: "curl: (7) Failed to connect to orders-api port 8080 after 3 ms: Couldn't connect to server",
        captures: { code: "7", host: "orders-api", port: "8080" },
      },
      {
        text: "curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received",
        captures: { code: "28" },
      },
      { text: "curl: (52) Empty reply from server", captures: { code: "52" } },
    ],
    nearMisses: [
      { text: "curl: (6) Could not resolve host: api.exmaple.com" },
      { text: "curl: (22) The requested URL returned error: 404" },
    ],
  },
  "network/timed-out": {
    examples: [
      { text: "socket.timeout: timed out" },
      { text: "asyncio.exceptions.TimeoutError" },
      { text: "TimeoutError: timed out" },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 4712" },
      {
        text: "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
      },
    ],
  },
  "git/authentication": {
    examples: [
      {
        text: "fatal: Authentication failed for 'https://git.example.com/acme/etl.git/'",
        captures: { repository: "https://git.example.com/acme/etl.git/" },
      },
      { text: "remote: Repository not found." },
    ],
    nearMisses: [{ text: "git@github.com: Permission denied (publickey)." }],
  },
  "grpc/unavailable": {
    examples: [
      {
        text: "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception; Channel Pipeline: [SslHandler#0]; Caused by: java.nio.channels.ClosedChannelException",
        captures: { status: "UNAVAILABLE", reason: "io exception" },
      },
      {
        text: 'grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n\tdetails = "failed to connect to all addresses; last error: UNKNOWN: ipv4:10.0.4.12:50051: Failed to connect to remote host: Connection refused"',
        captures: { status: "UNAVAILABLE" },
      },
    ],
    nearMisses: [
      {
        text: 'status = StatusCode.RESOURCE_EXHAUSTED\n\tdetails = "Received message larger than max (5242880 vs. 4194304)"',
      },
    ],
  },
  "grpc/message-too-large": {
    examples: [
      {
        text: 'grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.RESOURCE_EXHAUSTED\n\tdetails = "Received message larger than max (5242880 vs. 4194304)"',
        captures: { size: "5242880", limit: "4194304" },
      },
    ],
    nearMisses: [{ text: "INFO - received message 5242880" }],
  },
  "os/connection-refused": {
    examples: [
      { text: "ConnectionRefusedError: [Errno 111] Connection refused" },
      { text: "Error: connect ECONNREFUSED 10.0.4.12:5432", captures: { address: "10.0.4.12:5432" } },
    ],
    nearMisses: [
      { text: 'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused' },
    ],
  },
  "os/connection-refused-local": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
      },
    ],
    nearMisses: [{ text: "ConnectionRefusedError: [Errno 111] Connection refused" }],
  },
  "os/connection-reset": {
    examples: [
      { text: "ConnectionResetError: [Errno 104] Connection reset by peer" },
      { text: "BrokenPipeError: [Errno 32] Broken pipe" },
    ],
    nearMisses: [{ text: "reset the connection pool" }],
  },
  "os/network-unreachable": {
    examples: [
      { text: "OSError: [Errno 113] No route to host" },
      { text: "OSError: [Errno 101] Network is unreachable" },
    ],
    nearMisses: [{ text: "route /orders not found" }],
  },
  "os/connection-timed-out": {
    examples: [
      { text: "TimeoutError: [Errno 110] Connection timed out" },
      { text: "ssh: connect to host sftp.example.com port 22: Connection timed out" },
      {
        text: "curl: (28) connect to db.intern port 5432 failed: Die Wartezeit für die Verbindung ist abgelaufen",
      },
    ],
    nearMisses: [{ text: "connection timeout is set to 30" }],
  },
};
