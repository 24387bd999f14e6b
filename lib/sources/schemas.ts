import { z } from "zod";
import { SourceKind } from "@/lib/intake/schemas";
import { Label } from "@/lib/platform/written-text";
import { hasCredentials } from "@/lib/sources/api-address";

/** A name as GitHub takes it; `.` and `..` would name another address of its API. */
const GitHubName = z
  .string()
  .regex(/^[\w.-]{1,100}$/, "must be a name as on GitHub")
  .refine((name) => name !== "." && name !== "..", "must be a name as on GitHub");

const LocalRepository = z.object({ kind: z.literal("local"), path: z.string().min(1).max(4_000) });
const GitHubRepository = z.object({
  kind: z.literal("github"),
  owner: GitHubName,
  repo: GitHubName,
  installationId: z.number().int().optional(),
});

/** As it is stored and shown; earlier releases stored paths that are refused today. */
export const Repository = z.discriminatedUnion("kind", [LocalRepository, GitHubRepository]);
export type Repository = z.infer<typeof Repository>;

/** As it may be connected. A path that is not whole would mean a folder of whatever the server happens to run in. */
const RepositoryInput = z.discriminatedUnion("kind", [
  LocalRepository.extend({
    path: LocalRepository.shape.path.superRefine((path, context) => {
      const message = pathObjection(path);
      if (message !== null) context.addIssue({ code: "custom", message });
    }),
  }),
  GitHubRepository,
]);

function pathObjection(path: string): string | null {
  // oxlint-disable-next-line no-control-regex -- They are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(path))
    return "must not hold control characters, such as NUL or a line break";
  if (path.startsWith("/")) return null;
  const example = "such as /srv/airflow-dags";
  return path.startsWith("~")
    ? `must be the folder's full path, ${example}; ~ is not replaced by a home folder`
    : `must be the folder's full path, beginning with a slash, ${example}`;
}

export const Credentials = z.union(
  [z.object({ username: z.string().min(1), password: z.string() }), z.object({ token: z.string().min(1) })],
  { error: "must be { username, password } or { token }" },
);
export type Credentials = z.infer<typeof Credentials>;

const HttpUrl = z
  .string()
  .max(2_000)
  .refine(
    (value) => /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value),
    "must be an http:// or https:// URL",
  )
  // A secret in an address would be stored and shown in clear.
  .refine(
    (text) => !hasCredentials(text),
    "put the user name, password or token into the credentials, not into the URL",
  );

export const CreateSource = z.object({
  kind: SourceKind,
  name: Label(80).min(1),
  apiBaseUrl: HttpUrl.nullable().optional(),
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
