import { z } from "zod";

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
  // oxlint-disable-next-line no-control-regex -- They are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(path))
    return "must not hold control characters, such as NUL or a line break";
  if (path.startsWith("/")) return null;
  const example = "such as /srv/airflow-dags";
  return path.startsWith("~")
    ? `must be the folder's full path, ${example}; ~ is not replaced by a home folder`
    : `must be the folder's full path, beginning with a slash, ${example}`;
}
