/** Where a warehouse is and how to sign in. Isomorphic. */
import { z } from "zod";

/** Databases whose columns can be read, with their display names. */
export const WAREHOUSE_NAMES = {
  postgresql: "PostgreSQL",
  redshift: "Amazon Redshift",
  mysql: "MySQL or MariaDB",
  snowflake: "Snowflake",
  bigquery: "BigQuery",
  duckdb: "DuckDB",
} as const;
export type WarehouseEngine = keyof typeof WAREHOUSE_NAMES;

export const TLS_MODES = ["verify", "require", "off"] as const;

/** A host name or an address, without scheme and port. */
const Host = z
  .string()
  .trim()
  .regex(
    /^(?:[\w-][\w.-]{0,252}|[0-9a-f:.]{2,45})$/i,
    "must be a host name or an IP address, without a scheme or a port",
  );
const Text = z
  .string()
  .trim()
  .min(1)
  // oxlint-disable-next-line no-control-regex -- It refuses control characters.
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must not contain control characters");
const Name = Text.max(200);

const server = <Engine extends "postgresql" | "redshift" | "mysql">(engine: Engine, port: number) =>
  z.strictObject({
    engine: z.literal(engine),
    host: Host,
    port: z.coerce.number().int().min(1).max(65_535).default(port),
    database: Name,
    /** `verify`: encrypted, and the certificate is checked; `require`: encrypted only; `off`: in clear text. */
    tls: z.enum(TLS_MODES).default("verify"),
  });

export const WarehouseSettings = z.discriminatedUnion("engine", [
  server("postgresql", 5_432),
  server("redshift", 5_439),
  server("mysql", 3_306),
  z.strictObject({
    engine: z.literal("snowflake"),
    account: z
      .string()
      .trim()
      .regex(/^[a-z0-9][\w.-]{1,200}$/i, "must be an account identifier, such as acme-analytics"),
    database: Name,
    warehouse: Name.nullable().default(null),
    role: Name.nullable().default(null),
  }),
  z.strictObject({
    engine: z.literal("bigquery"),
    project: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9.:-]{1,100}$/, "must be a project ID"),
    location: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9-]{2,40}$/, "must be a location, such as us or europe-west3")
      .default("us"),
  }),
  z.strictObject({
    engine: z.literal("duckdb"),
    /** Of a file on the machine that runs the product. */
    path: Text.max(1_000).regex(/^(?:\/|[a-z]:[\\/])./i, "must be the absolute path of a file"),
  }),
]);
export type WarehouseSettings = z.infer<typeof WarehouseSettings>;

const Pem = z
  .string()
  .trim()
  .max(10_000)
  // Environment files often hold the key on a single line.
  .transform((pem) => pem.replaceAll(String.raw`\n`, "\n"))
  .refine((pem) => pem.startsWith("-----BEGIN"), "must be a private key in PEM form");

/** A user with a password (PostgreSQL, Redshift, MySQL). */
export const PasswordLogin = z.strictObject({
  user: z.string().trim().min(1).max(300),
  password: z.string().max(1_000),
});
/** A user with an RSA key (Snowflake). */
export const KeyLogin = z.strictObject({ user: z.string().trim().min(1).max(300), privateKey: Pem });
/** The key file of a service account (BigQuery). */
export const ServiceAccountLogin = z.strictObject({
  serviceAccount: z
    .string()
    .trim()
    .max(20_000)
    .refine((text) => text.startsWith("{"), "must be the JSON key file of a service account"),
});
/** A file needs none (DuckDB). */
export const NoLogin = z.strictObject({});

export const WarehouseCredentials = z.union([PasswordLogin, KeyLogin, ServiceAccountLogin, NoLogin], {
  error:
    "must be { user, password }, { user, privateKey }, { serviceAccount } or {}, depending on the engine",
});
export type WarehouseCredentials = z.infer<typeof WarehouseCredentials>;

/** `has`: the field that only this login has; null for none. */
const LOGINS: Record<WarehouseEngine, { has: string | null; name: string }> = {
  postgresql: { has: "password", name: "{ user, password }" },
  redshift: { has: "password", name: "{ user, password }" },
  mysql: { has: "password", name: "{ user, password }" },
  snowflake: { has: "privateKey", name: "{ user, privateKey }" },
  bigquery: { has: "serviceAccount", name: "{ serviceAccount }" },
  duckdb: { has: null, name: "{}" },
};

/** Why these credentials do not fit the engine, or null. Pure. */
export function credentialsObjection(engine: WarehouseEngine, credentials: object): string | null {
  const { has, name } = LOGINS[engine];
  const fits = has === null ? Object.keys(credentials).length === 0 : has in credentials;
  return fits ? null : `must be ${name} for ${WAREHOUSE_NAMES[engine]}`;
}

/** What the credentials of a warehouse belong to: they are never sent anywhere else. Pure. */
export function placeOfWarehouse(settings: WarehouseSettings): string {
  switch (settings.engine) {
    case "postgresql":
    case "redshift":
    case "mysql":
      return `${settings.engine}://${settings.host.toLowerCase()}:${settings.port}`;
    case "snowflake":
      return `snowflake://${settings.account.toLowerCase()}`;
    case "bigquery":
      return "bigquery:";
    case "duckdb":
      return "duckdb:";
  }
}

/** Where a warehouse is, for people. Pure. */
export function describeWarehouse(settings: WarehouseSettings): string {
  const name = WAREHOUSE_NAMES[settings.engine];
  switch (settings.engine) {
    case "postgresql":
    case "redshift":
    case "mysql":
      return `${name}, ${settings.host}:${settings.port}/${settings.database}`;
    case "snowflake":
      return `${name}, ${settings.account}/${settings.database}`;
    case "bigquery":
      return `${name}, ${settings.project} in ${settings.location}`;
    case "duckdb":
      return `${name}, ${settings.path}`;
  }
}
