import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { codeChanges } from "@/lib/evidence/collectors/code-changes";
import { listEvidence } from "@/lib/evidence/data";
import { testCollector } from "@/lib/evidence/testing/collector-cases";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import { failureReport } from "@/lib/failures/testing/report";
import { createIntegration } from "@/lib/integrations/save-integration";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { sendJson, startFakeServer } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
let github: EmulatedGitHub;
beforeAll(async () => {
  [db, github] = await Promise.all([testDatabase(), startEmulatedGitHub({ "README.md": "hi\n" })]);
  await github.put("dags/orders.py", "from lib.rows import total\n");
  await github.put("dags/lib/rows.py", "def total(rows):\n    return 1\n", { message: "count rows" });
});
afterAll(() => Promise.all([db.close(), github.close()]));

const FILES = {
  "dags/orders.py": `from shop.load import load
SQLExecuteQueryOperator(task_id="merge", sql="sql/merge.sql")
`,
  "dags/shop/load.py": "from shop import rates\n\n\ndef load():\n    return rates.RATE\n",
  "dags/shop/rates.py": "RATE = 1\n",
  "dags/sql/merge.sql": "select 1\n",
  "dags/other.py": "x = 1\n",
};

function repositoryWith(files: Record<string, string>) {
  const made = createTemporaryRepository(files);
  onTestFinished(() => made.remove());
  return { made, repository: { kind: "local", path: made.path } as const };
}

/** A killed task: no traceback, only the file that defines the DAG. */
const killed = (version?: string) =>
  failureReport({
    exception: null,
    refs: { fileloc: "/opt/airflow/dags/orders.py", ...(version && { bundle_version: version }) },
  });

type Options = Parameters<typeof arrangeIncident>[2];

async function collect(report: ReturnType<typeof killed>, options: Options) {
  const { ctx, incidentId } = await arrangeIncident(db, report, { dagsFolder: "dags", ...options });
  const { statuses } = await collectEvidence(ctx, { incidentId, only: ["code-changes"] });
  const { items } = await listEvidence(ctx, incidentId);
  const commits = items.flatMap((item) => (item.kind === "commit" ? [item] : []));
  return { status: statuses["code-changes"], commits, message: commits[0]?.message ?? null };
}

const FIXED = Date.now() - 3_600_000;
const minutesAgo = (minutes: number) => ({ date: new Date(FIXED - minutes * 60_000).toISOString() });

describe("code changes in a local repository", () => {
  it("finds commits to what the DAG imports and names, and says how the DAG reaches it", async () => {
    const { made, repository } = repositoryWith(FILES);
    const rates = made.commit("new rates", {
      ...minutesAgo(50),
      files: { "dags/shop/rates.py": "RATE = 2\n" },
    });
    const sql = made.commit("new SQL", { ...minutesAgo(40), files: { "dags/sql/merge.sql": "select 2\n" } });
    made.commit("other DAG", { ...minutesAgo(30), files: { "dags/other.py": "x = 2\n" } });
    const { status, commits } = await collect(killed(), { repository });
    expect(status).toBe("ok");
    const reasons = new Map(commits.map(({ facts }) => [facts?.sha, facts?.reasons.join("; ")]));
    expect([...reasons.keys()].toSorted()).toEqual([rates, sql].toSorted());
    expect(reasons.get(rates)).toContain(
      "changes dags/shop/rates.py, imported by the pipeline via dags/orders.py → dags/shop/load.py → dags/shop/rates.py",
    );
    expect(reasons.get(sql)).toContain(
      "changes dags/sql/merge.sql, used by the pipeline via dags/orders.py → dags/sql/merge.sql",
    );
  });

  it("follows a file that was renamed since", async () => {
    const { made, repository } = repositoryWith(FILES);
    const before = made.commit("break it", {
      ...minutesAgo(50),
      files: { "dags/shop/load.py": `${FILES["dags/shop/load.py"]}# broken\n` },
    });
    made.git("mv", "dags/shop/load.py", "dags/shop/loading.py");
    const moved = made.commit("move", {
      ...minutesAgo(40),
      files: { "dags/orders.py": FILES["dags/orders.py"].replace("shop.load ", "shop.loading ") },
    });
    const { commits } = await collect(killed(), { repository });
    expect(commits.map(({ facts }) => facts?.sha).toSorted()).toEqual([before, moved].toSorted());
  });

  it("falls back to all commits when no file is known", async () => {
    const { made, repository } = repositoryWith(FILES);
    const last = made.commit("other DAG", { ...minutesAgo(30), files: { "dags/other.py": "x = 2\n" } });
    const report = failureReport({ exception: null, refs: {} });
    const { commits } = await collect(report, { repository });
    expect(commits.map(({ facts }) => facts?.sha)).toContain(last);
  });
});

describe("code changes between two known versions", () => {
  /** An Airflow whose last successful run used the commit `good`. */
  async function startAirflow(good: string) {
    const server = await startFakeServer(({ path }, response) => {
      if (path.endsWith("/version")) return sendJson(response, 200, { version: "3.2.0", git_version: null });
      if (path.endsWith("/dagRuns")) {
        const run = {
          dag_id: "orders_daily",
          dag_run_id: "good-run",
          state: "success",
          start_date: new Date(FIXED - 100 * 60_000).toISOString(),
          bundle_version: good,
          dag_versions: [],
        };
        return sendJson(response, 200, { dag_runs: [run], total_entries: 1 });
      }
      return sendJson(response, 404, { detail: "Not Found" });
    });
    onTestFinished(() => server.close());
    return server.url;
  }

  it("considers exactly the commits between them, whatever their dates", async () => {
    const { made, repository } = repositoryWith(FILES);
    const good = made.commit("good", { ...minutesAgo(90), files: { "dags/shop/rates.py": "RATE = 2\n" } });
    const culprit = made.commit("culprit", {
      date: "2026-01-01T00:00:00Z",
      files: { "dags/shop/rates.py": "RATE = 3\n" },
    });
    const failed = made.commit("ran", { ...minutesAgo(20), files: { "dags/other.py": "x = 3\n" } });
    made.commit("later", { ...minutesAgo(10), files: { "dags/shop/rates.py": "RATE = 4\n" } });
    const apiBaseUrl = await startAirflow(good);
    const { commits, message } = await collect(killed(failed), { repository, apiBaseUrl });
    expect(commits.map(({ facts }) => facts?.sha)).toEqual([culprit]);
    expect(message).toBe(
      `All commits between ${good.slice(0, 8)}, which the last successful run used, and ${failed.slice(0, 8)}, which failed that reach this task were considered.`,
    );
  });

  it("says that the code did not change if the last success ran the same commit", async () => {
    const { made, repository } = repositoryWith(FILES);
    const same = made.git("rev-parse", "HEAD");
    const apiBaseUrl = await startAirflow(same);
    const { status, message } = await collect(killed(same), { repository, apiBaseUrl });
    expect(status).toBe("empty");
    expect(message).toBe(
      `The last successful run, good-run, ran the same commit ${same.slice(0, 8)}: the code did not change.`,
    );
  });

  it("falls back to the time if the repository lacks a commit", async () => {
    const { made, repository } = repositoryWith(FILES);
    const change = made.commit("change", { ...minutesAgo(50), files: { "dags/orders.py": "x = 1\n" } });
    const apiBaseUrl = await startAirflow("f".repeat(40));
    const { commits } = await collect(killed("e".repeat(40)), { repository, apiBaseUrl });
    expect(commits.map(({ facts }) => facts?.sha)).toEqual([change]);
  });
});

testCollector({
  collector: codeChanges,
  healthy: async ({ method, path, query, headers }, response) => {
    const answer = await fetch(`${github.url}${path}?${query.toString()}`, {
      method,
      headers: { authorization: String(headers["authorization"] ?? "") },
    });
    sendJson(response, answer.status, await answer.text());
  },
  empty: async ({ path }, response) => {
    const answer = path.endsWith("/commits")
      ? "[]"
      : await (await fetch(github.url + path, { headers: { authorization: "Bearer ada-token" } })).text();
    sendJson(response, 200, answer);
  },
  arrange: async (url) => {
    const { ctx, incidentId } = await arrangeIncident(db, killed());
    await createIntegration(ctx, {
      kind: "github",
      name: "Ours",
      config: { apiUrl: url },
      credentials: { token: "ada-token" },
    });
    const incident = airflowTarget(null, { incidentId, report: killed(), lastSeenAt: new Date() });
    const repository = { kind: "github", owner: "ada", repo: "pipelines" } as const;
    return { ctx, incident: { ...incident, source: { ...incident.source, repository, dagsFolder: "dags" } } };
  },
  // Calls to GitHub Enterprise are not paced, and only the pacing repeats a throttled call.
  expected: { throttled_once: "failed" },
  check: (pieces) => {
    expect(pieces.map(({ title }) => title.slice(9))).toEqual(
      expect.arrayContaining(["count rows", "put dags/orders.py"]),
    );
    expect(pieces.map(({ relevanceReason }) => relevanceReason)).toEqual(
      expect.arrayContaining([
        "changes dags/lib/rows.py, imported by the pipeline via dags/orders.py → dags/lib/rows.py",
        "changes dags/orders.py, which the pipeline runs",
      ]),
    );
  },
});
