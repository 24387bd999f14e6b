import { describe, test } from "vitest";
import { expectHidden, expectReadable } from "@/lib/redaction/testing/marked";

describe("a login with its password", () => {
  test.each([
    "login failed for etl:«Hq7wz9Lm2pXv»",
    "Login failed for 'etl:«hunter2»'",
    "FATAL: login failed for user etl:«Hq7wz9Lm2pXv» on dwh",
    "login failed for etl:«hunter2».",
    "Login failed for etl@example.com:«hunter2»",
    "authentication failed for user svc_etl:«Sesam!offen»",
    "password authentication failed for etl:«sesame»@dwh",
    "Authenticating as etl:«Hq7wz9Lm2pXv» (attempt 2)",
    "could not connect to db as etl:«Hq7wz9Lm2pXv»",
    "connecting as user etl:«hunter2»@10.0.0.7",
    "Access denied for user etl:«hunter2» (using password: YES)",
    "signed in with account etl:«x9!kk27»",
    '{"message": "login failed for etl:«Hq7wz9Lm2pXv»"}',
  ])("%s", expectHidden);

  test.each([
    // Host and port, times, dates.
    "login failed for dwh:5432",
    "login failed for db01.example.com:5432 after 3 attempts",
    "connecting as node7:9042",
    "authentication failed for etl: 10:42:07 UTC",
    "login failed for etl:2026-11-30",
    "login failed for etl:2026-11-30T10:42:07Z",
    "login failed for etl at 10:42:07",
    // Keys with values, and names in several parts.
    "login failed for user:jsmith2",
    "login failed for host:node27b",
    "authentication failed for tenant:9f8a7b6c",
    "authentication failed with error:AADSTS50126",
    "login failed for client:app2go, reason:E2042x",
    "authentication failed for arn:aws:iam::123456789012:user/etl2",
    "authentication failed for urn:li:corpuser:etl2",
    "connected as role:reader2",
    "Authenticated with sha256:9f8a7b6c5d4e",
    "pull access denied for etl-base:2.1b, repository does not exist",
    "Connecting to jdbc:postgresql://dwh:5432/shop as etl",
    "connection refused for worker2:abc9x1",
    "login failed for etl:sesame",
    "login failed for app:node-7.example.com",
    "log in as: etl",
    "login attempts for etl: 3 of 5",
    "Logging in as etl; host=dwh1",
    "The connection for fe80::1ff:fe23:4567:890a timed out",
    "login succeeded for CORP:",
  ])("stays readable: %s", expectReadable);
});
