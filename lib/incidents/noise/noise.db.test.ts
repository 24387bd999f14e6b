import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import type { FailureReport } from "@/lib/failures/schemas";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { listTimeline } from "@/lib/incidents/history/data";
import { listNoisePolicies } from "@/lib/incidents/noise/data";
import { deleteNoisePolicy } from "@/lib/incidents/noise/delete-noise-policy";
import { previewNoisePolicy } from "@/lib/incidents/noise/preview-noise-policy";
import { createNoisePolicy, updateNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import type { CreateNoisePolicy } from "@/lib/incidents/noise/schemas";
import { wakeSuppressed } from "@/lib/incidents/noise/wake-suppressed";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const START = Date.parse("2026-11-30T03:00:00Z");
const minute = (minutes: number) => new Date(START + minutes * 60_000);
const at = (ctx: Context, minutes: number): Context => ({ ...ctx, now: () => minute(minutes) });

const inRun = (run: string, part: TaskReportPart = {}): FailureReport =>
  failureReport({
    environment: "production",
    run: {
      externalId: run,
      type: "scheduled",
      logicalDate: null,
      startedAt: null,
      url: null,
      parentTaskRunId: null,
    },
    ...part,
  });

/** The task succeeds on its third attempt. */
const SUCCESS: TaskReportPart = {
  event: "succeeded",
  exception: null,
  attempt: {
    tryNumber: 3,
    maxTries: 2,
    mapIndex: -1,
    state: "success",
    hostname: null,
    startedAt: null,
    endedAt: null,
    logUrl: null,
    version: null,
  },
};

/** A workspace with policies, and what happens in it. */
async function arrange(...policies: CreateNoisePolicy[]) {
  const arranged = await arrangeWorkspace(db);
  const ctx = at(arranged.ctx, 0);
  for (const policy of policies) await createNoisePolicy(ctx, policy);
  let runs = 0;
  return {
    ...arranged,
    ctx,
    fails: (minutes: number, part: TaskReportPart = {}) =>
      deliver(arranged, minutes, inRun(`run-${++runs}`, part)),
    recovers: (minutes: number) => deliver(arranged, minutes, inRun(`run-${runs}`, SUCCESS)),
    wakes: (minutes: number) => wakeSuppressed(at(arranged.ctx, minutes)),
  };
}

async function deliver(arranged: Arranged, minutes: number, report: FailureReport): Promise<string> {
  return acceptDelivery(db, incomingDelivery(arranged, report, { receivedAt: minute(minutes) }));
}

const mute = (part: Partial<CreateNoisePolicy> = {}) =>
  ({ kind: "mute", name: "Migration", ...part }) as CreateNoisePolicy;
const FLAPPING: CreateNoisePolicy = {
  kind: "flapping",
  name: "Flapping",
  rule: { times: 2, withinMinutes: 60, holdMinutes: 15 },
};

const statusOf = async (ctx: Context, id: string) => (await getIncident(ctx, id)).status;
const timelineOf = async (ctx: Context, id: string) =>
  (await listTimeline(ctx, id)).items.map(({ text, actorType }) => [text, actorType]);

describe("a muted pipeline", () => {
  it("opens its incidents as suppressed, visibly and with the reason", async () => {
    const { ctx, fails } = await arrange(
      mute({ pipelines: ["orders_*"], expiresAt: minute(60).toISOString(), reason: "DATA-12" }),
    );
    const id = await fails(1);
    const because = "Muted until 2026-11-30 04:00 UTC: DATA-12";
    expect(await getIncident(ctx, id)).toMatchObject({
      status: "suppressed",
      suppressedBy: { name: "Migration", kind: "mute", because, until: "2026-11-30T04:00:00.000Z" },
      availableTransitions: ["triggered", "resolved"],
    });
    expect(await timelineOf(ctx, id)).toEqual([
      ["Failure reported in run run-1, attempt 2 of 2", "source"],
      [`Suppressed by the policy “Migration”. ${because}`, "system"],
    ]);
    expect((await listIncidents(ctx, { status: ["open"] })).items).toEqual([]);
    const { items } = await listIncidents(ctx, { status: ["suppressed"] });
    expect(items).toMatchObject([{ id, suppressedBy: { because } }]);
    expect((await listNoisePolicies(ctx)).items).toMatchObject([{ state: "active", suppressedCount: 1 }]);
  });

  it("does not touch the others", async () => {
    const { ctx, fails } = await arrange(
      mute({ pipelines: ["billing"] }),
      mute({ environments: ["staging"] }),
      mute({ isEnabled: false }),
    );
    expect(await statusOf(ctx, await fails(1))).toBe("triggered");
  });

  it("counts further failures, and stays suppressed", async () => {
    const { ctx, fails } = await arrange(mute());
    const id = await fails(1);
    expect(await fails(5)).toBe(id);
    expect(await getIncident(ctx, id)).toMatchObject({ status: "suppressed", occurrenceCount: 2 });
  });

  it("is triggered when the mute ends while it is still failing", async () => {
    const { ctx, fails, wakes } = await arrange(mute({ expiresAt: minute(60).toISOString() }));
    const id = await fails(1);
    expect(await wakes(59)).toEqual({ woken: 0 });
    expect(await statusOf(ctx, id)).toBe("suppressed");
    expect(await wakes(60)).toEqual({ woken: 1 });
    expect(await getIncident(ctx, id)).toMatchObject({ status: "triggered", suppressedBy: null });
    expect((await timelineOf(ctx, id)).at(-1)).toEqual([
      "Triggered: the policy “Migration” no longer suppresses it, and the failure is still there",
      "user",
    ]);
    expect(await wakes(61)).toEqual({ woken: 0 });
  });

  it("stays quiet when it has recovered before the mute ends", async () => {
    const { ctx, fails, recovers, wakes } = await arrange(mute({ expiresAt: minute(60).toISOString() }));
    const id = await fails(1);
    await recovers(30);
    await wakes(60);
    expect(await statusOf(ctx, id)).toBe("resolved");
  });

  it("is left alone once a person has decided about it", async () => {
    const { ctx, fails, wakes } = await arrange(mute({ expiresAt: minute(60).toISOString() }));
    const id = await fails(1);
    await updateIncident(ctx, id, { status: "triggered" });
    await updateIncident(ctx, id, { status: "suppressed" });
    expect(await getIncident(ctx, id)).toMatchObject({ status: "suppressed", suppressedBy: null });
    expect(await wakes(61)).toEqual({ woken: 0 });
    expect(await statusOf(ctx, id)).toBe("suppressed");
  });
});

describe("a maintenance window", () => {
  it("suppresses until it ends", async () => {
    const { ctx, fails, wakes } = await arrange({
      kind: "maintenance",
      name: "Warehouse upgrade",
      rule: { weekdays: ["mon"], from: "03:30", to: "05:00", zone: "Europe/Berlin" },
    });
    // 03:00 UTC is 04:00 in Berlin.
    const id = await fails(1);
    expect(await getIncident(ctx, id)).toMatchObject({
      suppressedBy: { because: "Maintenance until 2026-11-30 04:00 UTC" },
    });
    expect(await wakes(59)).toEqual({ woken: 0 });
    expect(await wakes(60)).toEqual({ woken: 1 });
    expect(
      await statusOf(ctx, await fails(61, { task: { externalId: "load", name: "load", operator: null } })),
    ).toBe("triggered");
  });
});

describe("a minimum severity", () => {
  it("suppresses what is less severe, until it becomes severe enough", async () => {
    const { ctx, fails, wakes } = await arrange({
      kind: "min_severity",
      name: "Important only",
      rule: { severity: "high" },
    });
    const id = await fails(1, { environment: "staging" });
    expect(await getIncident(ctx, id)).toMatchObject({
      suppressedBy: { because: "Its severity is warning, below high" },
    });
    expect(await statusOf(ctx, await fails(1))).toBe("triggered");
    await wakes(2);
    expect(await statusOf(ctx, id)).toBe("suppressed");
    await updateIncident(ctx, id, { severity: "high" });
    expect(await wakes(3)).toEqual({ woken: 1 });
    expect(await statusOf(ctx, id)).toBe("triggered");
  });
});

describe("a flapping failure", () => {
  it("is suppressed once it has recovered often enough, and wakes if it stays", async () => {
    const { ctx, fails, recovers, wakes } = await arrange(FLAPPING);
    const first = await fails(0);
    await recovers(5);
    const second = await fails(10);
    await recovers(15);
    expect([await statusOf(ctx, first), await statusOf(ctx, second)]).toEqual(["resolved", "resolved"]);
    const third = await fails(20);
    expect(third).not.toBe(second);
    expect(await getIncident(ctx, third)).toMatchObject({
      status: "suppressed",
      suppressedBy: { kind: "flapping", until: minute(35).toISOString() },
    });
    expect(await wakes(34)).toEqual({ woken: 0 });
    expect(await wakes(35)).toEqual({ woken: 1 });
  });

  it("wakes if it fails often enough", async () => {
    const { ctx, fails, recovers, wakes } = await arrange(FLAPPING);
    for (const minutes of [0, 10]) {
      await fails(minutes);
      await recovers(minutes + 5);
    }
    const id = await fails(20);
    await fails(22);
    expect(await wakes(23)).toEqual({ woken: 0 });
    await fails(24);
    expect(await wakes(25)).toEqual({ woken: 1 });
    expect(await getIncident(ctx, id)).toMatchObject({ status: "triggered", occurrenceCount: 3 });
  });

  it("is not suppressed if the recoveries are too old or another failure's", async () => {
    const { ctx, fails, recovers } = await arrange(FLAPPING);
    for (const minutes of [0, 10]) {
      await fails(minutes);
      await recovers(minutes + 5);
    }
    const other = { exception: { type: "ValueError", message: "bad", traceback: null } };
    expect(await statusOf(ctx, await fails(20, other))).toBe("triggered");
    expect(await statusOf(ctx, await fails(80))).toBe("triggered");
  });

  it("is recognized within one batch", async () => {
    const { ctx, sourceId } = await arrange(FLAPPING);
    const arranged = { ctx, sourceId };
    const reports = [inRun("a"), inRun("a", SUCCESS), inRun("b"), inRun("b", SUCCESS), inRun("c")];
    const deliveries = reports.map((report, i) =>
      incomingDelivery(arranged, report, { receivedAt: minute(i) }),
    );
    const answers = await acceptDeliveries(db.pool, deliveries, { analysisSteps: [] });
    const ids = answers.map(({ incidentId }) => incidentId ?? "");
    expect(await Promise.all([ids[0], ids[2], ids[4]].map((id) => statusOf(ctx, id ?? "")))).toEqual([
      "resolved",
      "resolved",
      "suppressed",
    ]);
  });
});

describe("changing a policy", () => {
  it("wakes at once what it no longer suppresses", async () => {
    const { ctx, fails } = await arrange(mute());
    const id = await fails(1);
    const [policy] = (await listNoisePolicies(ctx)).items;
    await updateNoisePolicy(ctx, policy?.id ?? "", { name: "Other name", pipelines: ["orders_daily"] });
    expect(await statusOf(ctx, id)).toBe("suppressed");
    await updateNoisePolicy(ctx, policy?.id ?? "", { isEnabled: false });
    expect(await statusOf(ctx, id)).toBe("triggered");
  });

  it("hands over to another policy when it is deleted", async () => {
    const { ctx, fails } = await arrange(mute(), mute({ name: "Freeze" }));
    const id = await fails(1);
    const policies = (await listNoisePolicies(ctx)).items;
    const idOf = (name: string) => policies.find((policy) => policy.name === name)?.id ?? "";
    await deleteNoisePolicy(ctx, idOf("Migration"));
    expect(await getIncident(ctx, id)).toMatchObject({ suppressedBy: { name: "Freeze" } });
    await deleteNoisePolicy(ctx, idOf("Freeze"));
    expect(await statusOf(ctx, id)).toBe("triggered");
  });

  it("suppresses open incidents on request, except acknowledged ones", async () => {
    const { ctx, fails } = await arrange();
    const open = await fails(1);
    const acknowledged = await fails(2, { task: { externalId: "load", name: "load", operator: null } });
    await updateIncident(ctx, acknowledged, { status: "acknowledged" });
    await createNoisePolicy(ctx, mute());
    expect(await statusOf(ctx, open)).toBe("triggered");
    await createNoisePolicy(ctx, mute({ name: "Now", appliesToOpen: true }));
    expect(await getIncident(ctx, open)).toMatchObject({ suppressedBy: { name: "Now" } });
    expect(await statusOf(ctx, acknowledged)).toBe("acknowledged");
  });

  it("is for admins, except mutes and maintenance of one's own", async () => {
    const { ctx, sourceId: _ } = await arrange(mute());
    const responder: Context = {
      ...ctx,
      role: "responder",
      actor: { type: "user", id: newId(), name: "Bo" },
    };
    const forbidden = { code: "FORBIDDEN" };
    await expect(createNoisePolicy(responder, FLAPPING)).rejects.toMatchObject(forbidden);
    const narrow = { name: "Own", pipelines: ["orders_*"] };
    const own = await createNoisePolicy(responder, mute(narrow));
    expect((await updateNoisePolicy(responder, own.id, { name: "Still own" })).name).toBe("Still own");
    const other = (await listNoisePolicies(ctx)).items.find(({ name }) => name === "Migration");
    await expect(updateNoisePolicy(responder, other?.id ?? "", { name: "x" })).rejects.toMatchObject(
      forbidden,
    );
    await expect(deleteNoisePolicy(responder, other?.id ?? "")).rejects.toMatchObject(forbidden);
    await deleteNoisePolicy(responder, own.id);
  });

  it("silences the whole workspace for admins only", async () => {
    const { ctx } = await arrange();
    const responder: Context = { ...ctx, role: "responder" };
    const refusal = {
      code: "FORBIDDEN",
      message: "Only admins can silence the whole workspace. Name a pipeline, an environment or a source.",
    };
    const window = { from: minute(0).toISOString(), until: minute(60).toISOString() };
    for (const policy of [
      mute(),
      mute({ pipelines: ["*"] }),
      mute({ environments: ["*"], pipelines: [] }),
      { kind: "maintenance", name: "Upgrade", rule: window } as const,
    ])
      await expect(createNoisePolicy(responder, policy)).rejects.toMatchObject(refusal);
    const { id } = await createNoisePolicy(responder, mute({ environments: ["staging"] }));
    await expect(updateNoisePolicy(responder, id, { environments: [] })).rejects.toMatchObject(refusal);
    await updateNoisePolicy(responder, id, { environments: [], pipelines: ["orders_*"] });
    await updateNoisePolicy(ctx, id, { pipelines: [] });
    await expect(updateNoisePolicy(responder, id, { name: "x" })).rejects.toMatchObject(refusal);
    expect(await updateNoisePolicy(responder, id, { isEnabled: false })).toMatchObject({ state: "paused" });
  });

  it("refuses a rule of another kind, an end in the past and too many", async () => {
    const { ctx } = await arrange(mute(), FLAPPING);
    const [flapping, muted] = (await listNoisePolicies(ctx)).items.toSorted((a, b) =>
      a.kind.localeCompare(b.kind),
    );
    await expect(
      updateNoisePolicy(ctx, flapping?.id ?? "", { rule: { severity: "high" } }),
    ).rejects.toMatchObject({ issues: [{ path: "rule", message: "must be a rule for flapping" }] });
    await expect(
      updateNoisePolicy(ctx, muted?.id ?? "", { rule: { severity: "high" } }),
    ).rejects.toMatchObject({ issues: [{ path: "rule" }] });
    await expect(createNoisePolicy(ctx, mute({ expiresAt: minute(-1).toISOString() }))).rejects.toMatchObject(
      { issues: [{ path: "expiresAt" }] },
    );
    const row = { kind: "mute", name: "m", rule: {}, workspaceId: ctx.workspaceId, createdAt: minute(0) };
    await db.prisma.noisePolicy.createMany({
      data: Array.from({ length: 98 }, () => ({ ...row, id: newId() })),
    });
    await expect(createNoisePolicy(ctx, mute())).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("a preview", () => {
  it("names what a policy would have suppressed", async () => {
    const { ctx, fails, recovers } = await arrange();
    const staging = await fails(1, { environment: "staging" });
    await fails(2);
    const preview = (policy: CreateNoisePolicy) => previewNoisePolicy(at(ctx, 120), policy);
    const result = await preview({ kind: "min_severity", name: "p", rule: { severity: "high" } });
    expect(result).toMatchObject({
      total: 2,
      suppressed: 1,
      items: [{ id: staging, pipeline: "orders_daily", because: "Its severity is warning, below high" }],
    });
    expect(await preview(mute({ pipelines: ["orders_*"] }))).toMatchObject({ suppressed: 2 });
    expect(await preview(mute({ pipelines: ["billing"] }))).toMatchObject({ suppressed: 0, items: [] });
    const window = { from: minute(1_000).toISOString(), until: minute(2_000).toISOString() };
    expect(await preview({ kind: "maintenance", name: "p", rule: window })).toMatchObject({ suppressed: 2 });
    expect(await preview(FLAPPING)).toMatchObject({ suppressed: 0 });
    await recovers(5);
    await fails(10);
    await recovers(15);
    await fails(20);
    expect(await preview(FLAPPING)).toMatchObject({ total: 4, suppressed: 1 });
    expect((await listNoisePolicies(ctx)).items).toEqual([]);
  });
});
