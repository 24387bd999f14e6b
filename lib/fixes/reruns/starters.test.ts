import { afterEach, describe, expect, it, vi } from "vitest";
import { dbtRerunner } from "@/lib/fixes/reruns/dbt";
import { gitHubRerunner } from "@/lib/fixes/reruns/github-actions";
import { failureReport } from "@/lib/failures/testing/report";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import {
  sendJson,
  startFakeServer,
  type FakeServer,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";

// The environment is read once, when the first module loads.
vi.hoisted(() => {
  process.env["GITHUB_REPOSITORIES"] = "*";
  process.env["PD_OUTBOUND_ALLOW"] = "private,loopback";
});

const servers: FakeServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(answer: (request: SeenRequest) => [status: number, body: unknown]): Promise<FakeServer> {
  const server = await startFakeServer((request, response) => sendJson(response, ...answer(request)));
  servers.push(server);
  return server;
}

const incident = (run: string, refs: Record<string, string>) =>
  ({ number: 12, run, report: failureReport({ refs }) }) as unknown as IncidentContext;
const signal = () => AbortSignal.timeout(10_000);
const postsOf = ({ seen }: FakeServer) => seen.filter(({ method }) => method === "POST");

describe("GitHub Actions", () => {
  const run = { id: 9, workflow_id: 4, run_attempt: 1, head_branch: "main", head_sha: "a" };
  const start = (server: FakeServer) =>
    gitHubRerunner.starter({
      incident: incident("9", { repository: "acme/pipes" }),
      branch: "release",
      connection: null,
      gitHub: { apiUrl: server.url, token: "t" },
    })?.(signal());

  it("starts the workflow on the branch that has the fix", async () => {
    const server = await serve(({ method }) => (method === "GET" ? [200, run] : [204, null]));
    expect(await start(server)).toEqual({ run: null });
    expect(postsOf(server)).toMatchObject([{ path: "/repos/acme/pipes/actions/workflows/4/dispatches" }]);
    expect(JSON.parse(postsOf(server)[0]?.body ?? "")).toEqual({ ref: "release" });
  });

  it("repeats the failed jobs of a workflow that cannot be started", async () => {
    const server = await serve(({ method, path }) =>
      method === "GET"
        ? [200, run]
        : path.endsWith("/dispatches")
          ? [422, { message: "Workflow does not have 'workflow_dispatch' trigger" }]
          : [201, {}],
    );
    expect(await start(server)).toEqual({ run: "9" });
    expect(postsOf(server).at(-1)?.path).toBe("/repos/acme/pipes/actions/runs/9/rerun-failed-jobs");
  });

  it("needs the access to GitHub", () => {
    const target = { incident: incident("9", { repository: "acme/pipes" }), branch: null, connection: null };
    expect(gitHubRerunner.starter({ ...target, gitHub: null })).toBeNull();
  });
});

describe("dbt Cloud", () => {
  it("starts the job of the failed run", async () => {
    const server = await serve(({ method }) => [
      200,
      { data: { id: method === "GET" ? 70 : 71, job_definition_id: 5 } },
    ]);
    const connection = { baseUrl: server.url, credentials: { token: "t" } };
    const target = {
      incident: incident("70", { dbt_cloud_run: "70", dbt_cloud_account: "3" }),
      branch: null,
    };
    expect(await dbtRerunner.starter({ ...target, connection, gitHub: null })?.(signal())).toEqual({
      run: "71",
    });
    expect(postsOf(server)).toMatchObject([{ path: "/api/v2/accounts/3/jobs/5/run/" }]);
  });

  it("has no API for a run of dbt Core", () => {
    const connection = { baseUrl: "http://127.0.0.1:1", credentials: null };
    expect(
      dbtRerunner.starter({ incident: incident("x", {}), branch: null, connection, gitHub: null }),
    ).toBeNull();
  });
});
