import { onTestFinished, describe, expect, it } from "vitest";
import { openGitHubRepository } from "@/lib/vendors/github/repository";
import { startEmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

const where = { owner: "ada", repo: "pipelines" };
const LINES = [
  { path: "dags/orders.py", line: 2 },
  { path: "lib/clean.py", line: 9 },
];

const commit = (oid: string, part: object = {}) => ({
  oid,
  committedDate: "2026-11-03T10:00:00+05:45",
  messageHeadline: "read the new column",
  url: `https://github.com/ada/pipelines/commit/${oid}`,
  author: { name: "Ada" },
  ...part,
});

/** A GitHub whose GraphQL API gives this answer, with one commit for every path in REST. */
async function startGitHub(status: number, answer: unknown) {
  const server = await startFakeServer((request, response) => {
    if (request.path === "/graphql") return sendJson(response, status, answer);
    const author = { name: "Bob", date: "2026-11-01T00:00:00Z" };
    sendJson(response, 200, [
      {
        sha: "b".repeat(40),
        html_url: "https://github.com/x",
        commit: { author, committer: author, message: "touch\n\nbody" },
      },
    ]);
  });
  onTestFinished(() => server.close());
  return { server, repository: openGitHubRepository(where, { apiUrl: server.url, token: "t" }) };
}

const blamed = (object: unknown) => ({ data: { repository: { object } } });

describe("blame", () => {
  it("asks for all files in one request and finds each line's range", async () => {
    const ranges = [
      { startingLine: 1, endingLine: 1, commit: commit("1".repeat(40)) },
      {
        startingLine: 2,
        endingLine: 5,
        commit: commit("2".repeat(40), { url: "javascript:alert(1)", author: null }),
      },
    ];
    const { server, repository } = await startGitHub(200, blamed({ f0: { ranges }, f1: { ranges } }));
    expect(await repository.blame("c".repeat(40), LINES)).toEqual([
      {
        path: "dags/orders.py",
        line: 2,
        sha: "2".repeat(40),
        author: "unknown",
        date: "2026-11-03T04:15:00.000Z",
        subject: "read the new column",
        url: null,
      },
    ]);
    expect(server.seen).toHaveLength(1);
    expect(JSON.parse(server.seen[0]?.body ?? "{}")).toMatchObject({
      variables: { ref: "c".repeat(40), p0: "dags/orders.py", p1: "lib/clean.py" },
    });
    expect(await repository.blame("c".repeat(40), [])).toEqual([]);
  });

  it.each([
    ["refuses GraphQL", 403, { message: "Resource not accessible" }],
    ["does not know the commit", 200, blamed(null)],
    ["answers something else", 200, { data: { repository: { object: { f0: { ranges: [{}] } } } } }],
    ["reports errors", 200, { errors: [{ message: "Something went wrong" }] }],
  ])("falls back to the file's last change when GitHub %s", async (_, status, answer) => {
    const { server, repository } = await startGitHub(status, answer);
    expect(await repository.blame("c".repeat(40), LINES)).toEqual([
      {
        path: "dags/orders.py",
        line: null,
        sha: "b".repeat(40),
        author: "Bob",
        date: "2026-11-01T00:00:00.000Z",
        subject: "touch",
        url: "https://github.com/x",
      },
    ]);
    expect(server.seen).toHaveLength(2);
  });

  it("works on a GitHub that has only REST", async () => {
    const github = await startEmulatedGitHub({ "dags/orders.py": "a = 1\n" });
    onTestFinished(() => github.close());
    await github.put("dags/orders.py", "a = 2\n", { message: "change a" });
    const repository = openGitHubRepository(where, github.connection);
    const { sha } = await repository.headCommit();
    expect(await repository.blame(sha, LINES.slice(0, 1))).toMatchObject([
      { line: null, sha, subject: "change a" },
    ]);
  });

  it("stops on abort", async () => {
    const silent = await startFakeServer(() => new Promise(() => undefined));
    onTestFinished(() => silent.close());
    const signal = AbortSignal.timeout(200);
    const slow = openGitHubRepository(where, { apiUrl: silent.url, token: "t", signal });
    await expect(slow.blame("c".repeat(40), LINES)).rejects.toMatchObject({ name: "TimeoutError" });
  });
});
