import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { env, logSettings, parseEnv, rereadEnv, VARIABLE_NAMES, workflowEngine } from "./env";

const SECRETS = { NEXTAUTH_SECRET: "n".repeat(32), PD_ENCRYPTION_KEY: "e".repeat(32) };
const parse = (variables: Record<string, string> = {}) => parseEnv({ ...SECRETS, ...variables });

describe("settings", () => {
  test("are read once, until they are to be read again", () => {
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rereadEnv();
    });
    const before = env();
    vi.stubEnv("PUBLIC_URL", "https://desk.example");
    expect(env()).toBe(before);
    rereadEnv();
    expect(env().PUBLIC_URL).toBe("https://desk.example");
  });

  test("have defaults for everything but secrets", () => {
    expect(parse()).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      PD_DATA_DIR: ".data",
      PUBLIC_URL: "http://127.0.0.1:3000",
      ANTHROPIC_MODEL: "claude-sonnet-5-5",
      ANTHROPIC_SMALL_MODEL: "claude-haiku-5-5",
      ANTHROPIC_PRICES: {},
      PD_MODEL_USD_PER_ANALYSIS: 0.25,
      GITHUB_API_URL: "https://api.github.com",
      REDACT_EMAILS: false,
    });
  });

  test("treat an empty value as missing", () => {
    expect(parse({ DATABASE_URL: "", GITHUB_TOKEN: " ", PORT: "" })).toMatchObject({ PORT: 3000 });
    expect(parse({ GITHUB_TOKEN: "" }).GITHUB_TOKEN).toBeUndefined();
  });

  test.each([
    [{ PORT: "0", HOST: "0.0.0.0" }, "http://127.0.0.1:0"],
    [{ PORT: "80", HOST: "::1" }, "http://[::1]:80"],
    [{ PUBLIC_URL: "https://pd.example.com/" }, "https://pd.example.com"],
  ])("derive from %o the URL %s", (variables, url) => {
    expect(parse(variables).PUBLIC_URL).toBe(url);
  });

  test("accept \\n for the line breaks of a key", () => {
    const key = String.raw`-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----`;
    expect(parse({ GITHUB_APP_ID: "7", GITHUB_APP_PRIVATE_KEY: key }).GITHUB_APP_PRIVATE_KEY).toContain(
      "\nabc\n",
    );
  });

  test.each<[Record<string, string>, string]>([
    [
      { DATABASE_URL: "mysql://root:hunter2@db/x" },
      'DATABASE_URL: expected postgresql://…, got "mysql://…@db/x". Unset it to use the embedded database.',
    ],
    [{ PORT: "http" }, 'PORT: expected a port from 0 to 65535, got "http".'],
    [{ PORT: "70000" }, 'PORT: expected a port from 0 to 65535, got "70000".'],
    [{ PUBLIC_URL: "pd.example.com" }, "PUBLIC_URL: expected a URL such as https://example.com"],
    [{ REDACT_EMAILS: "maybe" }, 'REDACT_EMAILS: expected true or false, got "maybe".'],
    [{ LOG_LEVEL: "loud" }, 'got "loud"'],
    [{ GITHUB_APP_ID: "7" }, "GITHUB_APP_PRIVATE_KEY: is missing, but required by GITHUB_APP_ID."],
    [{ GITHUB_OAUTH_CLIENT_SECRET: "s" }, "GITHUB_OAUTH_CLIENT_ID: is missing"],
    [{ PD_ENCRYPTION_KEY: "short" }, "PD_ENCRYPTION_KEY: expected 64 hex digits, or any text of at least 16"],
    [{ PD_ENCRYPTION_KEY: "" }, "PD_ENCRYPTION_KEY: is missing; `npm start` generates one"],
    [{ NODE_ENV: "production", INNGEST_DEV: "1" }, "INNGEST_DEV: disables signature checks"],
  ])("refuse %o with what to do", (variables, message) => {
    expect(() => parse(variables)).toThrow(message);
  });

  test("name all invalid variables at once, but never print a secret", () => {
    const attempt = () => parse({ PD_ENCRYPTION_KEY: "hunter2", PORT: "x", LOG_LEVEL: "loud" });
    expect(attempt).toThrow(/PORT[^]*LOG_LEVEL|LOG_LEVEL[^]*PORT/);
    expect(attempt).not.toThrow(/hunter2/);
  });
});

describe("the workflow engine", () => {
  test.each<[Record<string, string>, string]>([
    [{}, "embedded"],
    [{ INNGEST_EVENT_KEY: "k" }, "server"],
    [{ INNGEST_SIGNING_KEY: "signkey-prod-1" }, "server"],
    [{ INNGEST_BASE_URL: "http://inngest:8288" }, "server"],
    [{ INNGEST_DEV: "1", NODE_ENV: "development" }, "server"],
    [{ INNGEST_DEV: "0" }, "embedded"],
  ])("for %o is %s", (variables, engine) => {
    expect(workflowEngine(variables)).toBe(engine);
  });

  test("refuses a dev server in production", () => {
    expect(() => workflowEngine({ INNGEST_DEV: "1", NODE_ENV: "production" })).toThrow(/INNGEST_DEV/);
  });
});

test("reads the log settings without the other variables", () => {
  expect(logSettings({ LOG_LEVEL: "debug", PD_LOG_FILE: "/tmp/x.log" })).toEqual({
    level: "debug",
    file: "/tmp/x.log",
  });
});

test(".env.example lists exactly the variables that are read", () => {
  const lines = readFileSync(new URL("../../.env.example", import.meta.url), "utf8").split("\n");
  const names = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(names.sort()).toEqual([...VARIABLE_NAMES].sort());
  const example = Object.fromEntries(
    lines.flatMap((line) => (/^[A-Z_]+=/.test(line) ? [line.split("=", 2)] : [])),
  );
  expect(() => parseEnv({ ...example, ...SECRETS })).not.toThrow();
});
