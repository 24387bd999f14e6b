import { z } from "zod";
import type { GitHubHandle } from "@/lib/vendors/github/client";
import type { LineChange, LineOfFile } from "@/lib/vendors/source-control";

const Url = z
  .string()
  .nullish()
  .catch(null)
  .transform((url) => (url && /^https?:\/\//i.test(url) ? url : null));

/** A file's blame in GitHub's GraphQL API. */
const Blame = z.object({
  ranges: z.array(
    z.object({
      startingLine: z.number().int(),
      endingLine: z.number().int(),
      commit: z.object({
        oid: z.string(),
        committedDate: z.iso.datetime({ offset: true }),
        messageHeadline: z.string(),
        url: Url,
        author: z.object({ name: z.string().nullish() }).nullish(),
      }),
    }),
  ),
});
const Response = z.object({ repository: z.object({ object: z.record(z.string(), Blame.nullable()) }) });

/**
 * Who last changed each line, in one GraphQL request. REST has no blame, so where GraphQL is not available (it needs a
 * token) the answer is the last commit that touched the first file, with `line` null. See `SourceRepository.blame`.
 */
export async function blameLines(
  handle: GitHubHandle,
  ref: string,
  lines: readonly LineOfFile[],
): Promise<LineChange[]> {
  const [first] = lines;
  if (first === undefined) return [];
  try {
    return await askGraphql(handle, ref, lines);
  } catch {
    return lastChange(handle, ref, first.path);
  }
}

async function askGraphql(
  { client, owner, repo }: GitHubHandle,
  ref: string,
  lines: readonly LineOfFile[],
): Promise<LineChange[]> {
  const paths = [...new Set(lines.map(({ path }) => path))];
  const variables = Object.fromEntries(paths.map((path, i) => [`p${i}`, path]));
  const answer = Response.parse(
    await client.graphql(queryFor(paths.length), { owner, repo, ref, ...variables }),
  );
  const blames = paths.map((_, i) => answer.repository.object[`f${i}`] ?? null);
  return lines.flatMap(({ path, line }) => {
    const ranges = blames[paths.indexOf(path)]?.ranges ?? [];
    const range = ranges.find(({ startingLine, endingLine }) => startingLine <= line && line <= endingLine);
    if (range === undefined) return [];
    const { oid, committedDate, messageHeadline, url, author } = range.commit;
    return [
      {
        path,
        line,
        sha: oid,
        author: author?.name ?? "unknown",
        date: new Date(committedDate).toISOString(),
        subject: messageHeadline,
        url,
      },
    ];
  });
}

/** `f0`, `f1`, … are the blames of the files in `$p0`, `$p1`, …. */
function queryFor(fileCount: number): string {
  const files = Array.from({ length: fileCount }, (_, i) => i);
  const parameters = [
    "$owner: String!",
    "$repo: String!",
    "$ref: String!",
    ...files.map((i) => `$p${i}: String!`),
  ];
  const commit = "commit { oid committedDate messageHeadline url author { name } }";
  const blames = files.map(
    (i) => `f${i}: blame(path: $p${i}) { ranges { startingLine endingLine ${commit} } }`,
  );
  return `query (${parameters.join(", ")}) {
  repository(owner: $owner, name: $repo) { object(expression: $ref) { ... on Commit { ${blames.join(" ")} } } }
}`;
}

async function lastChange(
  { client, owner, repo }: GitHubHandle,
  ref: string,
  path: string,
): Promise<LineChange[]> {
  const { data } = await client.rest.repos.listCommits({ owner, repo, path, sha: ref, per_page: 1 });
  return data.map(({ sha, commit, html_url: url }) => ({
    path,
    line: null,
    sha,
    author: commit.author?.name ?? "unknown",
    date: new Date(commit.committer?.date ?? commit.author?.date ?? 0).toISOString(),
    subject: commit.message.split("\n", 1)[0] ?? "",
    url: Url.parse(url),
  }));
}
