import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { recordedEvent, withValue } from "@/lib/intake/sources/openlineage/testing/events";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import type { Context } from "@/lib/platform/context";
import { createSource } from "@/lib/sources/save-source";
import type { SourceKind } from "@/lib/sources/schemas";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  ctx = (await arrangeWorkspace(db, { kind: "prefect" })).ctx;
});

/** A new source, as the sender of bodies to it. */
async function sender(kind: SourceKind) {
  const { key, secret } = await createSource(ctx, { kind, name: kind });
  return (body: unknown) =>
    receiveWebhook({
      kind,
      sourceKey: key,
      headers: { authorization: `Bearer ${secret}` },
      rawBody: new TextEncoder().encode(JSON.stringify(body)),
      now: new Date(),
    });
}

const TAGS = ["finance", "criticality:critical", "deadline:weekdays@07:30@Europe/Berlin", "owner:payments"];
const DECLARED = {
  tags: TAGS,
  declared: {
    criticality: "critical",
    owner: "payments",
    deadline: { time: "07:30", zone: "Europe/Berlin", calendar: "weekdays" },
  },
};
const pipelines = () =>
  ctx.db.pipeline.findMany({
    where: { workspaceId: ctx.workspaceId },
    select: { tags: true, declared: true, source: { select: { kind: true } } },
  });
const recorded = (name: string) => recordedWebhook("airflow", name).body as Record<string, unknown>;

describe("the tags of a DAG declare its settings", () => {
  it.each([
    ["our callback", "airflow3_task_python_error", TAGS],
    ["our plugin", "airflow3_plugin_run_failed", TAGS],
    [
      "a notifier that sends text",
      "airflow3_task_python_error",
      `[${TAGS.map((tag) => `'${tag}'`).join(", ")}]`,
    ],
  ])("in %s, and stay for deliveries without tags", async (_name, fixture, tags) => {
    const send = await sender("airflow");
    await send({ ...recorded(fixture), tags });
    expect(await pipelines()).toMatchObject([DECLARED]);
    for (const none of [[], null, undefined]) await send({ ...recorded(fixture), try_number: 2, tags: none });
    expect(await pipelines()).toMatchObject([DECLARED]);
  });

  const NAME = "airflow3_fail_c03_retry_then_fail_flaky";
  const printed = `[${TAGS.map((tag) => `'${tag}'`).join(", ")}]`;
  const event = withValue(recordedEvent(NAME), "run/facets/airflow/dag/tags", printed);

  it("in OpenLineage's Airflow facet", async () => {
    const send = await sender("openlineage");
    await send(event);
    expect(await pipelines()).toMatchObject([DECLARED]);
  });

  it("in the facet of a DAG that the Airflow source has", async () => {
    await sender("airflow");
    const send = await sender("openlineage");
    await send(event);
    expect(await pipelines()).toMatchObject([{ ...DECLARED, source: { kind: "airflow" } }]);
  });
});
