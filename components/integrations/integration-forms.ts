import type { CreateIntegration, IntegrationKind, UpdateIntegration } from "@/lib/integrations/schemas";
import { WAREHOUSE_NAMES, type WarehouseEngine } from "@/lib/integrations/warehouses/schemas";

export interface CredentialField {
  name: string;
  label: string;
  hint?: string;
  /** Multi-line text, such as a key. */
  isLong?: boolean;
  /** Part of the settings, not a secret. */
  isSetting?: boolean;
  /** The choices of a setting, the first one preselected. */
  options?: readonly { value: string; label: string }[];
  isOptional?: boolean;
}

/** A credential type and its fields. */
export interface CredentialWay {
  id: string;
  label: string;
  /** The engine of a warehouse. */
  engine?: WarehouseEngine;
  /** What to know before using it. */
  note?: string;
  fields: readonly CredentialField[];
}

interface IntegrationForm {
  /** What the integration is used for. */
  purpose: string;
  apiUrlHint: string;
  /** The label of the choice between the ways. */
  waysLabel: string;
  ways: readonly [CredentialWay, ...CredentialWay[]];
}

/** The form of each integration kind. Field names match the API's. */
export const INTEGRATION_FORMS: Record<IntegrationKind, IntegrationForm> = {
  github: {
    purpose:
      "Reads commits from this workspace's repositories and the logs of their workflows, and opens draft pull requests.",
    waysLabel: "Credentials",
    apiUrlHint: "for GitHub Enterprise, such as https://github.example.com/api/v3",
    ways: [
      {
        id: "token",
        label: "Access token",
        fields: [
          {
            name: "token",
            label: "Token",
            hint: "contents and pull requests, read and write; actions, read",
          },
        ],
      },
      {
        id: "app",
        label: "GitHub App",
        fields: [
          { name: "appId", label: "App ID" },
          { name: "privateKey", label: "Private key", hint: "the complete PEM file", isLong: true },
        ],
      },
    ],
  },
  slack: {
    purpose: "The test checks the credentials. Notifications are not sent to Slack yet.",
    waysLabel: "Credentials",
    apiUrlHint: "if not https://slack.com/api",
    ways: [
      {
        id: "token",
        label: "Bot token",
        fields: [{ name: "token", label: "Token", hint: "starts with xoxb-" }],
      },
      {
        id: "webhook",
        label: "Incoming webhook",
        fields: [{ name: "webhookUrl", label: "Webhook URL", hint: "the test posts a message" }],
      },
    ],
  },
  warehouse: {
    purpose:
      "Reads the names and types of columns every hour and after a failure, never rows, to show which columns changed. Use an account that can only read.",
    waysLabel: "Database",
    apiUrlHint: "only for Snowflake and BigQuery behind a proxy",
    ways: [
      serverWay("postgresql", "such as 5432"),
      serverWay("redshift", "such as 5439"),
      serverWay("mysql", "such as 3306"),
      {
        id: "snowflake",
        label: WAREHOUSE_NAMES.snowflake,
        engine: "snowflake",
        note: "Written to Snowflake’s published specification and not yet verified against Snowflake itself. The user needs USAGE on the database and its schemas, and no more.",
        fields: [
          { name: "account", label: "Account", hint: "such as acme-analytics", isSetting: true },
          { name: "database", label: "Database", isSetting: true },
          { name: "warehouse", label: "Virtual warehouse", isSetting: true, isOptional: true },
          { name: "role", label: "Role", isSetting: true, isOptional: true },
          { name: "user", label: "User" },
          { name: "privateKey", label: "Private key", hint: "RSA, PEM, without a passphrase", isLong: true },
        ],
      },
      {
        id: "bigquery",
        label: WAREHOUSE_NAMES.bigquery,
        engine: "bigquery",
        note: "Written to Google’s published specification and not yet verified against BigQuery itself. The service account needs BigQuery Job User and BigQuery Metadata Viewer, and no more.",
        fields: [
          { name: "project", label: "Project ID", isSetting: true },
          { name: "location", label: "Location", hint: "such as us or europe-west3", isSetting: true },
          { name: "serviceAccount", label: "Key file", hint: "the complete JSON file", isLong: true },
        ],
      },
      {
        id: "duckdb",
        label: WAREHOUSE_NAMES.duckdb,
        engine: "duckdb",
        note: "The file is opened read-only for a fraction of a second, during which no other process can open it for writing, and it cannot be read while another process has it open for writing. If your pipeline keeps it open for long or cannot wait, connect a copy. The operator lists the allowed folders in PD_DUCKDB_ROOTS.",
        fields: [
          {
            name: "path",
            label: "File",
            hint: "absolute path on the machine that runs Pipeline Debugger, such as /srv/data/shop.duckdb",
            isSetting: true,
          },
        ],
      },
    ],
  },
};

function serverWay(engine: "postgresql" | "redshift" | "mysql", port: string): CredentialWay {
  return {
    id: engine,
    label: WAREHOUSE_NAMES[engine],
    engine,
    ...(engine === "redshift" && {
      note: "Uses PostgreSQL’s protocol and has not yet been verified against Redshift itself.",
    }),
    fields: [
      { name: "host", label: "Host", isSetting: true },
      { name: "port", label: "Port", hint: port, isSetting: true, isOptional: true },
      { name: "database", label: "Database", isSetting: true },
      {
        name: "tls",
        label: "Encryption",
        isSetting: true,
        options: [
          { value: "verify", label: "TLS, certificate checked" },
          { value: "require", label: "TLS, any certificate" },
          { value: "off", label: "None" },
        ],
      },
      { name: "user", label: "User", hint: "one that can only read" },
      { name: "password", label: "Password" },
    ],
  };
}

/** Builds the request body from the form. The API validates it. */
export function newIntegration(kind: IntegrationKind, way: CredentialWay, data: FormData): CreateIntegration {
  const apiUrl = textOf(data, "apiUrl");
  const config = { ...(apiUrl !== "" && { apiUrl }), ...settingsOf(way, data) };
  return {
    kind,
    name: textOf(data, "name"),
    ...(Object.keys(config).length > 0 && { config }),
    credentials: credentialsOf(way, data),
  } as CreateIntegration;
}

/** Address and credentials in one update, because credentials belong to the address they were entered for. */
export function newConnection(way: CredentialWay, data: FormData): UpdateIntegration {
  return {
    config: { apiUrl: textOf(data, "apiUrl") || null, ...settingsOf(way, data) },
    credentials: credentialsOf(way, data),
  } as UpdateIntegration;
}

function credentialsOf(way: CredentialWay, data: FormData): Record<string, string> {
  const secrets = way.fields.filter((field) => !field.isSetting);
  return Object.fromEntries(secrets.map(({ name }) => [name, textOf(data, name)]));
}

/** The settings of a warehouse; an empty field takes its default. */
function settingsOf({ engine, fields }: CredentialWay, data: FormData) {
  if (engine === undefined) return {};
  const entries = fields
    .filter((field) => field.isSetting)
    .map(({ name }) => [name, textOf(data, name)] as const)
    .filter(([, value]) => value !== "");
  return { warehouse: { engine, ...Object.fromEntries(entries) } };
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value.trim() : "";
}
