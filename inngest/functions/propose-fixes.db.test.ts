import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { useClaude } from "@/e2e/database/use-environment";
import type { EmbeddedRunner, Exchange } from "@/inngest/embedded/runner";
import { launchRunner } from "@/inngest/launch-runner";
import { sendOutbox } from "@/inngest/send-outbox";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listFixes } from "@/lib/fixes/data";
import { requestFixes } from "@/lib/fixes/proposals/request-fixes";
import { listTimeline } from "@/lib/incidents/history/data";
import { ORDERS, ORDERS_FAILURE } from "@/lib/failures/testing/orders-failure";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";
import { getWorkflow } from "@/lib/workflows/data";

const port = await useClaude();

const CHANGE = {
  canFix: true,
  title: "Skip rows without a customer",
  rationale: "Rows may lack it.",
  edits: [{ path: "dags/orders.py", search: 'row["customer_id"]', replace: 'row.get("customer_id", 0)' }],
  newFiles: [],
  cautions: [],
  steps: [],
};

let db: TestDatabase;
let claude: FakeServer;
let repository: TemporaryRepository;
let runner: EmbeddedRunner;
/** Responses for the next model calls; afterwards a patch. */
let refusals: ((response: ServerResponse) => void)[] = [];
let exchanges: Exchange[] = [];

beforeAll(async () => {
  db = await testDatabase();
  repository = createTemporaryRepository({ "dags/orders.py": ORDERS });
  claude = await startFakeServer((_request, response) => {
    const refuse = refusals.shift();
    if (refuse) return refuse(response);
    sendJson(response, 200, {
      model: "claude-test",
      content: [{ type: "text", text: JSON.stringify(CHANGE) }],
      stop_reason: "end_turn",
      usage: { input_tokens: 1, output_tokens: 1 },
    });
  }, port);
  runner = await launchRunner({
    pool: db.pool,
    backoffMs: () => 20,
    onExchange: (exchange) => exchanges.push(exchange),
  });
});
beforeEach(() => {
  refusals = [];
  exchanges = [];
  claude.seen.splice(0);
});
afterAll(async () => {
  await runner.stop();
  repository.remove();
  await claude.close();
  await db.close();
});

const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    sendJson(response, status, { type: "error", error: { type: "error", message: "not now" } }, headers);

/** Requests fixes for a diagnosed incident and waits for the workflow. */
async function asked() {
  const { ctx, incidentId, workflowId } = await arrangeIncident(db, ORDERS_FAILURE, {
    repository: { kind: "local", path: repository.path },
    dagsFolder: "dags",
  });
  await db.pool.query("DELETE FROM outbox_events");
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  const requested = await requestFixes(ctx, { incidentId, hint: null });
  await sendOutbox();
  await expect
    .poll(async () => (await getWorkflow(ctx, requested.workflowId)).ended_at, { timeout: 20_000 })
    .not.toBeNull();
  const workflow = await getWorkflow(ctx, requested.workflowId);
  const { items: fixes } = await listFixes(ctx, incidentId);
  const { items: timeline } = await listTimeline(ctx, incidentId);
  return {
    workflow,
    steps: workflow.steps.map(({ name, status, attempts }) => [name, status, attempts]),
    proposed: fixes.map((fix) => `${fix.engine} ${fix.kind}`).toSorted(),
    said: timeline.map((entry) => entry.text),
  };
}

describe("Claude's fix, when the model", { timeout: 60_000 }, () => {
  it.each([429, 529])("returns %d once, is retried alone after the time it names", async (status) => {
    refusals = [refusal(status, { "retry-after": "1" })];
    const { steps, proposed, said } = await asked();
    expect(steps).toEqual([
      ["propose-fixes", "completed", 1],
      ["ask-claude-for-fix", "completed", 2],
    ]);
    expect(proposed).toEqual(["builtin patch", "builtin rerun", "claude patch"]);
    expect(said.filter((text) => text.startsWith("Claude proposed no patch"))).toEqual([]);
    const delays = exchanges.flatMap(({ response }) => response.headers["retry-after"] ?? []);
    expect(delays).toHaveLength(1);
    expect(claude.seen).toHaveLength(2);
  });

  it("stays overloaded, leaves the built-in fix and a timeline entry", async () => {
    refusals = Array.from({ length: 10 }, () => refusal(529));
    const { workflow, steps, proposed, said } = await asked();
    expect(workflow.status).toBe("COMPLETED");
    expect(steps).toEqual([
      ["propose-fixes", "completed", 1],
      ["ask-claude-for-fix", "failed", 4],
      ["note-no-fix", "completed", 1],
    ]);
    expect(proposed).toEqual(["builtin patch", "builtin rerun"]);
    expect(said).toContain("Claude proposed no patch: Claude is overloaded (529). The built-in fix remains.");
    expect(claude.seen).toHaveLength(4);
  });

  it("asks for an hour's wait, is not waited for", async () => {
    refusals = [refusal(429, { "retry-after": "3600" })];
    const { workflow, proposed, said } = await asked();
    expect(workflow.status).toBe("COMPLETED");
    expect(proposed).toEqual(["builtin patch", "builtin rerun"]);
    expect(said).toContain("Claude proposed no patch: Claude's rate limit is used up (429).");
    expect(claude.seen).toHaveLength(1);
  });
});
