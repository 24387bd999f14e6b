import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("hosts that hold the rest of a password", () => {
  test.each([
    'could not translate host name "«Hq7wz9Lm2pXv»@dwh" to address: Name or service not known',
    'could not translate host name "«ss»@dwh" to address',
    "java.net.UnknownHostException: «Hq7wz9Lm2pXv»@dwh",
    "Unknown host «Hq7wz9Lm2pXv»@dwh",
    "Unknown MySQL server host '«Hq7wz9Lm2pXv»@dwh' (-2)",
    "getaddrinfo ENOTFOUND «Hq7wz9Lm2pXv»@dwh",
    "getaddrinfo failed for «Hq7wz9Lm2pXv»@dwh.example.com",
    "curl: (6) Could not resolve host: «Hq7wz9Lm2pXv»@dwh.example.com",
    "Failed to resolve '«w0rd!»@dwh' ([Errno -2] Name or service not known)",
    "dial tcp: lookup «Hq7wz9Lm2pXv»@dwh on 10.0.0.2:53: no such host",
    "HTTPSConnectionPool(host='«Hq7wz9Lm2pXv»@dwh', port=443): Max retries exceeded",
    String.raw`{"m": "could not translate host name \"«Hq7wz9Lm2pXv»@dwh\" to address"}`,
    'connection to server at "«w0rd»@dwh", port 5432 failed',
  ])("%s", expectHidden);

  test.each([
    'could not translate host name "dwh" to address: Name or service not known',
    "Unknown host dwh.example.com",
    "Unknown host jane.doe@example.com",
    "getaddrinfo ENOTFOUND db.example.com db.example.com:5432",
    "Could not resolve host: mirror.example.com; mail ops@example.com",
    "could not resolve host name ops@example.com",
    "lookup table@v2 was built",
    "lookup db.example.com on 10.0.0.2:53: no such host",
    "Unknown host key for etl@dwh",
  ])("stays readable: %s", expectReadable);
});
