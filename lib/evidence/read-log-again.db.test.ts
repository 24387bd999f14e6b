import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import type { readLogInBackground } from "@/lib/background/read-log-in-background";
import { findDiagnosis } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { listEvidence } from "@/lib/evidence/data";
import { failureReport } from "@/lib/failures/testing/report";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

const seen = vi.hoisted(() => ({ readings: 0 }));
vi.mock("@/lib/background/read-log-in-background", async (original) => {
  const real = await original<{ readLogInBackground: typeof readLogInBackground }>();
  const counted: typeof readLogInBackground = (log) => {
    seen.readings += 1;
    return real.readLogInBackground(log);
  };
  return { readLogInBackground: counted };
});

interface Row {
  kind: string;
  collector: string;
  status: string;
  title: string;
  text: string;
  facts: { chain?: { line: number; message: string }[]; failingLines?: { line: number; text: string }[] };
}

/** Rows stored when log facts held only a few of the findings. */
const recorded = JSON.parse(
  readFileSync(new URL("fixtures/rows-without-version.json", import.meta.url), "utf8"),
) as Row[];
const log = recorded.findLast((row) => row.kind === "log" && row.status === "ok");
if (log === undefined) throw new Error("there is a recorded log");

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** Stores an old row whose text starts at line `startLine` of the log. */
async function storeAsBefore(ctx: Context, incidentId: string, row: Row, startLine = 1): Promise<string> {
  const id = newId();
  await db.pool.query(
    `INSERT INTO evidence (id, workspace_id, incident_id, collector, key, kind, status, title, text, facts, provenance,
       relevance, start_line, truncated, sha256, duration_ms, collected_at)
     VALUES ($1, $2, $3, $4, 'main', $5, $6, $7, $8, $9, 'fact', 1, $10, false, $1, 1, now())`,
    [
      id,
      ctx.workspaceId,
      incidentId,
      row.collector,
      row.kind,
      row.status,
      row.title,
      row.text,
      row.facts,
      startLine,
    ],
  );
  return id;
}

it("reads an outdated log again once, with the same findings", async () => {
  seen.readings = 0;
  const { ctx, incidentId } = await arrangeIncident(db, failureReport());
  const id = await storeAsBefore(ctx, incidentId, log);
  const [first] = (await listEvidence(ctx, incidentId)).items;
  if (first?.kind !== "log") throw new Error("the log is listed");
  expect(first.facts).toMatchObject({ schemaVersion: 2, isReadAgain: true });
  expect(first.facts?.failingLines.map(({ line, text }) => ({ line, text }))).toEqual(
    log.facts.failingLines?.map(({ line, text }) => ({ line, text })),
  );
  expect(first.facts?.exceptions.map((exception) => exception.messageLine)).toEqual(
    log.facts.chain?.map((exception) => exception.line),
  );
  const again = (await listEvidence(ctx, incidentId)).items[0];
  expect(again).toEqual(first);
  expect(seen.readings).toBe(1);
  const { rows } = await db.pool.query(
    "SELECT facts->>'schemaVersion' AS version FROM evidence WHERE id = $1",
    [id],
  );
  expect(rows).toEqual([{ version: "2" }]);
});

it("diagnoses and cites an outdated log by its line numbers", async () => {
  const { ctx, incidentId } = await arrangeIncident(db, failureReport());
  const id = await storeAsBefore(ctx, incidentId, log, 701);
  const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
  const citations = (await findDiagnosis(ctx, diagnosisId))?.claims.flatMap((claim) => claim.citations) ?? [];
  const ofLog = citations.filter((citation) => citation.evidenceId === id);
  expect(ofLog.length).toBeGreaterThan(0);
  const lines = log.text.split("\n");
  for (const { startLine, quote } of ofLog) expect(lines[startLine - 701]).toContain(quote);
});

it("gives concurrent readers the same result", async () => {
  const { ctx, incidentId } = await arrangeIncident(db, failureReport());
  await storeAsBefore(ctx, incidentId, log);
  const [first, second] = await Promise.all([listEvidence(ctx, incidentId), listEvidence(ctx, incidentId)]);
  expect(first).toEqual(second);
});
