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
  dagsFolder: z.string().max(500).nullable().optional(),
  environment: Label(80).nullable().optional(),
});
export type CreateSource = z.infer<typeof CreateSource>;

export const UpdateSource = CreateSource.omit({ kind: true })
  .partial()
  .extend({ enabled: z.boolean().optional(), rotateSecret: z.boolean().optional() });
export type UpdateSource = z.infer<typeof UpdateSource>;

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
  environment: z.string().nullable(),
  enabled: z.boolean(),
  lastDeliveryAt: z.string().nullable(),
  health: z.object({ ok: z.boolean(), detail: z.string() }).nullable(),
  healthCheckedAt: z.string().nullable(),
  /** Set on the answer to a change of the API's address that made the stored credentials go. */
  credentialsCleared: z.literal(true).optional(),
  /** Only for people who may change sources, only on the answers that say so. */
  secret: z.string().optional(),
});
export type Source = z.infer<typeof Source>;

/** What a page must know of a kind of source to speak of it and to set one up. */
export const SourceKindView = z.object({
  kind: SourceKind,
  /** As people call it, such as `Generic webhook`. */
  name: z.string(),
  maxBodyBytes: z.number().int(),
  /** Whether its deliveries become incidents; those of the other kinds are only stored. */
  isUnderstood: z.boolean(),
  /** Whether the product can send what a sender of this kind would send. */
  hasTestFailure: z.boolean(),
  /** Whether it takes reports of anything that can send JSON. */
  isForAnySender: z.boolean(),
  /** What the folder with the pipelines' code is called there. */
  codeFolderLabel: z.string(),
  /** The API that is read; null where there is none. */
  api: z.object({ addressExample: z.string() }).nullable(),
});
export type SourceKindView = z.infer<typeof SourceKindView>;

export const SourceKindPage = z.object({ items: z.array(SourceKindView) });
export type SourceKindPage = z.infer<typeof SourceKindPage>;

export const SourcePage = z.object({ items: z.array(Source) });
export type SourcePage = z.infer<typeof SourcePage>;
export const SourceTest = z.object({ ok: z.boolean(), detail: z.string() });
export type SourceTest = z.infer<typeof SourceTest>;

/** Stands in a snippet until the secret is shown. */
export const SECRET_TO_FILL_IN = "<secret of this source>";

/** A piece of text to paste into an orchestrator, with the source's own values filled in. */
export const Snippet = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  language: z.string(),
  /** Name to save it under, where it is a file. */
  filename: z.string().nullable(),
  text: z.string(),
});
export type Snippet = z.infer<typeof Snippet>;
export const SnippetPage = z.object({ items: z.array(Snippet) });
export type SnippetPage = z.infer<typeof SnippetPage>;
