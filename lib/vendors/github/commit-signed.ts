import { z } from "zod";
import type { GitHubHandle } from "@/lib/vendors/github/client";
import { statusOf } from "@/lib/vendors/github/github-error";
import type { NewCommit } from "@/lib/vendors/source-control";

const CREATE_COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid url } }
}`;

const Created = z.object({
  createCommitOnBranch: z.object({ commit: z.object({ oid: z.string(), url: z.string().nullish() }) }),
});

/**
 * Adds a commit that GitHub signs to a branch whose tip is `base`, through GraphQL
 * (https://docs.github.com/graphql/reference/mutations#createcommitonbranch).
 * @returns null where this API cannot be used: GitHub Enterprise without it, a token that may not use it, or a branch that
 * has moved meanwhile
 */
export async function commitSigned(
  { client, owner, repo }: GitHubHandle,
  { branch, base, message, files }: NewCommit,
): Promise<{ sha: string; url: string | null } | null> {
  const [headline = "", ...rest] = message.split("\n");
  const input = {
    branch: { repositoryNameWithOwner: `${owner}/${repo}`, branchName: branch },
    expectedHeadOid: base,
    message: { headline, body: rest.join("\n").trim() },
    fileChanges: {
      additions: files.flatMap(({ path, content }) =>
        content === null ? [] : [{ path, contents: Buffer.from(content).toString("base64") }],
      ),
      deletions: files.flatMap(({ path, content }) => (content === null ? [{ path }] : [])),
    },
  };
  try {
    const { createCommitOnBranch } = Created.parse(await client.graphql(CREATE_COMMIT, { input }));
    const { oid, url } = createCommitOnBranch.commit;
    return { sha: oid, url: url ?? null };
  } catch (error) {
    if (isUnusable(error)) return null;
    throw error;
  }
}

/** Errors in a GraphQL answer; anything but a rate limit is answered by the git data API, which says what is wrong. */
const Refusal = z.object({
  name: z.literal("GraphqlResponseError"),
  errors: z.array(z.object({ type: z.string().nullish() })),
});

function isUnusable(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 404 || status === 405 || status === 501) return true;
  if (error instanceof z.ZodError) return true;
  const refusal = Refusal.safeParse(
    error instanceof Error ? { name: error.name, errors: (error as { errors?: unknown }).errors } : null,
  );
  return refusal.success && refusal.data.errors.every(({ type }) => type?.startsWith("RATE_LIMIT") !== true);
}
