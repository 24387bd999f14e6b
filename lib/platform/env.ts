import { isAbsolute } from "node:path";
import { parseOutboundAllow } from "@/lib/platform/http/outbound-policy";
import { z } from "zod";

/** An optional variable; empty means unset. */
const optionalText = z.string().trim().min(1).optional();

const optionalUrl = z.url({ protocol: /^https?$/, error: "expected a URL such as https://example.com" });

const workflowVariables = {
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  INNGEST_EVENT_KEY: optionalText,
  INNGEST_SIGNING_KEY: optionalText,
  INNGEST_BASE_URL: optionalUrl.optional(),
  INNGEST_DEV: optionalText,
};

const logVariables = {
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  PD_LOG_FILE: optionalText,
};

const REPOSITORY_PATTERN = /^(?:\*|[\w.-]{1,100}\/(?:\*|[\w.-]{1,100}))$/;

/** Absolute paths of folders, separated by colons. */
const folders = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(":")
      .map((folder) => folder.trim())
      .filter(Boolean),
  )
  .refine((paths) => paths.every((path) => isAbsolute(path)), "expected absolute paths, separated by colons");

/** What people may connect in the product; `npm start` sets wider defaults for a single operator. */
const accessVariables = {
  PD_OUTBOUND_ALLOW: z
    .string()
    .default("private")
    .transform((text, context) => {
      try {
        return parseOutboundAllow(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    }),
  PD_REPOSITORY_ROOTS: folders,
  PD_DUCKDB_ROOTS: folders,
  GITHUB_REPOSITORIES: z
    .string()
    .default("")
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (patterns) => patterns.every((pattern) => REPOSITORY_PATTERN.test(pattern)),
      "expected owner/repo, owner/* or *, separated by commas",
    ),
};

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: `expected a number from ${min} to ${max}` })
    .int()
    .min(min)
    .max(max)
    .optional();

/** Scheduled work. */
const scheduleVariables = {
  PD_RECONCILE_MINUTES: wholeNumber(1, 60).transform((minutes) => minutes ?? 1),
  PD_FIX_WATCH_DAYS: wholeNumber(1, 90).transform((days) => days ?? 7),
};

const Price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() });

/** An amount of US dollars. */
const dollars = z.coerce.number({ error: "expected an amount in US dollars, such as 0.25" }).nonnegative();

/** Which models are asked, what they cost, and how much an analysis may cost. */
const modelVariables = {
  ANTHROPIC_MODEL: z.string().trim().min(1).default("claude-sonnet-5-5"),
  ANTHROPIC_SMALL_MODEL: z.string().trim().min(1).default("claude-haiku-5-5"),
  ANTHROPIC_PRICES: z
    .string()
    .default("{}")
    .transform((text, context) => {
      const prices = z.record(z.string(), Price).safeParse(jsonOf(text));
      if (prices.success) return prices.data;
      const example = '{"claude-sonnet-5-5":{"input":2,"output":10}}';
      context.addIssue({
        code: "custom",
        message: `expected dollars per million tokens as JSON, such as ${example}`,
      });
      return z.NEVER;
    }),
  PD_MODEL_USD_PER_ANALYSIS: dollars.default(0.25),
  PD_MODEL_USD_PER_MONTH: dollars.optional(),
  PD_MODEL_SECONDS_PER_ANALYSIS: wholeNumber(10, 600).transform((seconds) => seconds ?? 120),
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Read by `npm start` before anything is built (bin/start/settings.mjs, which has the defaults). */
const webServerVariables = {
  PD_MAX_CONNECTIONS: wholeNumber(10, 100_000),
  PD_MAX_CONNECTIONS_PER_ADDRESS: wholeNumber(0, 100_000),
  PD_BODY_MEMORY_MIB: wholeNumber(16, 65_536),
};

const programPath = z
  .string()
  .trim()
  .min(1)
  .refine((path) => isAbsolute(path), "expected an absolute path")
  .optional();

/** What proposed fixes are run with, isolated. */
const programVariables = { PD_PYTHON: programPath, PD_DBT: programPath };

const secretHint = "`npm start` generates one and stores it in <data>/secrets.json";

const schema = z
  .object({
    ...workflowVariables,
    ...logVariables,
    ...accessVariables,
    PORT: z.coerce
      .number({ error: "expected a port from 0 to 65535" })
      .int()
      .min(0)
      .max(65_535)
      .default(3000),
    HOST: z.string().trim().min(1).default("127.0.0.1"),
    PD_DATA_DIR: z.string().trim().min(1).default(".data"),
    PUBLIC_URL: optionalUrl.optional(),
    TRUSTED_PROXY_HOPS: z.coerce
      .number({ error: "expected the number of proxies in front, 0 to 10" })
      .int()
      .min(0)
      .max(10)
      .default(0),
    ...webServerVariables,
    ...scheduleVariables,
    ...programVariables,
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "expected postgresql://…")
      .optional(),
    NEXTAUTH_SECRET: z
      .string({ error: `is missing; ${secretHint}` })
      .min(16, "expected at least 16 characters"),
    PD_ENCRYPTION_KEY: z
      .string({ error: `is missing; ${secretHint}` })
      .min(16, "expected 64 hex digits, or any text of at least 16 characters"),
    ANTHROPIC_API_KEY: optionalText,
    ANTHROPIC_BASE_URL: optionalUrl.optional(),
    ...modelVariables,
    GITHUB_TOKEN: optionalText,
    GITHUB_API_URL: optionalUrl.default("https://api.github.com"),
    GITHUB_APP_ID: z.string().regex(/^\d+$/, "expected the numeric App ID").optional(),
    GITHUB_APP_PRIVATE_KEY: z
      .string()
      .transform((pem) => pem.replaceAll(String.raw`\n`, "\n"))
      .refine((pem) => pem.startsWith("-----BEGIN"), "expected a PEM private key, line breaks written as \\n")
      .optional(),
    GITHUB_OAUTH_CLIENT_ID: optionalText,
    GITHUB_OAUTH_CLIENT_SECRET: optionalText,
    REDACT_EMAILS: z.stringbool({ error: "expected true or false" }).default(false),
  })
  .check(({ value, issues }) => {
    for (const [present, missing] of PAIRS) {
      if (value[present] && !value[missing])
        issues.push({
          code: "custom",
          input: value,
          path: [missing],
          message: `is missing, but required by ${present}`,
        });
    }
  })
  .check(({ value, issues }) => refuseDevServer(value, issues))
  .transform((value) => ({
    ...value,
    PUBLIC_URL: (value.PUBLIC_URL ?? localUrl(value)).replace(/\/+$/, ""),
  }));

const workflowSchema = z
  .object(workflowVariables)
  .check(({ value, issues }) => refuseDevServer(value, issues));

const PAIRS = [
  ["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY"],
  ["GITHUB_APP_PRIVATE_KEY", "GITHUB_APP_ID"],
  ["GITHUB_OAUTH_CLIENT_ID", "GITHUB_OAUTH_CLIENT_SECRET"],
  ["GITHUB_OAUTH_CLIENT_SECRET", "GITHUB_OAUTH_CLIENT_ID"],
] as const;

/** Alternatives to correcting the value. */
const ADVICE: Record<string, string> = {
  DATABASE_URL: "Unset it to use the embedded database.",
  PUBLIC_URL: "It is the URL at which people and orchestrators reach this product.",
};

const SECRET = /SECRET|KEY|TOKEN|PASSWORD/;

export type Env = z.output<typeof schema>;
type Variables = Record<string, string | undefined>;

/** Every variable the product reads, for `.env.example` and its test. */
export const VARIABLE_NAMES = Object.keys(schema.in.shape).filter((name) => name !== "NODE_ENV");

/** What a variable accepts and what it is without a value, in words, for the reference of settings. Pure. */
export function describeVariable(name: string): { accepts: string; fallback: string | null } {
  const variable = (schema.in.shape as Record<string, z.ZodType>)[name];
  if (!variable) throw new Error(`no variable ${name}`);
  const { data } = variable.safeParse(undefined);
  const isPlain = typeof data === "string" || typeof data === "number" || typeof data === "boolean";
  const {
    enum: values,
    minimum,
    maximum,
    type,
  } = z.toJSONSchema(variable, { io: "input", unrepresentable: "any" });
  const isRange = type === "integer" && minimum !== undefined && maximum !== undefined;
  const range =
    isRange && maximum < Number.MAX_SAFE_INTEGER ? `a whole number from ${minimum} to ${maximum}` : "";
  return {
    accepts: values ? `one of ${values.join(", ")}` : range,
    fallback: isPlain && data !== "" ? String(data) : null,
  };
}

function refuseDevServer(
  value: { NODE_ENV: string; INNGEST_DEV?: string | undefined },
  issues: z.core.$ZodRawIssue[],
): void {
  if (!isSet(value.INNGEST_DEV) || value.NODE_ENV !== "production") return;
  const message = "disables signature checks and is refused in production; unset it";
  issues.push({ code: "custom", input: value, path: ["INNGEST_DEV"], message });
}

function isSet(flag: string | undefined): boolean {
  return flag !== undefined && flag !== "0" && flag !== "false";
}

function localUrl({ HOST, PORT }: { HOST: string; PORT: number }): string {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
}

/**
 * Checks all variables at once.
 * @throws Error with a line per invalid variable: what was expected, what was found, what to do.
 */
export function parseEnv(variables: Variables): Env {
  return parse(schema, variables);
}

function parse<T>(shape: z.ZodType<T>, variables: Variables): T {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const result = shape.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => describeIssue(issue, given));
  throw new Error(`Invalid settings (environment or .env):\n${lines.join("\n")}`);
}

function describeIssue(issue: z.core.$ZodIssue, given: Variables): string {
  const name = String(issue.path[0]);
  const value = given[name];
  const isShown = value !== undefined && issue.code !== "custom" && !SECRET.test(name);
  const got = isShown ? `, got "${value.replace(/\/\/[^/@]*@/, "//…@")}"` : "";
  const advice = ADVICE[name] ? ` ${ADVICE[name]}` : "";
  return `  ${name}: ${issue.message}${got}.${advice}`;
}

let parsed: Env | undefined;

/** The settings of this process, validated once. @throws Error naming every invalid variable. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Makes the next `env()` read the environment again. Only for tests, which share a process (decision 039). */
export function rereadEnv(): void {
  parsed = undefined;
}

/**
 * The engine that runs the workflows: an Inngest server if one is configured, else the embedded runner. Can be read before
 * the other settings are complete, because the build needs it.
 */
export function workflowEngine(variables: Variables = process.env): "embedded" | "server" {
  const { INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_BASE_URL, INNGEST_DEV } = parse(
    workflowSchema,
    variables,
  );
  const isServer = INNGEST_EVENT_KEY || INNGEST_SIGNING_KEY || INNGEST_BASE_URL || isSet(INNGEST_DEV);
  return isServer ? "server" : "embedded";
}

/** The log's settings, which can be read before the others are complete. */
export function logSettings(variables: Variables = process.env): { level: string; file: string | undefined } {
  const { LOG_LEVEL, PD_LOG_FILE } = parse(z.object(logVariables), variables);
  return { level: LOG_LEVEL, file: PD_LOG_FILE };
}

const CHILD_VARIABLES = ["PATH", "HOME", "TMPDIR", "TEMP", "SystemRoot", "PATHEXT"] as const;

/** The environment of child processes: paths, but no secrets. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = CHILD_VARIABLES.map((name) => [name, process.env[name]]);
  return {
    NODE_ENV: process.env.NODE_ENV,
    ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
  };
}
