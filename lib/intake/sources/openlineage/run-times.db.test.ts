import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { recordedEvent } from "@/lib/intake/sources/openlineage/testing/events";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import type { Context } from "@/lib/platform/context";
import { createSource } from "@/lib/sources/save-source";

let db: TestDatabase;
let ctx: Context;
let source: { key: string; secret: string };
beforeAll(async () => {
  db = await testDatabase();
  ctx = (await arrangeWorkspace(db)).ctx;
  const { key, secret } = await createSource(ctx, { kind: "openlineage", name: "Jobs" });
  source = { key, secret: secret ?? "" };
});
afterAll(() => db.close());

/** All events are received at the same time, long after they happened. */
const send = (body: unknown) =>
  receiveWebhook({
    kind: "openlineage",
    sourceKey: source.key,
    headers: { authorization: `Bearer ${source.secret}` },
    rawBody: new TextEncoder().encode(JSON.stringify(body)),
    now: new Date("2026-11-30T09:00:00Z"),
  });

const pipelineOf = async (name: string) => {
  const { id } = await ctx.db.pipeline.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, name } });
  return getPipeline(ctx, id);
};

it("takes the start and the end of a run from the times of its events, in any order of arrival", async () => {
  const event = (day: number, eventType: string, time: string) => ({
    eventType,
    eventTime: `2026-11-${day}T${time}Z`,
    run: { runId: `01a1fbca-0000-7000-8000-0000000000${day}` },
    job: { namespace: "spark", name: "nightly_load" },
  });
  for (const day of [26, 27]) {
    await send(event(day, "START", "07:00"));
    await send(event(day, "COMPLETE", "07:05"));
  }
  await send(event(28, "FAIL", "07:02"));
  await send(event(28, "START", "07:00"));
  const minutes = (count: number) => count * 60_000;
  const { runs, usualDurationMs } = await pipelineOf("nightly_load");
  expect(usualDurationMs).toBe(minutes(5));
  const byStart = runs.toSorted((a, b) => ((a.startedAt ?? "") < (b.startedAt ?? "") ? -1 : 1));
  expect(byStart).toMatchObject([
    {
      startedAt: "2026-11-26T07:00:00.000Z",
      endedAt: "2026-11-26T07:05:00.000Z",
      durationMs: minutes(5),
    },
    { startedAt: "2026-11-27T07:00:00.000Z", durationMs: minutes(5) },
    {
      state: "failed",
      startedAt: "2026-11-28T07:00:00.000Z",
      endedAt: "2026-11-28T07:02:00.000Z",
      durationMs: minutes(2),
    },
  ]);
});

it("shows when the failed attempt of an Airflow task started, which only its START says", async () => {
  await send(recordedEvent("airflow3_start_c03_retry_then_fail_flaky"));
  await send(recordedEvent("airflow3_fail_c03_retry_then_fail_flaky"));
  const { openIncidents } = await pipelineOf("c03_retry_then_fail");
  const incident = await getIncident(ctx, openIncidents[0]?.id ?? "");
  expect(incident.subject).toMatchObject({
    attempt: { startedAt: "2026-11-21T01:40:22.824Z", endedAt: "2026-11-21T01:40:23.043Z" },
    run: { startedAt: "2026-11-21T01:40:15.685Z" },
  });
});
