import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findDiagnosis } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { sourceCode } from "@/lib/evidence/collectors/source-code";
import { listEvidence } from "@/lib/evidence/data";
import type { CodeEvidence } from "@/lib/evidence/schemas";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { createIntegration } from "@/lib/integrations/save-integration";
import { startAirflow2, startAirflow3, USER } from "@/lib/vendors/airflow/testing/fake-airflow";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";
import { startEmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { sendJson, startFakeServer, type SeenRequest } from "@/lib/vendors/testing/fake-server";
import { encrypt } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const LOAD = `import csv


def load(path):
    total = 0
    with open(path) as file:
        for row in csv.DictReader(file):
            total += row["customer_id"]
    return total
`;
const ORDERS = `from etl.load import load
API_KEY = "sk-live-4eC39HqLyjWDarjtT1zdp7dc"


def transform():
    return load("orders.csv")
`;
const FILES = { "dags/orders.py": ORDERS, "dags/etl/load.py": LOAD };

/** A traceback without source lines, as Airflow 3 logs it. */
const traceback = (root = "/opt/airflow/dags", line = 8) =>
  [
    "Traceback (most recent call last):",
    `  File "${root}/orders.py", line 6, in transform`,
    `  File "${root}/etl/load.py", line ${line}, in load`,
    "KeyError: 'customer_id'",
    "",
  ].join("\n");

const report = (part: TaskReportPart = {}, text = traceback()) =>
  failureReport({
    exception: { type: "builtins.KeyError", message: "'customer_id'", traceback: text },
    ...part,
  });

function repositoryWith(files: Record<string, string> = FILES) {
  const made = createTemporaryRepository(files);
  onTestFinished(() => made.remove());
  return { made, repository: { kind: "local", path: made.path } as const };
}

type Options = Parameters<typeof arrangeIncident>[2] & { credentials?: object };

/** Collects the code of a failure. @returns its status and pieces. */
async function collect(options: Options, failure = report()) {
  const arranged = await arrangeIncident(db, failure, options);
  if (options.credentials) {
    const credentialsEnc = encrypt(JSON.stringify(options.credentials));
    await db.prisma.source.update({ where: { id: arranged.sourceId }, data: { credentialsEnc } });
  }
  return collectAgain(arranged);
}

async function collectAgain(arranged: Awaited<ReturnType<typeof arrangeIncident>>) {
  const { ctx, incidentId } = arranged;
  const only = ["orchestrator-log", "source-code"];
  const { statuses } = await collectEvidence(ctx, { incidentId, only });
  const { items } = await listEvidence(ctx, incidentId);
  const pieces = items.filter((item): item is CodeEvidence => item.kind === "code");
  return { arranged, status: statuses["source-code"], pieces, message: pieces[0]?.message ?? null };
}

describe("code from a local repository", () => {
  it("shows the failing line, its callers and who changed them at the commit that ran, redacted", async () => {
    const { made, repository } = repositoryWith();
    const ran = made.commit("read customer_id", {
      date: "2026-11-18T10:00:00Z",
      files: { "dags/etl/load.py": LOAD.replace('"customer_id"]', '"customer_id"]  # new') },
    });
    made.commit("later", { files: { "dags/etl/load.py": "# moved\n".repeat(20) } });
    const { arranged, status, pieces } = await collect(
      { repository, dagsFolder: "dags" },
      report({ refs: { bundle_version: ran } }),
    );
    expect(status).toBe("ok");
    expect(pieces.map(({ title, startLine }) => [title, startLine])).toEqual([
      ["dags/etl/load.py:8 in load", 1],
      ["dags/orders.py:6 in transform", 1],
    ]);
    const [load, orders] = pieces;
    expect(load).toMatchObject({
      provenance: "fact",
      relevanceReason: "the line that failed",
      message: null,
      facts: { commit: ran, isVersionThatRan: true, origin: "repository" },
    });
    expect(load?.text.split("\n")[7]).toBe('            total += row["customer_id"]  # new');
    expect(load?.facts?.frames).toEqual([
      {
        file: "/opt/airflow/dags/etl/load.py",
        line: 8,
        function: "load",
        text: '            total += row["customer_id"]  # new',
        isFailing: true,
        isSameCode: true,
        expression: { start: 21, end: 39 },
        lastChange: {
          scope: "line",
          sha: ran,
          author: "Ada Lovelace",
          date: "2026-11-18T10:00:00.000Z",
          subject: "read customer_id",
          url: null,
        },
      },
    ]);
    expect(orders?.facts?.frames[0]).toMatchObject({ isFailing: false, expression: null });
    expect(orders?.text).not.toContain("4eC39HqLyjWDarjtT1zdp7dc");
    // The same code again keeps its rows.
    expect((await collectAgain(arranged)).pieces.map(({ id }) => id)).toEqual(pieces.map(({ id }) => id));
  });

  it("falls back to the head and says so", async () => {
    const { repository } = repositoryWith();
    const unknown = await collect({ repository });
    expect(unknown.message).toMatch(
      /^The commit that ran is not known, so this is main at \w{8}, which may differ\.$/,
    );
    expect(unknown.pieces[0]?.facts).toMatchObject({ isVersionThatRan: false });
    const gone = await collect({ repository }, report({ refs: { bundle_version: "f".repeat(40) } }));
    expect(gone.message).toMatch(/^The commit that ran, ffffffff, is not in the repository, so this is main/);
  });

  it("takes the commit from the worker's path", async () => {
    const { made, repository } = repositoryWith();
    const ran = made.git("rev-parse", "HEAD");
    made.commit("later", { files: { "dags/etl/load.py": "x = 1\n" } });
    const root = `/tmp/airflow/dag_bundles/dags/versions/${ran}/dags`;
    const { pieces } = await collect({ repository }, report({}, traceback(root)));
    expect(pieces[0]?.facts).toMatchObject({ commit: ran, isVersionThatRan: true });
  });

  it("marks nothing on a line that is not what the traceback shows", async () => {
    const { repository } = repositoryWith({
      ...FILES,
      "dags/etl/load.py": `${LOAD}\n\ndef save():\n    pass\n`,
    });
    const { pieces, message } = await collect({ repository }, report({}, traceback("/opt/airflow/dags", 13)));
    expect(pieces[0]?.facts?.frames[0]).toMatchObject({ isSameCode: false, expression: null });
    expect(message).toContain("Line 13 is not what the traceback shows");
  });

  it("explains a line beyond the end and a file that does not exist at that commit", async () => {
    const { made, repository } = repositoryWith({ "dags/etl/load.py": LOAD });
    const short = await collect({ repository }, report({}, traceback("/opt/airflow/dags", 400)));
    expect(short).toMatchObject({ status: "empty", message: expect.stringContaining("has fewer lines") });
    const before = made.git("rev-parse", "HEAD");
    made.git("mv", "dags/etl/load.py", "dags/etl/other.py");
    const moved = made.commit("move");
    const refs = (bundle_version: string) => report({ refs: { bundle_version } });
    expect((await collect({ repository }, refs(before))).status).toBe("ok");
    expect(await collect({ repository }, refs(moved))).toMatchObject({
      status: "empty",
      message: expect.stringMatching(
        /No file in the repository matches .*load\.py:8.*DAGs folder under Setup/,
      ),
    });
  });

  it("says why a repository cannot be read", async () => {
    const { made, repository } = repositoryWith();
    made.remove();
    expect(await collect({ repository })).toMatchObject({
      status: "failed",
      message: expect.stringContaining("There is no folder"),
    });
    const outside = await collect({ repository: { kind: "local", path: "/etc" } });
    expect(outside.status).toBe("denied");
  });
});

describe("code from GitHub", () => {
  const where = { kind: "github", owner: "ada", repo: "pipelines" } as const;

  async function connect(url: string, failure = report()) {
    const arranged = await arrangeIncident(db, failure, { repository: where });
    await createIntegration(arranged.ctx, {
      kind: "github",
      name: "Ours",
      config: { apiUrl: url },
      credentials: { token: "ada-token" },
    });
    return collectAgain(arranged);
  }

  it("reads the commit that ran and who last changed the file", async () => {
    const github = await startEmulatedGitHub(FILES);
    onTestFinished(() => github.close());
    const { sha } = (await github.api("GET", "/repos/ada/pipelines/commits/main")) as { sha: string };
    await github.put("dags/etl/load.py", "x = 1\n");
    const { pieces, status } = await connect(github.url, report({ refs: { bundle_version: sha } }));
    expect(status).toBe("ok");
    expect(pieces[0]).toMatchObject({
      message: null,
      facts: {
        commit: sha,
        frames: [{ line: 8, lastChange: { scope: "file", subject: "put dags/etl/load.py" } }],
      },
    });
  });

  it.each([
    ["401", "denied", (response: ServerResponse) => sendJson(response, 401, { message: "Bad credentials" })],
    ["404", "failed", (response: ServerResponse) => sendJson(response, 404, { message: "Not Found" })],
    ["garbage", "failed", (response: ServerResponse) => void response.end("<html>hello</html>")],
  ])("states the gap on %s", async (_name, expected, answer) => {
    const server = await startFakeServer((_request, response) => answer(response));
    onTestFinished(() => server.close());
    expect((await connect(server.url)).status).toBe(expected);
  });

  it("stays below its number of requests", async () => {
    const content = Buffer.from("def f():\n    g()\n".repeat(40)).toString("base64");
    const names = Array.from({ length: 12 }, (_, i) => `dags/m${i}.py`);
    const server = await startFakeServer(({ path }, response) => {
      if (path.includes("/contents/"))
        return sendJson(response, 200, { type: "file", size: 10, content, encoding: "base64" });
      if (path.endsWith("/git/trees/" + "a".repeat(40)))
        return sendJson(response, 200, {
          tree: names.map((path) => ({ path, mode: "100644", type: "blob" })),
        });
      if (path.includes("/git/ref")) return sendJson(response, 200, { object: { sha: "a".repeat(40) } });
      if (path === "/repos/ada/pipelines") return sendJson(response, 200, { default_branch: "main" });
      sendJson(response, 404, { message: "Not Found" });
    });
    onTestFinished(() => server.close());
    const frames = names.map((name) => `  File "/opt/airflow/${name}", line 2, in f`);
    const text = ["Traceback (most recent call last):", ...frames, "ValueError: x", ""].join("\n");
    const { pieces } = await connect(server.url, report({ refs: { bundle_version: "f".repeat(40) } }, text));
    expect(pieces).toHaveLength(8);
    expect(pieces[0]?.title).toBe("dags/m11.py:2 in f");
    expect(server.seen.length).toBeLessThanOrEqual(14);
  });
});

describe("code from Airflow", () => {
  const DAG = {
    dag_id: "orders_daily",
    fileloc: "/opt/airflow/dags/orders.py",
    relative_fileloc: "orders.py",
    file_token: "signed",
  };
  const own = (line = 6) =>
    report(
      {},
      `Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line ${line}, in transform\nKeyError: 'x'\n`,
    );
  const instance = {
    dag_id: "orders_daily",
    dag_run_id: "r",
    task_id: "transform",
    try_number: 2,
    state: "failed",
  };

  const airflow3 = (
    source: (request: SeenRequest, response: ServerResponse) => void,
    version: number | null = 3,
  ) =>
    startAirflow3(
      (request, response) => {
        if (request.path.includes("/dagSources/")) return source(request, response);
        if (request.path.endsWith("/taskInstances/transform"))
          return sendJson(response, 200, {
            ...instance,
            dag_version: version && { version_number: version },
          });
        if (request.path.endsWith("/dags/orders_daily")) return sendJson(response, 200, DAG);
        sendJson(response, 404, { detail: "no" });
      },
      { refuse: () => null },
    );

  it("shows Airflow 3's copy of the version that ran", async () => {
    const server = await airflow3((request, response) => {
      const number = Number(request.query.get("version_number") ?? 9);
      sendJson(response, 200, { content: number === 3 ? ORDERS : "newer\n", version_number: number });
    });
    const { status, pieces, message } = await collect({ apiBaseUrl: server.url }, own());
    expect(status).toBe("ok");
    expect(pieces[0]).toMatchObject({
      title: "/opt/airflow/dags/orders.py:6 in transform",
      facts: {
        origin: "orchestrator",
        commit: null,
        isVersionThatRan: true,
        frames: [{ line: 6, text: '    return load("orders.csv")', isSameCode: true, lastChange: null }],
      },
    });
    expect(message).toBe("From Airflow, as it parsed the file for this run.");
  });

  it("prefers it to a repository whose head differs from the traceback", async () => {
    const { repository } = repositoryWith({ ...FILES, "dags/orders.py": "# all moved\n".repeat(9) });
    const server = await airflow3((_request, response) =>
      sendJson(response, 200, { content: ORDERS, version_number: 3 }),
    );
    const { pieces } = await collect({ apiBaseUrl: server.url, repository });
    expect(pieces.map(({ facts }) => [facts?.path, facts?.origin])).toEqual([
      ["dags/etl/load.py", "repository"],
      ["/opt/airflow/dags/orders.py", "orchestrator"],
    ]);
  });

  it("falls back to the latest version when the one that ran was removed", async () => {
    const server = await airflow3((request, response) =>
      request.query.has("version_number")
        ? sendJson(response, 404, { detail: "gone" })
        : sendJson(response, 200, { content: ORDERS, version_number: 9 }),
    );
    const { pieces, message } = await collect({ apiBaseUrl: server.url }, own());
    expect(pieces[0]?.facts?.isVersionThatRan).toBe(false);
    expect(message).toContain("which may be later than this run");
  });

  it("reads Airflow 2's copy by its file token", async () => {
    const server = await startAirflow2((request, response) => {
      if (request.path === "/api/v1/dagSources/signed") return sendJson(response, 200, { content: ORDERS });
      if (request.path === "/api/v1/dags/orders_daily") return sendJson(response, 200, DAG);
      sendJson(response, 404, { detail: "no" });
    });
    const { pieces } = await collect({ apiBaseUrl: server.url, credentials: USER }, own());
    expect(pieces[0]?.facts).toMatchObject({
      origin: "orchestrator",
      isVersionThatRan: false,
      frames: [{ line: 6 }],
    });
  });

  it("says that a module is not in Airflow's copy, and what to connect", async () => {
    const server = await airflow3((_request, response) => sendJson(response, 200, { content: ORDERS }));
    const alone = report({}, traceback().replace(/ {2}File .*orders\.py.*\n/, ""));
    expect(await collect({ apiBaseUrl: server.url }, alone)).toMatchObject({
      status: "not_connected",
      message:
        "Airflow has no copy of /opt/airflow/dags/etl/load.py:8, the line that failed, and no repository is connected. Connect one under Setup → Airflow.",
    });
  });

  it.each([
    ["401", "denied", (response: ServerResponse) => sendJson(response, 401, { detail: "Not authenticated" })],
    ["403", "denied", (response: ServerResponse) => sendJson(response, 403, { detail: "Forbidden" })],
    ["404", "failed", (response: ServerResponse) => sendJson(response, 404, { detail: "no source" })],
    ["garbage", "failed", (response: ServerResponse) => void response.end("<html>hello</html>")],
    ["another shape", "failed", (response: ServerResponse) => sendJson(response, 200, { content: 7 })],
  ])("states the gap on %s", async (_name, expected, answer) => {
    const server = await airflow3((_request, response) => answer(response));
    expect((await collect({ apiBaseUrl: server.url }, own())).status).toBe(expected);
  });

  it("states the gap when Airflow does not answer in time", async () => {
    const server = await airflow3(() => undefined);
    vi.spyOn(sourceCode, "deadlineMs", "get").mockReturnValue(400);
    onTestFinished(() => void vi.restoreAllMocks());
    const { status, message } = await collect({ apiBaseUrl: server.url }, own());
    expect(status).toBe("timeout");
    expect(message).toBe("Timed out after 0.4 s. Press Analyze to try again.");
  });
});

describe("a diagnosis", () => {
  it("weighs and cites the failing line by the file's own numbers", async () => {
    const { repository } = repositoryWith({
      ...FILES,
      "dags/etl/load.py": `# 1\n# 2\n${"\n".repeat(30)}${LOAD}`,
    });
    const { arranged, pieces } = await collect(
      { repository },
      report({}, traceback("/opt/airflow/dags", 40)),
    );
    const { ctx, incidentId, workflowId } = arranged;
    const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId });
    const diagnosis = await findDiagnosis(ctx, diagnosisId);
    expect(diagnosis?.category).toBe("schema_change");
    const claims = diagnosis?.claims.filter(({ citations }) => citations[0]?.evidenceId === pieces[0]?.id);
    expect(claims).toMatchObject([
      {
        text: "The failing line reads the field `customer_id` of data that comes from `csv.DictReader`",
        citations: [
          { evidenceId: pieces[0]?.id, startLine: 40, endLine: 40, quote: 'total += row["customer_id"]' },
        ],
      },
    ]);
  });
});

describe("without code", () => {
  it("says what to connect", async () => {
    expect(await collect({})).toMatchObject({
      status: "not_connected",
      message:
        "No repository is connected, so the code around /opt/airflow/dags/etl/load.py:8, the line that failed, is unknown. Connect one under Setup → Airflow.",
    });
  });

  it("has nothing to show without a traceback", async () => {
    const { repository } = repositoryWith();
    const failure = failureReport({ exception: { type: "ValueError", message: "x", traceback: null } });
    expect((await collect({ repository }, failure)).status).toBe("empty");
  });
});
