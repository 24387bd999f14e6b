import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

interface Step {
  status: string;
  workflow_id: string;
  steps: { name: string; status: string }[];
}
interface Diagnosis {
  id: string;
  engine: string;
  outcome: string;
  rootCause: string;
  confidence: number;
  note: string | null;
  claims: {
    text: string;
    citations: { evidenceId: string; startLine: number; endLine: number; quote: string }[];
  }[];
}
interface Incident {
  id: string;
  title: string;
  diagnosis: Diagnosis | null;
  workflow: { id: string; status: string } | null;
}
interface Evidence {
  id: string;
  kind: string;
  status: string;
  text: string;
  startLine: number | null;
  facts: Record<string, unknown>;
}
interface Fix {
  id: string;
  kind: string;
  engine: string;
  patch: string;
  status: string;
  branch: string | null;
  verification: { status: string; reason: string };
  pullRequest: { state: string; draft: boolean } | null;
}

const DAG = `import datetime

RATE = 3


def transform_orders(rows):
    out = []
    for row in rows:
        out.append(row["customer_id"])
    return out
`;

const model = new LLMock({ port: 0 });
let repository: string;
let product: Product;

const git = (...args: string[]) =>
  execFileSync(
    "git",
    ["-C", repository, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args],
    { encoding: "utf8" },
  );

beforeAll(async () => {
  repository = mkdtempSync(path.join(tmpdir(), "pd-repo-"));
  git("init", "-q", "-b", "main");
  mkdirSync(path.join(repository, "dags"));
  writeFileSync(path.join(repository, "dags/orders_daily.py"), DAG.replace("customer_id", "client_id"));
  git("add", ".");
  git("commit", "-q", "-m", "Read orders");
  writeFileSync(path.join(repository, "dags/orders_daily.py"), DAG);
  git("commit", "-q", "-a", "-m", "Use customer_id again");
  await model.start();
  product = await startProduct({ env: { ANTHROPIC_API_KEY: "sk-test", ANTHROPIC_BASE_URL: model.url } });
  const source = product.firstRun.sources["airflow"];
  const patched = await product.api(`/api/sources/${source?.id}`, {
    method: "PATCH",
    body: { repository: { kind: "local", path: repository }, dagsFolder: "dags" },
  });
  if (patched.status !== 200) throw new Error(JSON.stringify(patched));
}, 400_000);

afterAll(async () => {
  await product.stop();
  await model.stop();
  rmSync(repository, { recursive: true, force: true });
});

function failure(dag: string) {
  return airflowFailure({
    dag_id: dag,
    exception: {
      type: "builtins.KeyError",
      message: "'customer_id'",
      traceback: `Traceback (most recent call last):
  File "/opt/airflow/dags/orders_daily.py", line 9, in transform_orders
    out.append(row["customer_id"])
               ~~~^^^^^^^^^^^^^^^
KeyError: 'customer_id'
`,
    },
  });
}

async function report(dag: string): Promise<string> {
  const source = product.firstRun.sources["airflow"];
  if (!source) throw new Error("first-run.json has no Airflow source.");
  const answer = await sendWebhook(source, failure(dag));
  expect(answer.status).toBe(202);
  return answer.body.incidentId ?? "";
}

async function ended(workflowId: string): Promise<Step> {
  for (let i = 0; i < 300; i++) {
    const { body } = await product.api<Step>(`/api/workflows/${workflowId}`);
    if (body.status === "COMPLETED" || body.status === "FAILED") return body;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`workflow ${workflowId} did not end within 30 s`);
}

async function analysed(incidentId: string): Promise<Incident> {
  const { body } = await product.api<Incident>(`/api/incidents/${incidentId}`);
  await ended(body.workflow?.id ?? "");
  return (await product.api<Incident>(`/api/incidents/${incidentId}`)).body;
}

describe("a failing task", () => {
  it("keeps the built-in diagnosis and reports it when the model fails", async () => {
    model.reset();
    model.onMessage(/[\s\S]*/, { error: { message: "slow down", type: "rate_limit_error" }, status: 429 });
    const incident = await analysed(await report("model_down"));
    expect(incident.diagnosis).toMatchObject({ engine: "builtin", outcome: "diagnosed" });
    expect(incident.diagnosis?.note).toMatch(/Claude|model/i);
    const { body } = await product.api<{ items: { text: string }[] }>(
      `/api/incidents/${incident.id}/timeline`,
    );
    expect(body.items.some((item) => /Claude/.test(item.text))).toBe(true);
  }, 120_000);

  it("becomes an incident with evidence, a verified diagnosis, a fix and one draft", async () => {
    model.reset();
    model.onMessage(/[\s\S]*/, { content: "I cannot answer in JSON" });
    const id = await report("orders_daily");
    const incident = await analysed(id);
    expect(incident.title).toBe("KeyError 'customer_id' in transform_orders");

    const { body: evidence } = await product.api<{ items: Evidence[] }>(`/api/incidents/${id}/evidence`);
    const commit = evidence.items.find((item) => item.kind === "commit" && item.status === "ok");
    expect(commit?.text).toContain("Use customer_id again");
    const log = evidence.items.find((item) => item.kind === "log");
    expect(log?.status).toBe("ok");

    const citations = incident.diagnosis?.claims.flatMap((claim) => claim.citations) ?? [];
    expect(citations.length).toBeGreaterThan(0);
    for (const citation of citations) {
      const piece = evidence.items.find((item) => item.id === citation.evidenceId);
      const first = piece?.startLine ?? 1;
      const lines =
        piece?.text.split("\n").slice(citation.startLine - first, citation.endLine - first + 1) ?? [];
      expect(lines.join("\n")).toContain(citation.quote);
    }

    const { body: fixes } = await product.api<{ items: Fix[] }>(`/api/incidents/${id}/fixes`);
    const fix = fixes.items.find((item) => item.patch !== "");
    if (!fix) throw new Error(`no patch among ${JSON.stringify(fixes.items)}`);
    expect(fix.patch).toContain("customer_id");
    expect(fix.verification.status).not.toBe("failed");
    const [first, second] = await Promise.all([
      product.api<{ workflowId: string }>(`/api/fixes/${fix.id}/pull-request`, { body: {} }),
      product.api<{ workflowId: string }>(`/api/fixes/${fix.id}/pull-request`, { body: {} }),
    ]);
    expect(first.body.workflowId).toBe(second.body.workflowId);
    expect(await ended(first.body.workflowId)).toMatchObject({ status: "COMPLETED" });
    const { body: opened } = await product.api<Fix>(`/api/fixes/${fix.id}`);
    expect(opened).toMatchObject({ status: "open", branch: expect.stringContaining("pipeline-debugger/") });
    expect(git("branch", "--list", "pipeline-debugger/*").trim().split("\n")).toHaveLength(1);
    expect(git("status", "--porcelain")).toBe("");
    const again = await product.api<{ pullRequest: unknown }>(`/api/fixes/${fix.id}/pull-request`, {
      body: {},
    });
    expect(again.status).toBe(200);
  }, 120_000);
});
