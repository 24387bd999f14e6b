import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";

/**
 * A fault on the way to GitHub. `lost`: the request is executed and the connection dropped. `refused`: 403. `killed`: the
 * caller learns nothing and does not go on, as if its process had ended, before or after the request was executed.
 * `limited`: the secondary rate limit, or the primary one.
 */
export interface Fault {
  method: string;
  path: RegExp;
  times: number;
  kind: "lost" | "refused" | "killed before" | "killed after" | "limited" | "used up";
}

export interface GitHubGateway {
  faults: Fault[];
  /** Requests that a fault struck, without the repository. */
  struck: string[];
  /** Executed requests that write and were accepted, without the repository. */
  writes: string[];
  /** Conditional requests that were answered with 304. */
  unchanged: number;
  /** False for a GitHub Enterprise without `createCommitOnBranch`. */
  hasGraphql: boolean;
  close(): Promise<void>;
}

const COLLABORATORS = new Set(["ada", "bob"]);

interface Reply {
  status: number;
  text: string;
}

/**
 * A server in front of the emulated GitHub that can fail, counts, and does what GitHub does and the emulator does not:
 * `createCommitOnBranch`, ETags, one open pull request per branch, reviewers who have to be collaborators.
 */
export async function startGitHubGateway(github: EmulatedGitHub, port: number): Promise<GitHubGateway> {
  const gateway: Omit<GitHubGateway, "close"> = {
    faults: [],
    struck: [],
    writes: [],
    unchanged: 0,
    hasGraphql: true,
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "GET", url = "/" } = request;
    const name = `${method} ${url.split("/").slice(4).join("/").split("?")[0] || "graphql"}`;
    const fault = gateway.faults.find((f) => f.times > 0 && f.method === method && f.path.test(url));
    if (fault) {
      fault.times -= 1;
      gateway.struck.push(name);
    }
    const send = (status: number, text: string, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(status === 304 ? undefined : text);
    };
    const refusal = fault && refusalOf(fault.kind);
    if (refusal) return send(refusal.status, say(refusal.message), refusal.headers);
    const reply = await execute(github, gateway, request, {
      method,
      url,
      body: Buffer.concat(chunks).toString("utf8"),
    });
    const isRefused = reply.status >= 300 || reply.text.includes('"errors":');
    if (method !== "GET" && !isRefused) gateway.writes.push(name);
    if (fault?.kind === "lost") return void request.socket.destroy();
    if (fault?.kind === "killed after") return send(401, say("killed"));
    const etag = `"${createHash("sha256").update(reply.text).digest("hex").slice(0, 16)}"`;
    if (method === "GET" && request.headers["if-none-match"] === etag) {
      gateway.unchanged += 1;
      return send(304, "", { etag });
    }
    return send(reply.status, reply.text, { etag });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(say(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return Object.assign(gateway, {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** The answer of a fault that keeps the request from being executed; null for the others. */
function refusalOf(
  kind: Fault["kind"],
): { status: number; message: string; headers?: Record<string, string> } | null {
  const reset = String(Math.ceil(Date.now() / 1_000));
  switch (kind) {
    case "refused":
      return { status: 403, message: "Resource not accessible by personal access token" };
    case "killed before":
      return { status: 401, message: "killed" };
    case "limited": {
      const headers = { "retry-after": "1" };
      return { status: 403, message: "You have exceeded a secondary rate limit.", headers };
    }
    case "used up": {
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
      return { status: 403, message: "API rate limit exceeded", headers };
    }
    case "lost":
    case "killed after":
      return null;
  }
}

const say = (message: string) => JSON.stringify({ message });

interface Call {
  method: string;
  url: string;
  body: string;
}

async function execute(
  github: EmulatedGitHub,
  gateway: Pick<GitHubGateway, "hasGraphql">,
  request: IncomingMessage,
  { method, url, body }: Call,
): Promise<Reply> {
  if (url === "/graphql") {
    if (!gateway.hasGraphql) return { status: 404, text: say("Not Found") };
    return body.includes("createCommitOnBranch") ? commitOnBranch(github, body) : refuseQuery();
  }
  const refusal =
    method === "POST" && url.endsWith("/pulls")
      ? await refuseSecond(github, body)
      : method === "POST" && url.endsWith("/requested_reviewers")
        ? refuseReviewers(body)
        : null;
  if (refusal !== null) return { status: 422, text: say(refusal) };
  const { authorization = "", "content-type": type = "application/json" } = request.headers;
  const answered = await fetch(github.url + url, {
    method,
    headers: { authorization, "content-type": type },
    body: body === "" ? undefined : body,
  });
  return { status: answered.status, text: await answered.text() };
}

/** The emulator answers no queries; GitHub reports a field that it does not have like this. */
function refuseQuery(): Reply {
  const errors = [{ type: "undefinedField", message: "Field 'object' doesn't exist on type 'Repository'" }];
  return { status: 200, text: JSON.stringify({ errors }) };
}

/** GitHub refuses a second pull request for a branch. */
async function refuseSecond(github: EmulatedGitHub, body: string): Promise<string | null> {
  const { head } = JSON.parse(body) as { head: string };
  const pulls = (await github.api("GET", "/repos/ada/pipelines/pulls?state=open")) as {
    head: { ref: string };
  }[];
  return pulls.some((pull) => pull.head.ref === head)
    ? `Validation Failed: A pull request already exists for ada:${head}.`
    : null;
}

/** GitHub refuses a request for several reviewers if one of them may not review. */
function refuseReviewers(body: string): string | null {
  const { reviewers = [], team_reviewers = [] } = JSON.parse(body) as Record<string, string[]>;
  if (reviewers.includes("ada")) return "Review cannot be requested from pull request author.";
  return team_reviewers.length > 0 || reviewers.some((name) => !COLLABORATORS.has(name))
    ? "Reviews may only be requested from collaborators."
    : null;
}

interface CommitInput {
  branch: { repositoryNameWithOwner: string; branchName: string };
  expectedHeadOid: string;
  message: { headline: string; body: string };
  fileChanges: { additions: { path: string; contents: string }[]; deletions: { path: string }[] };
}

/** `createCommitOnBranch`, by the git data API of the emulator. */
async function commitOnBranch(github: EmulatedGitHub, body: string): Promise<Reply> {
  const { input } = (JSON.parse(body) as { variables: { input: CommitInput } }).variables;
  const git = `/repos/${input.branch.repositoryNameWithOwner}/git`;
  const ref = `heads/${input.branch.branchName}`;
  const head = (await github.api("GET", `${git}/ref/${ref}`)) as { object: { sha: string } };
  if (head.object.sha !== input.expectedHeadOid) {
    const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`;
    return {
      status: 200,
      text: JSON.stringify({
        data: { createCommitOnBranch: null },
        errors: [{ type: "STALE_DATA", message }],
      }),
    };
  }
  const base = (await github.api("GET", `${git}/commits/${input.expectedHeadOid}`)) as {
    tree: { sha: string };
  };
  const blob = { mode: "100644", type: "blob" };
  const tree = (await github.api("POST", `${git}/trees`, {
    base_tree: base.tree.sha,
    tree: [
      ...input.fileChanges.additions.map(({ path, contents }) => ({
        ...blob,
        path,
        content: Buffer.from(contents, "base64").toString("utf8"),
      })),
      ...input.fileChanges.deletions.map(({ path }) => ({ ...blob, path, sha: null })),
    ],
  })) as { sha: string };
  const commit = (await github.api("POST", `${git}/commits`, {
    message: `${input.message.headline}\n\n${input.message.body}`,
    tree: tree.sha,
    parents: [input.expectedHeadOid],
  })) as { sha: string; html_url: string };
  await github.api("PATCH", `${git}/refs/${ref}`, { sha: commit.sha });
  const created = { commit: { oid: commit.sha, url: commit.html_url } };
  return { status: 200, text: JSON.stringify({ data: { createCommitOnBranch: created } }) };
}
