import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { completeEnvironment, readLimits, readSecrets, readSettings } from "./settings.mjs";

let root: string;
const original = { ...process.env };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pd-settings-"));
  for (const name of [
    "PORT",
    "HOST",
    "PD_DATA_DIR",
    "PUBLIC_URL",
    "NEXTAUTH_SECRET",
    "PD_ENCRYPTION_KEY",
    "PD_LOG_FILE",
    "PD_OUTBOUND_ALLOW",
    "PD_REPOSITORY_ROOTS",
    "GITHUB_REPOSITORIES",
    "TRUSTED_PROXY_HOPS",
    "PD_MAX_CONNECTIONS",
    "PD_MAX_CONNECTIONS_PER_ADDRESS",
    "PD_BODY_MEMORY_MIB",
  ])
    delete process.env[name];
});
afterEach(() => {
  process.env = { ...original };
  rmSync(root, { recursive: true });
});

describe("readSettings", () => {
  test("defaults to this machine only, port 3000 and data beside the program", () => {
    expect(readSettings(root, [])).toEqual({ data: join(root, ".data"), host: "127.0.0.1", port: 3000 });
  });

  test("prefers arguments over environment variables over .env", () => {
    writeFileSync(join(root, ".env"), "PORT=4000\nHOST=0.0.0.0\nPD_DATA_DIR=/from/file\n");
    process.env["PORT"] = "5000";
    expect(readSettings(root, ["--data", "/from/argument"])).toEqual({
      data: "/from/argument",
      host: "0.0.0.0",
      port: 5000,
    });
  });

  test.each([["http"], ["-1"], ["70000"], ["1.5"]])("refuses PORT=%s", (port) => {
    process.env["PORT"] = port;
    expect(() => readSettings(root, [])).toThrow(`PORT: expected a port from 0 to 65535, got "${port}".`);
  });

  test("refuses an unknown argument and lists the known ones", () => {
    expect(() => readSettings(root, ["--dta", "x"])).toThrow(/--dta[^]*--data DIR/);
  });
});

describe("readLimits", () => {
  const MIB = 1_048_576;

  test("returns the defaults", () => {
    const limits = { maxConnections: 2_000, maxConnectionsPerAddress: 500, bodyMemoryBytes: 128 * MIB };
    expect(readLimits()).toEqual(limits);
  });

  test("returns the values set", () => {
    Object.assign(process.env, {
      PD_MAX_CONNECTIONS: "300",
      PD_MAX_CONNECTIONS_PER_ADDRESS: "0",
      PD_BODY_MEMORY_MIB: "16",
    });
    const limits = { maxConnections: 300, maxConnectionsPerAddress: 0, bodyMemoryBytes: 16 * MIB };
    expect(readLimits()).toEqual(limits);
  });

  test("disables the limit per address behind a proxy, which all clients share", () => {
    Object.assign(process.env, { TRUSTED_PROXY_HOPS: "1", PD_MAX_CONNECTIONS_PER_ADDRESS: "20" });
    expect(readLimits()).toMatchObject({ maxConnections: 2_000, maxConnectionsPerAddress: 0 });
  });

  test.each([
    ["PD_MAX_CONNECTIONS", "0", "10 to 100000"],
    ["PD_MAX_CONNECTIONS_PER_ADDRESS", "-1", "0 to 100000"],
    ["PD_BODY_MEMORY_MIB", "128 MiB", "16 to 65536"],
  ])("refuses %s=%s", (name, value, range) => {
    process.env[name] = value;
    expect(() => readLimits()).toThrow(`${name}: expected a number from ${range}, got "${value}".`);
  });
});

describe("the server's environment", () => {
  const complete = (host = "127.0.0.1", hasOwnDatabase = true) =>
    completeEnvironment({ data: root, host, hasOwnDatabase, secrets: readSecrets(root) }, 4321);
  const secrets = () =>
    JSON.parse(readFileSync(join(root, "secrets.json"), "utf8")) as Record<string, string>;

  const access = () =>
    ["PD_OUTBOUND_ALLOW", "PD_REPOSITORY_ROOTS", "GITHUB_REPOSITORIES"].map((name) => process.env[name]);

  test.each(["127.0.0.1", "::1", "localhost"])("opens this machine to its single operator on %s", (host) => {
    complete(host);
    expect(access()).toEqual([
      "private,loopback",
      expect.stringMatching(new RegExp(`^${homedir()}:.*${tmpdir()}`)),
      "*",
    ]);
  });

  test("opens nothing on this machine if others may sign in", () => {
    complete("0.0.0.0");
    complete("192.168.0.7");
    complete("127.0.0.1", false);
    process.env["PUBLIC_URL"] = "https://pd.example.com";
    complete();
    expect(access()).toEqual([undefined, undefined, undefined]);
  });

  test("keeps what the operator allows", () => {
    Object.assign(process.env, {
      PD_OUTBOUND_ALLOW: "none",
      PD_REPOSITORY_ROOTS: "/srv",
      GITHUB_REPOSITORIES: "a/b",
    });
    complete();
    expect(access()).toEqual(["none", "/srv", "a/b"]);
  });

  test("has secrets that are generated once and readable only by the owner", () => {
    complete();
    const first = secrets();
    expect(first["PD_ENCRYPTION_KEY"]).toMatch(/^[0-9a-f]{64}$/);
    expect(process.env["NEXTAUTH_SECRET"]).toBe(first["NEXTAUTH_SECRET"]);
    expect(statSync(join(root, "secrets.json")).mode & 0o777).toBe(0o600);
    delete process.env["PD_ENCRYPTION_KEY"];
    complete();
    expect(secrets()).toEqual(first);
    expect(process.env["PD_ENCRYPTION_KEY"]).toBe(first["PD_ENCRYPTION_KEY"]);
  });

  test("keeps secrets that are set", () => {
    process.env["PD_ENCRYPTION_KEY"] = "my own key, long enough";
    complete();
    expect(process.env["PD_ENCRYPTION_KEY"]).toBe("my own key, long enough");
  });

  test("generates no key that the environment provides", () => {
    process.env["PD_ENCRYPTION_KEY"] = "my own key, long enough";
    complete();
    expect(Object.keys(secrets())).toEqual(["NEXTAUTH_SECRET"]);
  });

  test.each([
    ["invalid JSON", "{"],
    ["nothing", ""],
    ["a list", "[]"],
    ["a number for the key", '{"PD_ENCRYPTION_KEY":1}'],
    ["a short key", '{"PD_ENCRYPTION_KEY":"short"}'],
  ])("never replaces secrets it cannot read: %s", (_name, content) => {
    writeFileSync(join(root, "secrets.json"), content);
    expect(() => complete()).toThrow(/secrets.json is damaged[^]*Restore it from a backup/);
    expect(readFileSync(join(root, "secrets.json"), "utf8")).toBe(content);
  });

  test("generates no new key for an existing database", () => {
    mkdirSync(join(root, "postgres"));
    expect(() => complete()).toThrow(/has no PD_ENCRYPTION_KEY[^]*Restore it from a backup/);
    expect(readdirSync(root)).toEqual(["postgres"]);
  });

  test.each([
    ["127.0.0.1", undefined, "http://127.0.0.1:4321"],
    ["0.0.0.0", undefined, "http://127.0.0.1:4321"],
    ["::1", undefined, "http://[::1]:4321"],
    ["0.0.0.0", "https://pd.example.com/", "https://pd.example.com"],
  ])("HOST=%s PUBLIC_URL=%s is reached at %s", (host, publicUrl, url) => {
    if (publicUrl) process.env["PUBLIC_URL"] = publicUrl;
    expect(complete(host)).toBe(url);
    expect(process.env).toMatchObject({
      PUBLIC_URL: url,
      NEXTAUTH_URL: url,
      PORT: "4321",
      NODE_ENV: "production",
    });
  });
});
