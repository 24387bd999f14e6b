import { describe, expect, it } from "vitest";
import { endpointsIn, sharedEndpoint } from "@/lib/cascades/endpoints";

const named = (text: string) =>
  [...endpointsIn(text)].flatMap(([host, ports]) =>
    ports.size === 0 ? [host] : [...ports].map((port) => `${host}:${port}`),
  );

describe("endpointsIn", () => {
  it.each([
    [
      'connection to server at "dwh.shop.internal" (10.0.0.5), port 5432 failed: Connection refused',
      ["dwh.shop.internal:5432"],
    ],
    [
      'could not translate host name "dwh.shop.internal" to address: Name or service not known',
      ["dwh.shop.internal"],
    ],
    [
      "Connection to dwh.shop.internal:5432 refused. Check that the hostname and port are correct",
      ["dwh.shop.internal:5432"],
    ],
    [
      "HTTPSConnectionPool(host='API.shop.example', port=443): Max retries exceeded with url: /v1/orders",
      ["api.shop.example:443"],
    ],
    [
      "NameResolutionError: Failed to resolve 'api.shop.example' ([Errno -2] Name or service not known)",
      ["api.shop.example"],
    ],
    ["java.net.UnknownHostException: dwh.shop.internal", ["dwh.shop.internal"]],
    ["getaddrinfo ENOTFOUND dwh.shop.internal", ["dwh.shop.internal"]],
    ["could not reach postgresql://etl:secret@dwh:6432/shop", ["dwh:6432"]],
    [
      "250001 (08001): Failed to connect to DB: ab123.snowflakecomputing.com:443.",
      ["ab123.snowflakecomputing.com:443"],
    ],
    [
      "GET https://api.shop.example/v1/orders failed: timed out. See https://docs.shop.example/timeouts",
      ["api.shop.example"],
    ],
    ["Read timed out: https://api.shop.example/v1/orders", ["api.shop.example"]],
    ["dial tcp 10.0.0.5:9000: connect: connection refused", ["10.0.0.5:9000"]],
  ])("finds the host in %j", (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it.each([
    "connection to localhost:5432 refused",
    "Connect call failed ('127.0.0.1', 5432)",
    'load.py:33: KeyError: "host"',
    "failed at 2026-11-21 12:30:45",
    "line:33 code:500 errno:111",
    "com.shop.Load.java:120",
    "(Background on this error at: https://sqlalche.me/e/20/e3q8)",
    "For more information: see https://community.snowflake.com/s/article/login",
    "Refer to https://api.vendor.example/errors/250001 for details",
    "See the documentation at https://airflow.apache.org/docs/connections",
    "",
  ])("finds none in %j", (text) => {
    expect(named(text)).toEqual([]);
  });

  it("takes linear time", () => {
    const startedAt = performance.now();
    for (const part of ["host", "host='", "a.", "a-", "a:1", "x://a@", 'server at "a', "://"])
      endpointsIn(part.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe("sharedEndpoint", () => {
  const shared = (a: string, b: string) => sharedEndpoint(endpointsIn(a), endpointsIn(b));

  it("compares ports only if both errors name one", () => {
    expect(shared("dwh:5432 refused", "dwh:5432 timed out")).toBe("dwh:5432");
    expect(shared("dwh:5432 refused", 'could not translate host name "dwh" to address')).toBe("dwh");
    expect(shared("dwh:5432 refused", "dwh:8080 refused")).toBeNull();
    expect(shared("dwh:5432 refused", "lake:5432 refused")).toBeNull();
  });
});
