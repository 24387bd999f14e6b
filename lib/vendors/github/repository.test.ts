import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { openGitHubRepository } from "@/lib/vendors/github/repository";
import type { SourceRepository } from "@/lib/vendors/source-control";

const ORDERS = "def load():\n    return 'customer_id'\n";
const where = { owner: "ada", repo: "pipelines" };
let github: EmulatedGitHub;
let repository: SourceRepository;

beforeAll(async () => {
  github = await startEmulatedGitHub({ "dags/orders.py": ORDERS, "README.md": "hi\n" });
  repository = openGitHubRepository(where, github.connection);
});
afterAll(() => github.close());

async function caught(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`an AppError was expected, not ${String(error)}`);
  return error;
}

describe("reading", () => {
  it("names the head, reads files and lists them", async () => {
    const head = await repository.headCommit();
    expect(head).toEqual({ sha: expect.stringMatching(/^[0-9a-f]{40}$/), branch: "main" });
    expect(await repository.readFile("dags/orders.py", head.sha)).toBe(ORDERS);
    expect(await repository.readFile("dags/none.py", head.sha)).toBeNull();
    expect(await repository.readFile("dags", head.sha)).toBeNull();
    expect(await repository.listFiles(head.sha)).toEqual(
      expect.arrayContaining(["README.md", "dags/orders.py"]),
    );
  });

  it("lists the commits of a file with a patch that can be read as a unified diff", async () => {
    await github.put("dags/changing.py", "a = 1\nb = 2\n", { message: "add" });
    await github.put("dags/changing.py", "a = 1\nb = 3\n", { message: "change b\n\nwhy" });
    const found = await repository.listCommits({ path: "dags/changing.py", limit: 10 });
    expect(found.map((commit) => commit.message)).toEqual(["change b\n\nwhy", "add"]);
    expect(found[0]).toMatchObject({
      files: [{ path: "dags/changing.py", status: "modified" }],
      url: expect.stringContaining("/ada/pipelines/commit/"),
      isPatchCut: false,
    });
    expect(found[0]?.patch).toMatch(/^diff --git a\/dags\/changing\.py b\/dags\/changing\.py\n--- a\//);
    expect(found[0]?.patch).toContain("\n-b = 2\n+b = 3\n");
    expect(found[1]?.patch).toContain("--- /dev/null\n+++ b/dags/changing.py\n");
    expect(found[1]?.files[0]?.status).toBe("added");
    expect(await repository.listCommits({ path: "dags/changing.py", limit: 1 })).toHaveLength(1);
    const before = { path: "dags/changing.py", from: found[1]?.sha ?? "", limit: 10 };
    expect((await repository.listCommits(before)).map((commit) => commit.message)).toEqual(["add"]);
    const future = new Date(Date.now() + 3_600_000);
    expect(await repository.listCommits({ path: "dags/changing.py", since: future, limit: 5 })).toEqual([]);
  });

  it("lists the changes of several files after a commit, with the patches that came along", async () => {
    await github.put("lib/one.py", "a = 1\n", { message: "one" });
    const base = (await repository.headCommit()).sha;
    await github.put("lib/two.py", "b = 1\n", { message: "two" });
    await github.put("lib/other.py", "c = 1\n", { message: "other" });
    await github.put("lib/one.py", "a = 2\n", { message: "one again" });
    const paths = ["lib/one.py", "lib/two.py"];
    const head = (await repository.headCommit()).sha;
    const found = await repository.listChanges({ paths, after: base, from: head, limit: 10 });
    expect(found.map(({ message }) => message).toSorted()).toEqual(["one again", "two"]);
    const [patched] = await repository.readPatches(found.filter(({ message }) => message === "one again"));
    expect(patched?.patch).toContain("\n-a = 1\n+a = 2\n");
    expect(await repository.listChanges({ paths, after: head, from: head, limit: 10 })).toEqual([]);
    await expect(repository.listChanges({ paths, after: "e".repeat(40), limit: 10 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const since = new Date(Date.now() - 3_600_000);
    const everything = await repository.listChanges({ paths: [], since, limit: 3 });
    expect(everything).toHaveLength(3);
  });

  it("reads several files at once and leaves out missing ones", async () => {
    await github.put("lib/read.py", "r = 1\n");
    expect(await repository.readFiles(["lib/read.py", "none.py"], "main")).toEqual(
      new Map([["lib/read.py", "r = 1\n"]]),
    );
  });

  it("finds the merge that introduced older commits", async () => {
    const main = (await repository.headCommit()).sha;
    const old = { name: "Ada", email: "ada@example.com", date: "2026-01-01T00:00:00Z" };
    const data = (path: string, body: object) =>
      github.api("POST", `/repos/ada/pipelines/git/${path}`, body) as Promise<{ sha: string }>;
    const { tree } = (await github.api("GET", `/repos/ada/pipelines/git/commits/${main}`)) as {
      tree: { sha: string };
    };
    const changed = await data("trees", {
      base_tree: tree.sha,
      tree: [{ path: "dags/merged.py", mode: "100644", type: "blob", content: "m = 1\n" }],
    });
    const side = await data("commits", {
      message: "old work",
      tree: changed.sha,
      parents: [main],
      author: old,
      committer: old,
    });
    const merge = await data("commits", {
      message: "merge it",
      tree: changed.sha,
      parents: [main, side.sha],
    });
    await github.api("PATCH", "/repos/ada/pipelines/git/refs/heads/main", { sha: merge.sha });
    const since = new Date(Date.now() - 3_600_000);
    const found = await repository.listCommits({ path: "dags/merged.py", since, limit: 5 });
    expect(found.map((commit) => commit.message)).toContain("merge it");
    expect(found.find((commit) => commit.message === "merge it")?.files).toEqual([
      { path: "dags/merged.py", status: "added" },
    ]);
    expect(await repository.listCommits({ path: "README.md", since, limit: 5 })).not.toContainEqual(
      expect.objectContaining({ message: "merge it" }),
    );
  });

  it("describes what it can reach", async () => {
    expect(await repository.describe()).toMatch(
      /^GitHub repository ada\/pipelines is at [0-9a-f]{8} on main\.$/,
    );
  });
});

describe("writing", () => {
  const propose = async (to: SourceRepository, branch: string, content: string, replaces?: string) => {
    const base = (await github.api("GET", "/repos/ada/pipelines/git/ref/heads/main")) as {
      object: { sha: string };
    };
    await to.createBranch({ branch, base: base.object.sha });
    const commit = await to.commitToBranch({
      branch,
      base: base.object.sha,
      message: "Use client_id",
      files: [{ path: "dags/orders.py", content }],
      replaces,
    });
    const pull = await to.openDraftPullRequest({
      branch,
      base: "main",
      title: "Use client_id",
      body: "Because.",
    });
    return { commit, pull };
  };

  it("opens a single draft pull request when called twice", async () => {
    const first = await propose(repository, "pipeline-debugger/incident-1-aaaaaaaa", "x = 1\n");
    const again = await propose(repository, "pipeline-debugger/incident-1-aaaaaaaa", "x = 1\n");
    expect(first.pull).toMatchObject({ number: expect.any(Number), state: "open", draft: true });
    expect(first.pull.url).toContain(`/ada/pipelines/pull/${first.pull.number}`);
    expect(again).toEqual(first);
    const all = await github.api("GET", "/repos/ada/pipelines/pulls?state=all");
    expect(all).toHaveLength(1);
    const head = "pipeline-debugger/incident-1-aaaaaaaa";
    expect(await repository.readFile("dags/orders.py", head)).toBe("x = 1\n");
    expect(await repository.readFile("README.md", head)).toBe("hi\n");
    expect(await repository.findBranch(head)).toBe(first.commit.sha);
    expect(await repository.findBranch("none")).toBeNull();
  }, 60_000);

  it("replaces its own commit, but never someone else's", async () => {
    const branch = "pipeline-debugger/incident-2-bbbbbbbb";
    const { commit } = await propose(repository, branch, "x = 1\n");
    expect((await caught(propose(repository, branch, "x = 2\n"))).code).toBe("CONFLICT");
    await propose(repository, branch, "x = 2\n", commit.sha);
    expect(await repository.readFile("dags/orders.py", branch)).toBe("x = 2\n");
    await github.put("dags/orders.py", "by a person\n", { branch });
    expect((await caught(propose(repository, branch, "x = 3\n", commit.sha))).code).toBe("CONFLICT");
    expect(await repository.readFile("dags/orders.py", branch)).toBe("by a person\n");
  }, 60_000);

  it("acts as a GitHub App and looks up its installation", async () => {
    const asApp = openGitHubRepository(where, github.appConnection);
    const { pull } = await propose(asApp, "pipeline-debugger/incident-3-cccccccc", "x = 1\n");
    const found = (await github.api("GET", `/repos/ada/pipelines/pulls/${pull.number}`)) as {
      user: { login: string };
    };
    expect(found.user.login).toContain("[bot]");
    const elsewhere = openGitHubRepository({ owner: "bob", repo: "none" }, github.appConnection);
    expect(await caught(elsewhere.headCommit())).toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("not installed on bob/none"),
    });
  }, 60_000);
});

describe("failed requests", () => {
  it("explain what is wrong", async () => {
    const server = await startFakeServer((request, response) =>
      request.path.endsWith("/empty")
        ? sendJson(response, 200, { default_branch: "main" })
        : sendJson(response, 409, { message: "Git Repository is empty." }),
    );
    const empty = openGitHubRepository({ owner: "ada", repo: "empty" }, { apiUrl: server.url });
    expect((await caught(empty.headCommit())).code).toBe("CONFLICT");
    await server.close();
    const missing = openGitHubRepository({ owner: "ada", repo: "missing" }, github.connection);
    expect((await caught(missing.headCommit())).code).toBe("NOT_FOUND");
    const badKey = openGitHubRepository(where, {
      apiUrl: github.url,
      app: { id: "7", privateKey: "nonsense" },
    });
    expect((await caught(badKey.headCommit())).message).toContain("The request to GitHub failed");
  });

  const recorded = JSON.parse(
    readFileSync(new URL("./fixtures/rate-limit-responses.json", import.meta.url), "utf8"),
  ) as Record<"primary" | "secondary", { headers: Record<string, string>; body: object }>;
  const answers: [string, number, Record<string, string>, object, Partial<AppError>][] = [
    ["bad token", 401, {}, { message: "Bad credentials" }, { code: "UNAUTHENTICATED" }],
    ["no permission", 403, {}, { message: "Resource not accessible by integration" }, { code: "FORBIDDEN" }],
    [
      "primary rate limit",
      403,
      { ...recorded.primary.headers, "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 600) },
      recorded.primary.body,
      { code: "RATE_LIMITED", retryAfterMs: expect.closeTo(600_000, -5) as number },
    ],
    [
      "secondary rate limit",
      403,
      recorded.secondary.headers,
      recorded.secondary.body,
      { code: "RATE_LIMITED", retryAfterMs: 60_000 },
    ],
    [
      "secondary rate limit without a delay",
      429,
      {},
      recorded.secondary.body,
      { code: "RATE_LIMITED", retryAfterMs: 60_000 },
    ],
    ["invalid", 422, {}, { message: "Validation Failed" }, { code: "INVALID" }],
  ];
  it.each(answers)("%s (%d)", async (_, status, headers, body, expected) => {
    const server = await startFakeServer((__, response) => sendJson(response, status, body, headers));
    const error = await caught(
      openGitHubRepository(where, { apiUrl: server.url, token: "t", isPaced: true }).headCommit(),
    );
    expect(error).toMatchObject(expected);
    expect(error.message).not.toContain("Bearer");
    expect(server.seen).toHaveLength(1);
    await server.close();
  });

  it("are retried if transient", async () => {
    let calls = 0;
    const server = await startFakeServer((request, response) => {
      calls += 1;
      if (calls === 1) return sendJson(response, 502, { message: "bad gateway" });
      if (calls === 2) return sendJson(response, 429, recorded.secondary.body, { "retry-after": "1" });
      if (request.path.endsWith("/pipelines")) return sendJson(response, 200, { default_branch: "main" });
      sendJson(response, 200, { object: { sha: "a".repeat(40) } });
    });
    const head = await openGitHubRepository(where, {
      apiUrl: server.url,
      token: "t",
      isPaced: true,
    }).headCommit();
    expect(calls).toBe(4);
    expect(head).toEqual({ sha: "a".repeat(40), branch: "main" });
    await server.close();
  }, 20_000);

  it("report that GitHub cannot be reached, and stop on abort", async () => {
    const server = await startFakeServer(() => undefined);
    await server.close();
    const gone = openGitHubRepository(where, { apiUrl: server.url, token: "t" });
    expect(await caught(gone.headCommit())).toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("reached"),
    });
    const silent = await startFakeServer(() => new Promise(() => undefined));
    const signal = AbortSignal.timeout(200);
    const slow = openGitHubRepository(where, { apiUrl: silent.url, token: "t", signal });
    await expect(slow.headCommit()).rejects.toMatchObject({ name: "TimeoutError" });
    await silent.close();
  }, 30_000);

  it.each([
    ["A pull request already exists for ada:b.", 0],
    ["Draft pull requests are not supported in this repository.", 1],
  ])(
    "handles 422: %s",
    async (message, created) => {
      const pull = { number: 5, html_url: "http://x/pull/5", state: "open", merged_at: null, draft: false };
      let lists = 0;
      let posts = 0;
      const server = await startFakeServer((request, response) => {
        if (request.method === "GET") {
          lists += 1;
          return sendJson(response, 200, lists === 1 ? [] : [pull]);
        }
        posts += 1;
        const isDraft = (JSON.parse(request.body) as { draft: boolean }).draft;
        if (isDraft) return sendJson(response, 422, { message: "Validation Failed", errors: [{ message }] });
        sendJson(response, 201, pull);
      });
      const found = await openGitHubRepository(where, {
        apiUrl: server.url,
        token: "t",
      }).openDraftPullRequest({
        branch: "b",
        base: "main",
        title: "t",
        body: "",
      });
      expect(found).toEqual({ number: 5, url: "http://x/pull/5", state: "open", draft: false });
      expect(posts).toBe(1 + created);
      await server.close();
    },
    20_000,
  );
});
