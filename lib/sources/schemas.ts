import { z } from "zod";
import { Repository, RepositoryInput } from "@/lib/code/schemas";
import { ApiAddress } from "@/lib/platform/http/api-address";
import { SOURCE_KINDS } from "@/lib/platform/http/source-kinds.mjs";
import { Label } from "@/lib/platform/written-text";

export const SourceKind = z.enum(SOURCE_KINDS.map(({ kind }) => kind));
export type SourceKind = z.infer<typeof SourceKind>;

export const Credentials = z.union(
  [z.object({ username: z.string().min(1), password: z.string() }), z.object({ token: z.string().min(1) })],
  { error: "must be { username, password } or { token }" },
);
export type Credentials = z.infer<typeof Credentials>;

export const CreateSource = z.object({
  kind: SourceKind,
  name: Label(80).min(1),
  apiBaseUrl: ApiAddress.nullable().optional(),
  credentials: Credentials.nullable().optional(),
  repository: RepositoryInput.nullable().optional(),
  dagsFolder: Label(500).nullable().optional(),
  environment: Label(80).nullable().optional(),
});
export type CreateSource = z.infer<typeof CreateSource>;

export const UpdateSource = CreateSource.omit({ kind: true })
  .partial()
  .extend({
    enabled: z.boolean().optional(),
    /** Labels of the pull requests for its incidents; missing ones are created. */
    pullRequestLabels: z
      .array(
        Label(50)
          .min(1)
          .regex(/^[^,]*$/, "must not contain a comma"),
      )
      .max(10)
      .optional(),
    isReconciled: z.boolean().optional(),
    /** Creates a new secret. */
    rotateSecret: z.boolean().optional(),
    /** A secret that the sender made, such as dbt Cloud's; comes before `rotateSecret`. */
    signingSecret: z
      .string()
      .trim()
      .min(16, "needs at least 16 characters")
      .max(500)
      .regex(/^[\x21-\x7e]*$/, "may hold only ASCII characters without spaces")
      .optional(),
  });
export type UpdateSource = z.infer<typeof UpdateSource>;

/** How far a source's API has been compared with what is stored. */
export const Reconciliation = z.object({
  /** When it last succeeded; null if it never has. */
  succeededAt: z.string().nullable(),
  /** When the last pass ended, whether or not it succeeded; null during the first one. */
  finishedAt: z.string().nullable(),
  /** Everything that changed before has been read. */
  readUntil: z.string().nullable(),
  /** Since when it fails; null if it does not. */
  failingSince: z.string().nullable(),
  /** Why it fails, or what could not be read. */
  error: z.string().nullable(),
  /** Requests of the last pass. */
  requests: z.number().int(),
  durationMs: z.number().int(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

export const Source = z.object({
  id: z.string(),
  kind: SourceKind,
  name: z.string(),
  key: z.string(),
  webhookUrl: z.string(),
  apiBaseUrl: z.string().nullable(),
  hasCredentials: z.boolean(),
  repository: Repository.nullable(),
  dagsFolder: z.string().nullable(),
  pullRequestLabels: z.array(z.string()),
  environment: z.string().nullable(),
  enabled: z.boolean(),
  /** Whether its API, once connected, is read every minute for what nobody reports; false for kinds whose API never is. */
  isReconciled: z.boolean(),
  /** When its API was last compared with what is stored. */
  reconciledAt: z.string().nullable(),
  reconciliation: Reconciliation.nullable(),
  lastDeliveryAt: z.string().nullable(),
  health: z.object({ ok: z.boolean(), detail: z.string() }).nullable(),
  healthCheckedAt: z.string().nullable(),
  /** Set on the response to an update whose new API URL cleared the stored credentials. */
  credentialsCleared: z.literal(true).optional(),
  /** Only in the response that creates or rotates it. */
  secret: z.string().optional(),
});
export type Source = z.infer<typeof Source>;

export const SourceReceipt = Source.pick({
  id: true,
  kind: true,
  key: true,
  webhookUrl: true,
  enabled: true,
  credentialsCleared: true,
  secret: true,
});

/** How to connect the API of a source kind. */
const ApiView = z.object({
  /** Null if the address is that of an integration. */
  addressExample: z.string().nullable(),
  /** `login`: a user name and a password, or a token; `token`: only a token; `integration`: those of an integration. */
  credentials: z.enum(["login", "token", "integration"]),
  /** What to enter and with which rights, in one sentence. */
  hint: z.string(),
  /** Whether it is read every minute for what nobody reports. */
  isReconciled: z.boolean(),
});
export type ApiView = z.infer<typeof ApiView>;

/** What pages need to know about a source kind. */
export const SourceKindView = z.object({
  kind: SourceKind,
  /** Display name, such as `Generic webhook`. */
  name: z.string(),
  maxBodyBytes: z.number().int(),
  /** Whether its deliveries become incidents; deliveries of other kinds are only stored. */
  isUnderstood: z.boolean(),
  /** Whether the product can send a test failure of this kind. */
  hasTestFailure: z.boolean(),
  /** Whether it accepts reports from any sender. */
  isForAnySender: z.boolean(),
  /** What this kind calls the folder with pipeline code. */
  codeFolderLabel: z.string(),
  /** The API to connect to; null if there is none. */
  api: ApiView.nullable(),
});
export type SourceKindView = z.infer<typeof SourceKindView>;

export const SourceKindPage = z.object({ items: z.array(SourceKindView) });
export type SourceKindPage = z.infer<typeof SourceKindPage>;

export const SourcePage = z.object({ items: z.array(Source) });
export type SourcePage = z.infer<typeof SourcePage>;
export const SourceTest = z.object({ ok: z.boolean(), detail: z.string() });
export type SourceTest = z.infer<typeof SourceTest>;

/** Placeholder in snippets until the secret is revealed. */
export const SECRET_TO_FILL_IN = "<secret of this source>";

/** Text to paste into an orchestrator, with the source's values filled in. */
export const Snippet = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  language: z.string(),
  /** File name, if it is a file. */
  filename: z.string().nullable(),
  text: z.string(),
});
export type Snippet = z.infer<typeof Snippet>;
export const SnippetPage = z.object({ items: z.array(Snippet) });
export type SnippetPage = z.infer<typeof SnippetPage>;
