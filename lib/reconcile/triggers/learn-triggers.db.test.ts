import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listTimeline } from "@/lib/incidents/history/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { normaliseDatabricks } from "@/lib/intake/sources/databricks/normalise";
import { learnTriggersEverywhere } from "@/lib/reconcile/triggers/learn-triggers";
import { sendJson, startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const RUN = JSON.parse(vendorFixture("databricks", "run_good.json")) as Record<string, unknown>;
const hour = (n: number) => Date.now() + n * 3_600_000;
const PERIODIC = { trigger: "PERIODIC" };

/** What Databricks answers about a run; `gone` as it answers about one that it has deleted. */
type Answer = Record<string, unknown> | "gone" | "down";

/** Run 500 fails and 501 succeeds, as notified, and a minute later. */
async function after(
  answers: Record<string, Answer>,
  { task = null as string | null, isConnected = true } = {},
) {
  const server = await startFakeServer((request, response) => {
    const answer = answers[request.query.get("run_id") ?? ""] ?? "gone";
    if (answer === "down") return sendJson(response, 401, {});
    if (answer === "gone") return sendJson(response, 400, vendorFixture("databricks", "error_run_gone.json"));
    return sendJson(response, 200, { ...RUN, run_id: Number(request.query.get("run_id")), ...answer });
  });
  onTestFinished(() => server.close());
  const apiBaseUrl = isConnected ? server.url : undefined;
  const arranged = await arrangeWorkspace(db, { kind: "databricks", ...(apiBaseUrl && { apiBaseUrl }) });
  const { ctx } = arranged;
  const notify = async (event: string, run: number) => {
    const body = {
      event_type: `jobs.${event}`,
      workspace_id: 1,
      run: task === null ? { run_id: run } : { run_id: run + 1_000, parent_run_id: run },
      job: { job_id: 201, name: "bronze" },
      ...(task !== null && { task: { task_key: task } }),
    };
    const meaning = normaliseDatabricks(body);
    if (!meaning.ok) throw new Error(JSON.stringify(meaning.issues));
    for (const report of meaning.reports)
      await acceptDeliveries(db.pool, [incomingDelivery(arranged, report, { receivedAt: new Date() })], {
        analysisSteps: [],
      });
  };
  const incidents = () => ctx.db.incident.findMany({ where: { workspaceId: ctx.workspaceId } });
  await notify("on_failure", 500);
  await notify("on_success", 501);
  expect(await incidents()).toMatchObject([{ status: "triggered" }]);
  await learnTriggersEverywhere(db.pool);
  return { ctx, notify, seen: server.seen, incidents, only: async () => (await incidents())[0] };
}

describe("the success of a later Databricks run", () => {
  const failed = { ...PERIODIC, start_time: hour(-2) };
  const good = { ...PERIODIC, start_time: hour(-1) };
  const otherwise = { job_parameters: [{ name: "day", value: "monday" }] };

  it.each<[string, Record<string, Answer>, string]>([
    ["ends the failure if the schedule started both", { 500: failed, 501: good }, "resolved"],
    [
      "that someone started ends nothing",
      { 500: failed, 501: { ...good, trigger: "ONE_TIME" } },
      "triggered",
    ],
    [
      "does not end what someone started",
      { 500: { ...failed, trigger: "ONE_TIME" }, 501: good },
      "triggered",
    ],
    ["with other parameters ends nothing", { 500: failed, 501: { ...good, ...otherwise } }, "triggered"],
    [
      "that had started earlier ends nothing",
      { 500: failed, 501: { ...good, start_time: hour(-3) } },
      "triggered",
    ],
    ["that is gone ends nothing", { 500: failed, 501: "gone" }, "triggered"],
  ])("%s", async (_name, answers, status) => {
    const { only, seen } = await after(answers);
    expect((await only())?.status).toBe(status);
    const asked = seen.length;
    await learnTriggersEverywhere(db.pool);
    expect(seen).toHaveLength(asked);
  });

  it("is told by the timeline, and links the run", async () => {
    const { ctx, only } = await after({ 500: failed, 501: good });
    const incident = await only();
    expect(incident).toMatchObject({ resolution: "recovered", resolvedByRunId: expect.any(String) });
    const { items } = await listTimeline(ctx, incident?.id ?? "");
    expect(items.at(-1)?.text).toMatch(/^Resolved: a later run, 501, succeeded at /);
  });

  it("ends the failure of the same task", async () => {
    const { only } = await after({ 500: failed, 501: good }, { task: "load" });
    expect((await only())?.status).toBe("resolved");
  });

  it("is asked about again when the API did not answer, and when one more run succeeds", async () => {
    const answers: Record<string, Answer> = { 500: "down", 501: { ...good, trigger: "ONE_TIME" }, 502: good };
    const { only, notify } = await after(answers);
    answers["500"] = failed;
    await learnTriggersEverywhere(db.pool);
    expect((await only())?.status).toBe("triggered");
    await notify("on_success", 502);
    await learnTriggersEverywhere(db.pool);
    expect((await only())?.status).toBe("resolved");
  });

  it("is not asked about without a connection", async () => {
    const { only, seen } = await after({ 500: failed, 501: good }, { isConnected: false });
    expect(seen).toEqual([]);
    expect((await only())?.status).toBe("triggered");
  });
});
