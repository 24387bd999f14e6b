import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import type { CodeEvidence } from "@/lib/evidence/schemas";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { startAirflow3 } from "@/lib/vendors/airflow/testing/fake-airflow";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";
import { sendJson } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const report = (part: TaskReportPart, traceback: string) =>
  failureReport({
    exception: { type: "AirflowNotFoundException", message: "The conn_id `crm` isn't defined", traceback },
    ...part,
  });

function repositoryWith(files: Record<string, string>) {
  const made = createTemporaryRepository(files);
  onTestFinished(() => made.remove());
  return { made, repository: { kind: "local", path: made.path } as const };
}

/** Collects the code of a failure. @returns its status and pieces. */
async function collect(options: Parameters<typeof arrangeIncident>[2], failure: ReturnType<typeof report>) {
  const { ctx, incidentId } = await arrangeIncident(db, failure, options);
  const only = ["orchestrator-log", "source-code"];
  const { statuses } = await collectEvidence(ctx, { incidentId, only });
  const { items } = await listEvidence(ctx, incidentId);
  const pieces = items.filter((item): item is CodeEvidence => item.kind === "code");
  return { status: statuses["source-code"], pieces };
}

describe("the definition of a task whose traceback has none of its own lines", () => {
  const COPY = `from airflow.sdk import task
from operators import CopyOperator

copy = CopyOperator(
    conn_id="crm",
    task_id="transform",
)
`;
  const fileloc = "/opt/airflow/dags/copy.py";
  const library = [
    "Traceback (most recent call last):",
    '  File "/usr/lib/python3.12/site-packages/airflow/providers/sql/operators.py", line 7, in execute',
    "AirflowNotFoundException: The conn_id `crm` isn't defined",
    "",
  ].join("\n");
  const DEFINED = {
    path: "dags/copy.py",
    isDefinition: true,
    frames: [{ line: 4, text: "copy = CopyOperator(", isFailing: false }],
  };

  it("is read from the repository at the commit that ran, with who last changed it", async () => {
    const { made, repository } = repositoryWith({ "dags/copy.py": COPY });
    const ran = made.git("rev-parse", "HEAD");
    made.commit("later", { files: { "dags/copy.py": `# moved\n${COPY}` } });
    const { status, pieces } = await collect(
      { repository },
      report({ refs: { fileloc, bundle_version: ran } }, library),
    );
    expect(status).toBe("ok");
    expect(pieces).toMatchObject([
      {
        title: "dags/copy.py:4, which defines transform",
        relevanceReason: "defines what failed",
        message: null,
        facts: { ...DEFINED, commit: ran },
      },
    ]);
    expect(pieces[0]?.facts?.frames[0]?.lastChange?.scope).toBe("line");
  });

  it("is read from Airflow's copy, redacted", async () => {
    const server = await startAirflow3(
      (request, response) => {
        if (request.path.includes("/dagSources/"))
          return sendJson(response, 200, {
            content: `API_KEY = "sk-live-4eC39HqLyjWDarjtT1zdp7dc"\n${COPY}`,
            version_number: 3,
          });
        if (request.path.endsWith("/dags/orders_daily"))
          return sendJson(response, 200, { dag_id: "orders_daily", fileloc, relative_fileloc: "copy.py" });
        sendJson(response, 404, { detail: "no" });
      },
      { refuse: () => null },
    );
    const { pieces } = await collect({ apiBaseUrl: server.url }, report({ refs: { fileloc } }, library));
    expect(pieces).toMatchObject([
      {
        title: `${fileloc}:5, which defines transform`,
        facts: { isDefinition: true, origin: "orchestrator" },
      },
    ]);
    expect(pieces[0]?.text).toContain('task_id="transform"');
    expect(pieces[0]?.text).not.toContain("4eC39HqLyjWDarjtT1zdp7dc");
  });

  it("is not needed if a line of the traceback is shown", async () => {
    const { repository } = repositoryWith({ "dags/copy.py": COPY });
    const own = library.replace(
      "/usr/lib/python3.12/site-packages/airflow/providers/sql/operators.py",
      fileloc,
    );
    const { pieces } = await collect(
      { repository },
      report({ refs: { fileloc } }, own.replace(", in execute", "")),
    );
    expect(pieces.map(({ facts }) => facts?.isDefinition)).toEqual([false]);
  });

  it("is a gap if the file has no such task, or cannot be read", async () => {
    const { made, repository } = repositoryWith({ "dags/copy.py": COPY.replace("transform", "other") });
    const failure = report({ refs: { fileloc } }, library);
    expect((await collect({ repository }, failure)).status).toBe("empty");
    made.remove();
    expect((await collect({ repository }, failure)).status).toBe("failed");
  });
});
