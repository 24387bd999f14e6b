import { z } from "zod";
import { ApiAddress } from "@/lib/platform/http/api-address";
import { Label } from "@/lib/platform/written-text";
import {
  KeyLogin,
  NoLogin,
  PasswordLogin,
  ServiceAccountLogin,
  WarehouseCredentials,
  WarehouseSettings,
} from "@/lib/integrations/warehouses/schemas";

/** Systems that can be connected and tested; a kind without a test is not offered. */
export const INTEGRATION_KINDS = ["github", "slack", "warehouse"] as const;
export const IntegrationKind = z.enum(INTEGRATION_KINDS);
export type IntegrationKind = z.infer<typeof IntegrationKind>;

/** Display names. */
export const INTEGRATION_NAMES: Record<IntegrationKind, string> = {
  github: "GitHub",
  slack: "Slack",
  warehouse: "Warehouse",
};

const Token = z.strictObject({ token: z.string().trim().min(1).max(1_000) });

const App = z.strictObject({
  appId: z
    .string()
    .trim()
    .regex(/^\d{1,20}$/, "must be the numeric App ID"),
  privateKey: z
    .string()
    .trim()
    .max(10_000)
    // Environment files often hold the key on a single line.
    .transform((pem) => pem.replaceAll(String.raw`\n`, "\n"))
    .refine((pem) => pem.startsWith("-----BEGIN"), "must be a private key in PEM form"),
});

const Webhook = z.strictObject({
  webhookUrl: z
    .string()
    .trim()
    .max(2_000)
    .refine(
      (url) => /^https?:\/\/[^\s/]/.test(url) && URL.canParse(url),
      "must be an http:// or https:// URL",
    ),
});

/** Credentials by kind. Stored encrypted and never returned. */
export const INTEGRATION_CREDENTIALS = {
  github: z.union([Token, App], { error: "must be { token } or { appId, privateKey }" }),
  slack: z.union([Token, Webhook], { error: "must be { token } or { webhookUrl }" }),
  warehouse: WarehouseCredentials,
} as const;

/**
 * Non-secret settings. `apiUrl`: base URL of the API; null or absent for the vendor's public one. `warehouse`: where it is,
 * for that kind only.
 */
export const IntegrationConfig = z.strictObject({
  apiUrl: ApiAddress.nullable().optional(),
  warehouse: WarehouseSettings.nullable().optional(),
});
export type IntegrationConfig = z.infer<typeof IntegrationConfig>;

const NoWarehouse = IntegrationConfig.omit({ warehouse: true });

const common = {
  name: Label(80).min(1),
  config: NoWarehouse.optional(),
  enabled: z.boolean().optional(),
};

export const CreateIntegration = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("github"), ...common, credentials: INTEGRATION_CREDENTIALS.github }),
  z.strictObject({ kind: z.literal("slack"), ...common, credentials: INTEGRATION_CREDENTIALS.slack }),
  z.strictObject({
    kind: z.literal("warehouse"),
    ...common,
    config: NoWarehouse.extend({ warehouse: WarehouseSettings }),
    credentials: INTEGRATION_CREDENTIALS.warehouse,
  }),
]);
export type CreateIntegration = z.infer<typeof CreateIntegration>;

/**
 * Absent fields stay unchanged; `config` and `credentials` must match the integration's kind, and null deletes the
 * credentials.
 */
export const UpdateIntegration = z.strictObject({
  name: common.name.optional(),
  config: IntegrationConfig.optional(),
  enabled: common.enabled,
  credentials: z
    .union([Token, App, Webhook, PasswordLogin, KeyLogin, ServiceAccountLogin, NoLogin], {
      error:
        "must be { token }, { appId, privateKey }, { webhookUrl }, { user, password }, { user, privateKey }, { serviceAccount } or {}, depending on the kind",
    })
    .nullable()
    .optional(),
});
export type UpdateIntegration = z.infer<typeof UpdateIntegration>;

export const Integration = z.object({
  id: z.string(),
  kind: IntegrationKind,
  name: z.string(),
  config: z.object({ apiUrl: z.string().nullable(), warehouse: WarehouseSettings.nullable().default(null) }),
  hasCredentials: z.boolean(),
  enabled: z.boolean(),
  health: z.object({ ok: z.boolean(), detail: z.string() }).nullable(),
  healthCheckedAt: z.string().nullable(),
  createdAt: z.string(),
  /** Set on the response to an update whose new API URL cleared the stored credentials. */
  credentialsCleared: z.literal(true).optional(),
});
export type Integration = z.infer<typeof Integration>;

export const IntegrationReceipt = Integration.pick({
  id: true,
  kind: true,
  enabled: true,
  credentialsCleared: true,
});

export const IntegrationPage = z.object({ items: z.array(Integration) });
export type IntegrationPage = z.infer<typeof IntegrationPage>;
export const IntegrationTest = z.object({ ok: z.boolean(), detail: z.string() });
export type IntegrationTest = z.infer<typeof IntegrationTest>;
