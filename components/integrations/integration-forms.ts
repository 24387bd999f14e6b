import type { CreateIntegration, IntegrationKind, UpdateIntegration } from "@/lib/integrations/schemas";

export interface CredentialField {
  name: string;
  label: string;
  hint?: string;
  /** Multi-line text, such as a key. */
  isLong?: boolean;
}

/** A credential type and its fields. */
export interface CredentialWay {
  id: string;
  label: string;
  fields: readonly CredentialField[];
}

interface IntegrationForm {
  /** What the integration is used for. */
  purpose: string;
  apiUrlHint: string;
  ways: readonly [CredentialWay, ...CredentialWay[]];
}

/** The form of each integration kind. Field names match the API's. */
export const INTEGRATION_FORMS: Record<IntegrationKind, IntegrationForm> = {
  github: {
    purpose: "Reads commits from this workspace's repositories and opens draft pull requests.",
    apiUrlHint: "for GitHub Enterprise, such as https://github.example.com/api/v3",
    ways: [
      {
        id: "token",
        label: "Access token",
        fields: [
          { name: "token", label: "Token", hint: "read and write access to contents and pull requests" },
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
};

/** Builds the request body from the form. The API validates it. */
export function newIntegration(kind: IntegrationKind, way: CredentialWay, data: FormData): CreateIntegration {
  const apiUrl = textOf(data, "apiUrl");
  return {
    kind,
    name: textOf(data, "name"),
    ...(apiUrl !== "" && { config: { apiUrl } }),
    credentials: credentialsOf(way, data),
  } as CreateIntegration;
}

/** Credentials and API URL in one update, because credentials belong to their URL. */
export function newConnection(way: CredentialWay, data: FormData): UpdateIntegration {
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
