import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { deleteIncident } from "@/lib/incidents/delete-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { updateIncident } from "@/lib/incidents/update-incident";
import { confirmByFix } from "@/lib/knowledge/patterns/confirm-by-fix";
import { getPattern, listPatterns } from "@/lib/knowledge/patterns/data";
import { deletePattern } from "@/lib/knowledge/patterns/delete-pattern";
import { findPatternFix } from "@/lib/knowledge/patterns/find-pattern-fix";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import { settleLessons } from "@/lib/knowledge/patterns/settle-lessons";
import { updatePattern } from "@/lib/knowledge/patterns/update-pattern";
import { giveVerdict } from "@/lib/knowledge/verdicts/give-verdict";
import type { GiveVerdict } from "@/lib/knowledge/verdicts/schemas";
import { SYSTEM_ACTOR, type Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { listAudit } from "@/lib/workspaces/data";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

type Incident = Arranged & { incidentId: string };

const missing = (module: string, part: TaskReportPart = {}) =>
  failureReport({
    exception: {
      type: "builtins.ModuleNotFoundError",
      message: `No module named '${module}'`,
      traceback: `Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 3, in transform\n    import ${module}\nModuleNotFoundError: No module named '${module}'`,
    },
    ...part,
  });

/** An incident that was analyzed; a later one of the same failure is opened because the one before is resolved. */
async function analyzed(report: ReturnType<typeof failureReport>, like?: Arranged): Promise<Incident> {
  const arranged = await arrangeIncident(db, report, { like });
  await analyze(arranged);
  return arranged;
}

async function analyze({ ctx, incidentId }: Incident) {
  await collectEvidence(ctx, { incidentId });
  return diagnoseIncident(ctx, { incidentId, workflowId: newId() });
}

async function judged(incident: Incident, verdict: GiveVerdict) {
  const { changeIds } = await giveVerdict(incident.ctx, incident.incidentId, verdict);
  return changeIds[0] ?? "";
}

/** Resolves it, and learns from that as the sweep does. */
async function resolved({ ctx, incidentId }: Incident) {
  await updateIncident(ctx, incidentId, { status: "resolved" });
  await settleLessons({ ...ctx, actor: SYSTEM_ACTOR });
}

const patternsOf = async ({ ctx }: Arranged) => (await listPatterns(ctx, {})).items;
const shown = ({ ctx, incidentId }: Incident) => getIncident(ctx, incidentId);

async function colleague({ ctx }: Arranged, name: string): Promise<Context> {
  const id = newId();
  await db.prisma.user.create({ data: { id, email: `${id}@example.com`, name } });
  await db.prisma.membership.create({
    data: { workspaceId: ctx.workspaceId, userId: id, role: "responder" },
  });
  return { ...ctx, actor: { type: "user", id, name }, role: "responder" };
}

/** A merged fix of the current diagnosis. */
async function fixed({ ctx, incidentId }: Incident, outcome: string | null, prNumber = 142) {
  const { diagnosisId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const fix = await db.prisma.fix.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspaceId,
      incidentId,
      diagnosisId: diagnosisId ?? "",
      kind: "patch",
      engine: "builtin",
      title: "Add boto3 to the requirements",
      rationale: "It is imported",
      patch: "--- a/requirements.txt\n+++ b/requirements.txt\n@@ -1 +1,2 @@\n pandas\n+boto3\n",
      files: [{ path: "requirements.txt", additions: 1, deletions: 0 }],
      risk: {},
      blastRadius: {},
      verification: {},
      status: "merged",
      prNumber,
      createdAt: ctx.now(),
    },
  });
  if (outcome !== null) await setOutcome(fix.id, outcome);
  return fix.id;
}

const setOutcome = (id: string, outcome: string) =>
  db.prisma.fix.update({ where: { id }, data: { outcome, outcomeAt: new Date() } });

const CORRECTION = {
  verdict: "wrong",
  category: "configuration",
  cause: "The image was built from the wrong branch",
} as const;

describe("a verdict", () => {
  it("is kept with the diagnosis as it was, on the timeline and in the audit log", async () => {
    const incident = await analyzed(missing("boto3"));
    await judged(incident, { verdict: "right", comment: "token=ghp_abcdefghijklmnopqrstuvwxyz0123456789" });
    const { diagnosis, verdicts, confirmedCause } = await shown(incident);
    expect(verdicts).toMatchObject([
      {
        verdict: "right",
        by: { name: "Ada" },
        engine: "builtin",
        saidCategory: "missing_dependency",
        saidCause: diagnosis?.rootCause,
        confidence: diagnosis?.confidence,
        endedAt: null,
      },
    ]);
    expect(verdicts[0]?.comment).not.toContain("ghp_");
    expect(confirmedCause).toMatchObject({ kind: "verdict", by: "Ada", category: "missing_dependency" });
    expect((await listAudit(incident.ctx)).items[0]).toMatchObject({ action: "incident.give-verdict" });
  });

  it("replaces that of the same person; undoing it brings the one before back", async () => {
    const incident = await analyzed(missing("boto3"));
    await judged(incident, { verdict: "right" });
    const entry = await judged(incident, CORRECTION);
    expect(await shown(incident)).toMatchObject({
      category: "configuration",
      rootCause: "The image was built from the wrong branch",
      confirmedCause: { kind: "correction", by: "Ada" },
    });
    await undoChange(incident.ctx, incident.incidentId, { timelineEntryId: entry });
    await learnFromIncident(incident.ctx, incident.incidentId);
    const after = await shown(incident);
    expect(after).toMatchObject({ category: "missing_dependency", confirmedCause: { kind: "verdict" } });
    expect(after.rootCause).toBe(after.diagnosis?.rootCause);
    expect(after.verdicts.map(({ verdict, endedAt }) => [verdict, endedAt === null])).toEqual([
      ["wrong", false],
      ["right", true],
    ]);
    await expect(
      undoChange(incident.ctx, incident.incidentId, { timelineEntryId: entry }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("of two people counts by time, and both are shown", async () => {
    const incident = await analyzed(missing("boto3"));
    const grace = await colleague(incident, "Grace");
    await judged(incident, { verdict: "right" });
    await giveVerdict(grace, incident.incidentId, { verdict: "wrong" });
    const { verdicts, confirmedCause } = await shown(incident);
    expect(confirmedCause).toBeNull();
    expect(verdicts.map(({ verdict, by, endedAt }) => [by.name, verdict, endedAt])).toEqual([
      ["Grace", "wrong", null],
      ["Ada", "right", null],
    ]);
  });

  it.each<[string, GiveVerdict, string]>([
    ["a cause for a right diagnosis", { verdict: "right", category: "configuration", cause: "x" }, "INVALID"],
    ["a cause without a category", { verdict: "wrong", cause: "x" }, "INVALID"],
  ])("is refused with %s", async (_name, verdict, code) => {
    const incident = await analyzed(missing("boto3"));
    await expect(giveVerdict(incident.ctx, incident.incidentId, verdict)).rejects.toMatchObject({ code });
  });

  it("needs a diagnosis and the role", async () => {
    const incident = await arrangeIncident(db, missing("boto3"));
    await expect(giveVerdict(incident.ctx, incident.incidentId, { verdict: "right" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const viewer = { ...incident.ctx, role: "viewer" } as const;
    await expect(giveVerdict(viewer, incident.incidentId, { verdict: "right" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("a correction", () => {
  it("stays displayed over later diagnoses, which are kept", async () => {
    const incident = await analyzed(missing("boto3"));
    await judged(incident, CORRECTION);
    await analyze(incident);
    const after = await shown(incident);
    expect(after).toMatchObject({ category: "configuration", rootCause: CORRECTION.cause, confidence: null });
    expect(after.diagnosis).toMatchObject({ category: "missing_dependency", engine: "builtin" });
  });
});

describe("a fix", () => {
  it("confirms the cause once it worked, and takes that back when it does not any more", async () => {
    const incident = await analyzed(missing("boto3"));
    const fixId = await fixed(incident, null);
    const ctx = { ...incident.ctx, actor: SYSTEM_ACTOR };
    expect(await confirmByFix(ctx, { fixId })).toEqual({ patternId: null });
    expect((await shown(incident)).confirmedCause).toBeNull();
    await setOutcome(fixId, "worked");
    await confirmByFix(ctx, { fixId });
    await confirmByFix(ctx, { fixId });
    expect((await shown(incident)).confirmedCause).toMatchObject({ kind: "fix", by: "pull request #142" });
    const entries = await db.prisma.timelineEntry.findMany({
      where: { incidentId: incident.incidentId, kind: "verdict" },
    });
    expect(entries).toHaveLength(1);
    await setOutcome(fixId, "did_not_work");
    expect(await settleLessons(ctx)).toMatchObject({ settled: expect.any(Number) });
    expect((await shown(incident)).confirmedCause).toBeNull();
  });
});

describe("a pattern", () => {
  it("is made of a resolved incident with a confirmed cause, and goes with it", async () => {
    const incident = await analyzed(missing("boto3"));
    await judged(incident, { verdict: "right" });
    expect(await patternsOf(incident)).toEqual([]);
    await resolved(incident);
    const [pattern] = await patternsOf(incident);
    expect(pattern).toMatchObject({
      category: "missing_dependency",
      timesSeen: 1,
      confirmations: 1,
      state: "active",
      use: "used",
      causeSuccess: { worked: 1, tried: 1 },
    });
    expect(pattern?.cause).toContain("<module>");
    // Without names of other incidents it is called as its own was.
    expect(pattern?.name).toBe(pattern?.cause.replaceAll("<module>", "boto3"));
    expect(await db.prisma.chunk.count({ where: { ownerKind: "pattern", ownerId: pattern?.id ?? "" } })).toBe(
      1,
    );
    await updateIncident(incident.ctx, incident.incidentId, { status: "triggered" });
    await settleLessons({ ...incident.ctx, actor: SYSTEM_ACTOR });
    expect(await patternsOf(incident)).toEqual([]);
    expect(await db.prisma.chunk.count({ where: { ownerKind: "pattern", ownerId: pattern?.id ?? "" } })).toBe(
      0,
    );
  });

  it("leads the next diagnosis of the failure, with its own names and citations of its own evidence", async () => {
    const first = await analyzed(missing("boto3"));
    await judged(first, { verdict: "right" });
    await resolved(first);
    const second = await arrangeIncident(db, missing("pandas"), { like: first });
    expect(second.incidentId).not.toBe(first.incidentId);
    const { patternId } = await analyze(second);
    const [pattern] = await patternsOf(first);
    expect(patternId).toBe(pattern?.id);
    const incident = await shown(second);
    expect(incident.diagnosis).toMatchObject({ patternId, category: "missing_dependency" });
    expect(incident.diagnosis?.rootCause).toContain("pandas");
    expect(JSON.stringify(incident.diagnosis?.claims)).not.toContain("boto3");
    const [claim] = incident.diagnosis?.claims ?? [];
    expect(claim?.citations.length).toBeGreaterThan(0);
    for (const { evidenceId, startLine, quote } of claim?.citations ?? []) {
      const piece = await db.prisma.evidence.findUniqueOrThrow({ where: { id: evidenceId } });
      expect(piece.incidentId).toBe(second.incidentId);
      expect(piece.text.split("\n")[startLine - (piece.startLine ?? 1)]).toContain(quote);
    }
    expect(incident.patterns).toMatchObject([
      { role: "led", recheck: "holds", confirmations: 1, confirmedBy: "Ada" },
    ]);
    // What people read names what failed now, and no slot.
    expect(incident.patterns[0]?.name).toBe(incident.diagnosis?.rootCause);
    expect(claim?.text).toContain(`Known cause “${incident.diagnosis?.rootCause}”`);
    expect(JSON.stringify([incident.patterns, incident.diagnosis])).not.toMatch(/<[a-z]+(?:_\d+)?>/);
    await settleLessons({ ...first.ctx, actor: SYSTEM_ACTOR });
    const learned = await getPattern(first.ctx, patternId ?? "");
    expect(learned.timesSeen).toBe(2);
    // Other slots of its evidence have no names, which nobody could use in the cause.
    expect(learned.slots).toEqual(["module"]);
    expect(learned.facts.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining("<module>")]),
    );
    for (const { text } of learned.facts) expect(text.replaceAll("<module>", "")).not.toMatch(/<\w+>/);

    await judged(second, { verdict: "right" });
    await resolved(second);
    expect((await patternsOf(first))[0]?.name).toBe(learned.cause.replaceAll("<module>", "…"));
  });

  it("does not overrule the evidence after one wrong confirmation, but after a second one", async () => {
    const first = await analyzed(missing("boto3"));
    await judged(first, CORRECTION);
    await resolved(first);
    const second = await analyzed(missing("boto3"), first);
    const after = await shown(second);
    expect(after.diagnosis).toMatchObject({ patternId: null, category: "missing_dependency" });
    expect(after.patterns).toMatchObject([{ role: "shown" }]);
    expect(JSON.stringify(after.diagnosis)).not.toContain("wrong branch");
    await judged(second, CORRECTION);
    await resolved(second);
    const third = await analyzed(missing("boto3"), first);
    expect(await shown(third)).toMatchObject({
      category: "configuration",
      rootCause: CORRECTION.cause,
      diagnosis: { explanation: expect.stringContaining("Without that, the evidence would suggest") },
    });
  });

  it("is only shown once it was wrong", async () => {
    const first = await analyzed(missing("boto3"));
    await judged(first, { verdict: "right" });
    await resolved(first);
    const second = await analyzed(missing("boto3"), first);
    await judged(second, { verdict: "wrong" });
    await resolved(second);
    const third = await analyzed(missing("boto3"), first);
    expect((await shown(third)).diagnosis?.patternId).toBeNull();
    expect(await patternsOf(first)).toMatchObject([{ use: "shown", causeSuccess: { worked: 1, tried: 2 } }]);
  });

  it("proposes the fix that worked, with how often it did", async () => {
    const first = await analyzed(missing("boto3"));
    await fixed(first, "worked");
    await resolved(first);
    const second = await analyzed(missing("boto3"), first);
    expect(await findPatternFix(second.ctx, second.incidentId)).toMatchObject({
      incidentNumber: 1,
      title: "Add boto3 to the requirements",
      files: ["requirements.txt"],
      pullRequest: { number: 142 },
      worked: 1,
      tried: 1,
      renamed: [],
    });
    const other = await analyzed(missing("pandas", { environment: "staging" }), first);
    expect(await findPatternFix(other.ctx, other.incidentId)).toMatchObject({
      renamed: [{ slot: "module", before: "boto3", now: "pandas" }],
    });
    const [pattern] = await patternsOf(first);
    await updatePattern(first.ctx, pattern?.id ?? "", { offersFix: false });
    expect(await findPatternFix(second.ctx, second.incidentId)).toBeNull();
  });

  it("loses what a deleted incident contributed", async () => {
    const first = await analyzed(missing("boto3"));
    await judged(first, { verdict: "right" });
    await resolved(first);
    const second = await analyzed(missing("pandas"), first);
    await judged(second, { verdict: "right" });
    await resolved(second);
    expect(await patternsOf(first)).toMatchObject([{ confirmations: 2 }]);
    await deleteIncident(second.ctx, second.incidentId);
    await settleLessons({ ...first.ctx, actor: SYSTEM_ACTOR });
    const [pattern] = await patternsOf(first);
    expect(pattern).toMatchObject({ confirmations: 1, timesSeen: 1 });
    const row = await db.prisma.pattern.findUniqueOrThrow({ where: { id: pattern?.id ?? "" } });
    expect(JSON.stringify(row)).not.toContain("pandas");
    await deleteIncident(first.ctx, first.incidentId);
    expect(await patternsOf(first)).toEqual([]);
    expect(await db.prisma.verdict.count({ where: { workspaceId: first.ctx.workspaceId } })).toBe(0);
  });
});

describe("people", () => {
  async function learned() {
    const incident = await analyzed(missing("boto3"));
    await judged(incident, { verdict: "right" });
    await resolved(incident);
    const [pattern] = await patternsOf(incident);
    return { ...incident, id: pattern?.id ?? "" };
  }

  it("edit a pattern, and what they set stays", async () => {
    const { ctx, id, ...incident } = await learned();
    await updatePattern(ctx, id, {
      name: "Forgotten requirement",
      cause: "<module> is in no requirements file",
    });
    const second = await analyzed(missing("pandas"), { ctx, ...incident });
    expect((await shown(second)).diagnosis?.rootCause).toBe("pandas is in no requirements file");
    await judged(second, { verdict: "right" });
    await resolved(second);
    expect(await getPattern(ctx, id)).toMatchObject({
      name: "Forgotten requirement",
      cause: "<module> is in no requirements file",
      confirmations: 2,
      editedBy: "Ada",
    });
    expect((await listAudit(ctx)).items.map(({ action }) => action)).toContain("pattern.update");
  });

  it("switch one off, which then matches nothing", async () => {
    const { ctx, id, ...incident } = await learned();
    await updatePattern(ctx, id, { state: "off" });
    const second = await analyzed(missing("boto3"), { ctx, ...incident });
    expect(await shown(second)).toMatchObject({ patterns: [], diagnosis: { patternId: null } });
  });

  it("delete one, and it does not come back by itself", async () => {
    const { ctx, id, ...incident } = await learned();
    await deletePattern(ctx, id);
    await learnFromIncident(ctx, incident.incidentId);
    expect(await patternsOf({ ctx, ...incident })).toEqual([]);
    expect((await getIncident(ctx, incident.incidentId)).confirmedCause).not.toBeNull();
    await expect(deletePattern(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("merge two: one keeps the history of both", async () => {
    const { ctx, id, ...incident } = await learned();
    const second = await analyzed(missing("boto3"), { ctx, ...incident });
    await judged(second, CORRECTION);
    await resolved(second);
    const other = (await patternsOf({ ctx, ...incident })).find((pattern) => pattern.id !== id);
    expect(other).toMatchObject({ category: "configuration" });
    const merged = await updatePattern(ctx, other?.id ?? "", { mergeInto: id });
    expect(merged).toMatchObject({ id, category: "missing_dependency", confirmations: 2 });
    expect(await patternsOf({ ctx, ...incident })).toHaveLength(1);
    await learnFromIncident(ctx, second.incidentId);
    expect(await patternsOf({ ctx, ...incident })).toMatchObject([{ id, confirmations: 2 }]);
  });

  it("of another workspace see and change nothing", async () => {
    const { id } = await learned();
    const { ctx } = await arrangeIncident(db, missing("boto3"));
    await expect(getPattern(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(updatePattern(ctx, id, { state: "off" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(deletePattern(ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
