import type { CreateIntegration, IntegrationKind, UpdateIntegration } from "@/lib/integrations/schemas";

export interface CredentialField {
  name: string;
  label: string;
  hint?: string;
  /** Text of several lines, such as a key. */
  isLong?: boolean;
}

/** One way to prove who calls. */
export interface CredentialWay {
  id: string;
  label: string;
  fields: readonly CredentialField[];
}

interface IntegrationForm {
  /** What connecting it is good for. */
  purpose: string;
  addressHint: string;
  ways: readonly [CredentialWay, ...CredentialWay[]];
}

/** What the form of each kind asks for. The names of the fields are those of the API. */
export const INTEGRATION_FORMS: Record<IntegrationKind, IntegrationForm> = {
  github: {
    purpose: "Commits are read from this workspace's repositories, and Open PR makes draft pull requests.",
    addressHint: "for GitHub Enterprise, such as https://github.example.com/api/v3",
    ways: [
      {
        id: "token",
        label: "Access token",
        fields: [{ name: "token", label: "Token", hint: "contents and pull requests, read and write" }],
      },
      {
        id: "app",
        label: "GitHub App",
        fields: [
          { name: "appId", label: "App ID" },
          { name: "privateKey", label: "Private key", hint: "the whole PEM file", isLong: true },
        ],
      },
    ],
  },
  slack: {
    purpose: "A test says whether Slack takes the credentials. Nothing is sent to it yet.",
    addressHint: "where it is not https://slack.com/api",
    ways: [
      {
        id: "token",
        label: "Bot token",
        fields: [{ name: "token", label: "Token", hint: "begins with xoxb-" }],
      },
      {
        id: "webhook",
        label: "Incoming webhook",
        fields: [{ name: "webhookUrl", label: "Webhook URL", hint: "the test posts a message" }],
      },
    ],
  },
};

/** The form's values as the API takes them; the API checks them. */
export function newIntegrationOf(
  kind: IntegrationKind,
  way: CredentialWay,
  data: FormData,
): CreateIntegration {
  const apiUrl = textOf(data, "apiUrl");
  return {
    kind,
    name: textOf(data, "name"),
    ...(apiUrl !== "" && { config: { apiUrl } }),
    credentials: credentialsOf(way, data),
  } as CreateIntegration;
}

/** New credentials and, where it was changed, the address, in one change: credentials belong to their address. */
export function reconnectionOf(way: CredentialWay, data: FormData): UpdateIntegration {
  return {
    config: { apiUrl: textOf(data, "apiUrl") || null },
    credentials: credentialsOf(way, data) as UpdateIntegration["credentials"],
  };
}

function credentialsOf(way: CredentialWay, data: FormData): Record<string, string> {
  return Object.fromEntries(way.fields.map(({ name }) => [name, textOf(data, name)]));
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value.trim() : "";
}
