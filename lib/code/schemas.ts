import { z } from "zod";

/** A valid GitHub name; `.` and `..` would change the API path. */
const GitHubName = z
  .string()
  .regex(/^[\w.-]{1,100}$/, "must be a valid GitHub name")
  .refine((name) => name !== "." && name !== "..", "must be a valid GitHub name");

const LocalRepository = z.object({ kind: z.literal("local"), path: z.string().min(1).max(4_000) });
const GitHubRepository = z.object({
  kind: z.literal("github"),
  owner: GitHubName,
  repo: GitHubName,
  installationId: z.number().int().optional(),
});

/** A stored repository; earlier releases stored paths that are rejected now. */
export const Repository = z.discriminatedUnion("kind", [LocalRepository, GitHubRepository]);
export type Repository = z.infer<typeof Repository>;

/** A repository to connect. A relative path would depend on the server's working directory. */
export const RepositoryInput = z.discriminatedUnion("kind", [
  LocalRepository.extend({
    path: LocalRepository.shape.path.superRefine((path, context) => {
      const message = pathObjection(path);
      if (message !== null) context.addIssue({ code: "custom", message });
    }),
  }),
  GitHubRepository,
]);

function pathObjection(path: string): string | null {
  // oxlint-disable-next-line no-control-regex -- It detects control characters.
  if (/[\u0000-\u001f\u007f]/.test(path))
    return "must not contain control characters, such as NUL or a line break";
  if (path.startsWith("/")) return null;
  const example = "such as /srv/airflow-dags";
  return path.startsWith("~")
    ? `must be an absolute path, ${example}; ~ is not expanded`
    : `must be an absolute path, starting with a slash, ${example}`;
}
