import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SupersededPiece } from "@/components/evidence/superseded-piece";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase } from "@/e2e/database/test-database";
import { listDiagnoses, listShownEvidence } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { failureReport } from "@/lib/failures/testing/report";
import { newId } from "@/lib/platform/crypto";

type Database = Awaited<ReturnType<typeof testDatabase>>;

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const failing = (message: string) =>
  failureReport({
    exception: { type: "builtins.ValueError", message, traceback: `ValueError: ${message}` },
  });

/** An incident whose log was collected and diagnosed `readings` times. */
async function arrangeReadings(readings: number) {
  const arranged = await arrangeIncident(db, failing("reading 0"));
  const { ctx, incidentId } = arranged;
  for (let reading = 0; reading < readings; reading++) {
    await db.pool.query("UPDATE incidents SET report = $2 WHERE id = $1", [
      incidentId,
      JSON.stringify(failing(`reading ${reading}`)),
    ]);
    await collectEvidence(ctx, { incidentId });
    // The second reading is superseded before a diagnosis cites it.
    if (reading !== 1) await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
  }
  return arranged;
}

it("shows the cited lines of every diagnosis", async () => {
  const { ctx, incidentId } = await arrangeReadings(3);
  const { items } = await listShownEvidence(ctx, incidentId);
  const diagnoses = await listDiagnoses(ctx, incidentId);
  const citations = diagnoses.items.flatMap(({ claims, ruledOut }) =>
    [...claims, ...ruledOut].flatMap((claim) => claim.citations),
  );
  expect(citations.length).toBeGreaterThan(1);
  for (const { evidenceId, startLine, endLine, quote } of citations) {
    const piece = items.find((item) => item.id === evidenceId);
    const first = piece?.startLine ?? 1;
    const lines = piece?.text.split("\n").slice(startLine - first, endLine - first + 1);
    expect(lines?.join("\n")).toContain(quote);
  }
});

it("marks superseded evidence, puts it last, and shows it only if cited", async () => {
  const { ctx, incidentId } = await arrangeReadings(3);
  const { items } = await listShownEvidence(ctx, incidentId);
  const logs = items.filter((piece) => piece.kind === "log");
  expect(logs.map((piece) => [piece.text, piece.supersededAt !== null])).toEqual([
    ["ValueError: reading 2", false],
    ["ValueError: reading 0", true],
  ]);
  expect(items.at(-1)).toMatchObject({ text: "ValueError: reading 0" });
  // The engines see only current evidence.
  expect((await listEvidence(ctx, incidentId)).items.every((piece) => piece.supersededAt === null)).toBe(
    true,
  );
});

it("shows the superseded text when its citation is followed", async () => {
  const { ctx, incidentId } = await arrangeReadings(3);
  const { items } = await listShownEvidence(ctx, incidentId);
  const piece = items.find((item) => item.supersededAt !== null);
  if (!piece?.supersededAt) throw new Error("There is no superseded piece.");
  const { id: evidenceId, supersededAt } = piece;
  const page = renderToStaticMarkup(
    createElement(SupersededPiece, {
      piece: { ...piece, supersededAt },
      target: { evidenceId, startLine: 1, endLine: 1, turn: 1 },
    }),
  );
  expect(page).toContain("Superseded");
  expect(page).toMatch(/data-cited="true"[^>]*>ValueError: reading 0</);
});
