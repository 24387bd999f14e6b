import { expect, it } from "vitest";
import { listFixes } from "@/lib/fixes/data";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import type { FixKind } from "@/lib/fixes/schemas";
import { useFixes } from "@/lib/fixes/testing/orders-fix";

const fixes = useFixes();

const draft = (kind: FixKind, more: Partial<FixDraft> = {}): FixDraft => ({
  kind,
  engine: "builtin",
  title: kind,
  rationale: "r",
  patch: "",
  files: [],
  baseCommit: null,
  risk: { level: "low", reasons: [] },
  blastRadius: { files: 0, tasks: [], pipelines: [], text: "" },
  verification: { status: "unverified", reason: "", log: "", checks: [] },
  ...more,
});
const PLAN = { steps: [], intervals: [], intervalsNote: null, order: [], orderNote: null };
const patchOf = (line: string) => `--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+${line}\n`;

async function arrange() {
  const incident = await fixes.analyze(undefined);
  const diagnosis = await fixes.db.prisma.diagnosis.findFirstOrThrow({
    where: { incidentId: incident.incidentId },
  });
  return {
    ...incident,
    save: (item: FixDraft) => saveFix(incident.ctx, { ...incident, diagnosisId: diagnosis.id, draft: item }),
    async shown() {
      const { items } = await listFixes(incident.ctx, incident.incidentId);
      return items.map(({ title, status }) => [title, status]);
    },
  };
}

it("keeps the four best fixes of an analysis", async () => {
  const { save, shown } = await arrange();
  await save(draft("rollback", { patch: patchOf("old") }));
  await save(draft("rerun", { plan: PLAN }));
  await save(draft("data_repair", { plan: PLAN }));
  await save(draft("patch", { patch: patchOf("b"), title: "builtin" }));
  await save(draft("patch", { patch: patchOf("c"), title: "claude", engine: "claude" }));
  expect((await shown()).map(([title]) => title)).toEqual(
    expect.arrayContaining(["builtin", "claude", "rerun", "data_repair"]),
  );
  expect((await shown()).filter(([, status]) => status === "proposed")).toHaveLength(4);
  expect((await shown()).at(-1)).toEqual(["rollback", "superseded"]);
});

it("keeps a retry as a change beside a retry as a plan", async () => {
  const { save, shown } = await arrange();
  await save(draft("retry", { patch: patchOf("retries=2"), title: "change" }));
  await save(draft("retry", { plan: PLAN, title: "plan" }));
  expect((await shown()).map(([title]) => title).toSorted()).toEqual(["change", "plan"]);
});

it("stores plans and hints without secrets", async () => {
  const { ctx, incidentId, save } = await arrange();
  const step = {
    title: "Connect",
    why: "w",
    command: "psql postgresql://etl:hunter2-Zx9@db/prod",
    language: "shell" as const,
    expected: null,
    check: null,
    isDestructive: false,
  };
  await save(
    draft("rerun", { plan: { ...PLAN, steps: [step] }, hint: "use postgresql://etl:hunter2-Zx9@db/prod" }),
  );
  const rows = await fixes.db.prisma.fix.findMany({ where: { incidentId } });
  expect(JSON.stringify(rows)).not.toContain("hunter2");
  expect((await listFixes(ctx, incidentId)).items[0]?.plan?.steps[0]?.title).toBe("Connect");
});

it("reads rows of earlier versions", async () => {
  const { ctx, incidentId, save } = await arrange();
  const id = await save(draft("manual"));
  await fixes.db.prisma.fix.update({
    where: { id },
    data: {
      blastRadius: { files: 1, tasks: [], pipelines: [], text: "1 file" },
      kind: "patch",
      patchKey: null,
    },
  });
  expect((await listFixes(ctx, incidentId)).items[0]).toMatchObject({
    kind: "patch",
    plan: null,
    repeats: null,
    blastRadius: { importers: [], isComplete: false, gap: null },
  });
});
