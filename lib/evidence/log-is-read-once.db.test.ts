import { tmpdir } from "node:os";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { makeLog } from "@/bench/make-log";
import { wrapUpAnalysis } from "@/lib/cascades/wrap-up-analysis";
import { findDiagnosis, listShownEvidence } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { askOnce } from "@/lib/diagnosis/model/ask-once";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { understandBody } from "@/lib/intake/sources/understand-body";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";
import { newId, sha256 } from "@/lib/platform/crypto";
import { TELLING_CHARS } from "@/lib/logs/retention/telling-part";
import type { parseLog } from "@/lib/logs/parse-log";
import type { runJob } from "@/lib/background/run-job";

/** The lengths of texts parsed in this thread, and the jobs sent to worker threads. */
const seen = await vi.hoisted(async () => {
  const { freePorts } = await import("@/e2e/database/free-ports");
  const [claude = 0] = await freePorts(1);
  process.env["ANTHROPIC_BASE_URL"] = `http://127.0.0.1:${claude}`;
  process.env["ANTHROPIC_API_KEY"] = "sk-test";
  return { claude, parsedHere: new Array<number>(), jobs: new Array<string>() };
});

vi.mock("@/lib/logs/parse-log", async (original) => {
  const real = await original<{ parseLog: typeof parseLog }>();
  const counted: typeof parseLog = (text, options) => {
    seen.parsedHere.push(text.length);
    return real.parseLog(text, options);
  };
  return { ...real, parseLog: counted };
});
vi.mock("@/lib/background/run-job", async (original) => {
  const real = await original<{ runJob: typeof runJob }>();
  const counted: typeof runJob = (name, input) => {
    seen.jobs.push(name);
    return real.runJob(name, input);
  };
  return { ...real, runJob: counted };
});

const ORDERS = `def transform(rows):
    total = 0
    for row in rows:
        total += row["customer"]
    return total
`;
const FAILURE = [
  "[2026-03-01T02:00:00.100+0000] {taskinstance.py:3313} ERROR - Task failed with exception",
  "Traceback (most recent call last):",
  '  File "/opt/airflow/dags/orders.py", line 4, in transform',
  '    total += row["customer_id"]',
  "KeyError: 'customer_id'",
];
/** More than is kept for the page, but within the webhook limit. */
const BEFORE = makeLog("airflow-text", 5_500).slice(0, 5_500);
const AFTER = makeLog("airflow-text", 1_500, 30_000).slice(0, 1_500);
const LOG = [...BEFORE, ...FAILURE, ...AFTER].join("\n");
const FAILING_LINE = BEFORE.length + FAILURE.length;

const claude = new LLMock({ port: seen.claude });
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await claude.start();
});
afterAll(async () => {
  await claude.stop();
  await db.close();
});
beforeEach(() => {
  seen.parsedHere.length = 0;
  seen.jobs.length = 0;
});

/** Opens an incident from a webhook that carried this log and no error. */
async function reported(log: string, repository: string) {
  const arranged = await arrangeWorkspace(db, {
    kind: "generic",
    repository: { kind: "local", path: repository },
    dagsFolder: "dags",
  });
  const body = { pipeline: "orders", task: "transform", log };
  const meaning = understandBody({ id: arranged.sourceId, kind: "generic", environment: null }, body, {});
  const incidentId = await acceptDelivery(db, incomingDelivery(arranged, meaning));
  return { ...arranged, incidentId, workflowId: newId() };
}

/** Runs all steps of an analysis and loads the page's data. */
async function analyse({ ctx, incidentId, workflowId }: Awaited<ReturnType<typeof reported>>) {
  const input = { incidentId, workflowId };
  await collectEvidence(ctx, input);
  const { diagnosisId } = await diagnoseIncident(ctx, input);
  claude.onMessage(/./, { content: "{}" });
  await expect(askOnce(ctx, { ...input, boundary: "data-1", size: "small" })).rejects.toThrow("agreed shape");
  await proposeFixes(ctx, { ...input, engine: "builtin" });
  await wrapUpAnalysis(ctx, input);
  return {
    diagnosis: await findDiagnosis(ctx, diagnosisId),
    material: await loadFixMaterial(ctx, incidentId),
    evidence: (await listShownEvidence(ctx, incidentId)).items,
  };
}

describe("a large log", { timeout: 120_000 }, () => {
  it("is read once, in a worker thread, and all consumers use its findings", async () => {
    expect(LOG.length).toBeGreaterThan(900_000);
    expect(LOG.length).toBeLessThan(1_000_000);
    const repository = createTemporaryRepository({ "dags/orders.py": ORDERS });
    repository.commit("Read the customer's id", {
      date: new Date(Date.now() - 3_600_000).toISOString(),
      files: { "dags/orders.py": ORDERS.replace('row["customer"]', 'row["customer_id"]') },
    });
    try {
      const incident = await reported(LOG, repository.path);
      // The sender is waiting, so no large text may be read yet.
      expect(seen.parsedHere.filter((length) => length > TELLING_CHARS)).toEqual([]);
      expect(seen.jobs).toEqual([]);
      const { title } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incident.incidentId } });
      expect(title).toBe("KeyError 'customer_id' in transform");

      seen.parsedHere.length = 0;
      const { diagnosis, material, evidence } = await analyse(incident);
      expect(seen.jobs.filter((name) => name === "read-log")).toHaveLength(1);
      expect(seen.parsedHere).toEqual([]);

      // The page
      const log = evidence.find((piece) => piece.kind === "log");
      expect(log?.facts?.failingLines[0]).toMatchObject({
        line: FAILING_LINE,
        text: "KeyError: 'customer_id'",
      });
      expect(log?.facts?.lineCount).toBe(BEFORE.length + FAILURE.length + AFTER.length);
      const [exception] = log?.facts?.exceptions ?? [];
      expect(exception).toMatchObject({ type: "KeyError", messageLine: FAILING_LINE });
      // The engine
      const cited = diagnosis?.claims.flatMap((claim) => claim.citations) ?? [];
      expect(cited).toContainEqual({
        evidenceId: log?.id,
        sha256: sha256(log?.text ?? ""),
        startLine: FAILING_LINE,
        endLine: FAILING_LINE,
        quote: "KeyError: 'customer_id'",
      });
      // Suspects
      const commit = evidence.find((piece) => piece.kind === "commit");
      expect(commit?.facts).toMatchObject({ message: expect.stringContaining("Read the customer's id") });
      expect(JSON.stringify(commit?.facts)).toContain("adds the line that failed");
      // Fixes
      expect(material.failure).toMatch(/^KeyError: 'customer_id'/);
      expect(material.code?.frames[0]).toEqual({
        path: "dags/orders.py",
        line: 4,
        source: 'total += row["customer_id"]',
      });
    } finally {
      repository.remove();
    }
  });
});

it("reads a small log once, inline", async () => {
  const incident = await reported(FAILURE.join("\n"), tmpdir());
  seen.parsedHere.length = 0;
  await analyse(incident);
  expect(seen.parsedHere).toEqual([FAILURE.join("\n").length]);
  expect(seen.jobs).toEqual([]);
});
