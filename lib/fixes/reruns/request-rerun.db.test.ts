import { afterEach, describe, expect, it } from "vitest";
import { getFix } from "@/lib/fixes/data";
import { requestRerun } from "@/lib/fixes/reruns/request-rerun";
import { useFixes } from "@/lib/fixes/testing/orders-fix";
import { listTimeline } from "@/lib/incidents/history/data";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { encrypt } from "@/lib/platform/crypto";
import {
  sendJson,
  startFakeServer,
  type FakeServer,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";

const fixes = useFixes();
const servers: FakeServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A merged fix, and its source with this kind and API. */
async function merged(
  kind: string,
  answer?: (request: SeenRequest) => [status: number, body: unknown] | null,
) {
  const repository = fixes.localRepository();
  const { ctx, fixId, incidentId } = await fixes.propose({ kind: "local", path: repository.path });
  const server = answer
    ? await startFakeServer((request, response) => {
        const [status, body] = answer(request) ?? [404, { detail: "Not Found" }];
        sendJson(response, status, body);
      })
    : null;
  if (server) servers.push(server);
  const credentials = { username: "a", password: "b" };
  await fixes.db.prisma.source.updateMany({
    where: { workspaceId: ctx.workspaceId },
    data: {
      kind,
      apiBaseUrl: server?.url ?? null,
      credentialsEnc: server && encrypt(JSON.stringify(credentials)),
    },
  });
  const merge = { status: "merged", mergedAt: new Date(), targetBranch: "main" };
  await fixes.db.prisma.fix.update({ where: { id: fixId }, data: merge });
  return { ctx, fixId, incidentId, seen: server?.seen ?? [] };
}

const postsOf = (seen: readonly SeenRequest[]) => seen.filter(({ method }) => method === "POST");
const bodyOf = (request: SeenRequest | undefined): unknown => JSON.parse(request?.body ?? "null");

describe("requestRerun", () => {
  const airflow =
    (api: "v1" | "v2", cleared: readonly object[]) =>
    (request: SeenRequest): [number, unknown] | null => {
      if (request.path === `/api/${api}/version`)
        return [200, { version: api === "v2" ? "3.1.0" : "2.10.5", git_version: null }];
      if (request.path === "/auth/token") return [201, { access_token: "t" }];
      if (request.path.endsWith("/clearTaskInstances")) return [200, { task_instances: cleared }];
      return null;
    };

  it.each(["v1", "v2"] as const)("clears the failed task of Airflow, API %s, once", async (api) => {
    const { ctx, fixId, incidentId, seen } = await merged(
      "airflow",
      airflow(api, [{ task_id: "transform" }]),
    );
    const [first, second] = await Promise.all([requestRerun(ctx, fixId), requestRerun(ctx, fixId)]);
    const third = await requestRerun(ctx, fixId);
    expect([first.status, second.status].toSorted()).toEqual([200, 202]);
    expect(third).toMatchObject({ status: 200, value: { state: "started", by: "Ada" } });
    const clears = seen.filter(({ path }) => path.endsWith("/clearTaskInstances"));
    expect(clears).toHaveLength(1);
    expect(clears[0]?.path).toBe(`/api/${api}/dags/orders_daily/clearTaskInstances`);
    expect(bodyOf(clears[0])).toEqual({
      dry_run: false,
      dag_run_id: third.value.run,
      task_ids: ["transform"],
      include_downstream: true,
      only_failed: true,
      reset_dag_runs: true,
      ...(api === "v2" && { run_on_latest_version: true }),
    });
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.filter(({ text }) => text.startsWith("Rerun started in run"))).toHaveLength(1);
  });

  it("leaves out the version for an Airflow that does not know it", async () => {
    const answer = airflow("v2", [{}]);
    const { ctx, fixId, seen } = await merged("airflow", (request) =>
      request.body.includes("run_on_latest_version")
        ? [422, { detail: [{ type: "extra_forbidden", loc: ["body", "run_on_latest_version"] }] }]
        : answer(request),
    );
    expect((await requestRerun(ctx, fixId)).value.state).toBe("started");
    expect(seen.filter(({ path }) => path.endsWith("/clearTaskInstances"))).toHaveLength(2);
  });

  it("says why nothing was started, with the command, and can be asked again", async () => {
    const { ctx, fixId } = await merged("airflow", airflow("v2", []));
    const { value } = await requestRerun(ctx, fixId);
    expect(value).toMatchObject({
      state: "failed",
      error: expect.stringContaining("Airflow cleared nothing"),
      command: expect.stringContaining("airflow tasks clear"),
    });
    expect((await requestRerun(ctx, fixId)).status).toBe(202);
  });

  it("does not repeat a call that a busy server may have carried out", async () => {
    const answer = airflow("v1", [{}]);
    const { ctx, fixId, seen } = await merged("airflow", (request) =>
      request.path.endsWith("/clearTaskInstances") ? [503, { title: "busy" }] : answer(request),
    );
    expect((await requestRerun(ctx, fixId)).value.state).toBe("failed");
    expect(seen.filter(({ path }) => path.endsWith("/clearTaskInstances"))).toHaveLength(1);
  });

  it("names the command where no API is connected", async () => {
    const { ctx, fixId } = await merged("airflow");
    expect((await requestRerun(ctx, fixId)).value).toMatchObject({
      state: "manual",
      command: expect.stringMatching(/^airflow tasks clear '--task-regex=\^transform\$'/),
    });
  });

  it("asks a person once, until there is an outcome or an API that can do it", async () => {
    const { ctx, fixId, incidentId } = await merged("airflow");
    const asked = async () =>
      (await listTimeline(ctx, incidentId)).items.filter(({ text }) => text.startsWith("Rerun")).length;
    const answers = await Promise.all([requestRerun(ctx, fixId), requestRerun(ctx, fixId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 202]);
    const first = await getFix(ctx, fixId);
    const grace = { ...ctx, actor: { ...ctx.actor, name: "Grace" } };
    expect(await requestRerun(grace, fixId)).toEqual({ status: 200, value: first.rerun });
    expect(first.rerun).toMatchObject({ state: "manual", by: "Ada" });
    expect(await asked()).toBe(1);

    const outcome = { outcome: "did_not_work", outcomeAt: new Date(Date.now() + 1_000) };
    await fixes.db.prisma.fix.update({ where: { id: fixId }, data: outcome });
    expect((await requestRerun(ctx, fixId)).status).toBe(202);
    expect(await asked()).toBe(2);
  });

  it("schedules a flow run of Prefect again, and says why Prefect refuses it", async () => {
    const accepted = await merged("prefect", ({ path }) =>
      path.endsWith("/set_state") ? [201, { status: "ACCEPT", details: {}, state: {} }] : null,
    );
    expect((await requestRerun(accepted.ctx, accepted.fixId)).value.state).toBe("started");
    expect(bodyOf(postsOf(accepted.seen)[0])).toMatchObject({
      state: { type: "SCHEDULED", name: "AwaitingRetry" },
    });
    const reason = "Cannot reschedule a run without an associated deployment.";
    const refused = await merged("prefect", () => [200, { status: "ABORT", details: { reason } }]);
    expect((await requestRerun(refused.ctx, refused.fixId)).value).toMatchObject({
      state: "failed",
      error: expect.stringContaining(reason),
    });
  });

  it("re-executes a run of Dagster from the failure", async () => {
    const launched = { __typename: "LaunchRunSuccess", run: { runId: "new-run" } };
    const { ctx, fixId, seen } = await merged("dagster", () => [
      200,
      { data: { launchRunReexecution: launched } },
    ]);
    expect((await requestRerun(ctx, fixId)).value).toMatchObject({ state: "started", run: "new-run" });
    expect(postsOf(seen)[0]?.body).toContain("FROM_FAILURE");
  });

  it("repairs a run of Databricks, after an earlier repair too", async () => {
    const { ctx, fixId, seen } = await merged("databricks", ({ path }) =>
      path.endsWith("/repair")
        ? [200, { repair_id: 9 }]
        : [200, { run_id: 1, repair_history: [{}, { id: 8 }] }],
    );
    await fixes.db.prisma.run.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { externalId: "455644833" },
    });
    expect((await requestRerun(ctx, fixId)).value).toMatchObject({ state: "started", run: "455644833" });
    expect(bodyOf(postsOf(seen)[0])).toEqual({
      run_id: 455644833,
      rerun_all_failed_tasks: true,
      latest_repair_id: 8,
    });
  });

  it("refuses before the merge, and everyone but people and tokens", async () => {
    const { ctx, fixId } = await merged("airflow");
    await expect(requestRerun(systemContext(ctx.workspaceId), fixId)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(requestRerun({ ...ctx, role: "viewer" }, fixId)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await fixes.db.prisma.fix.update({ where: { id: fixId }, data: { status: "open" } });
    await expect(requestRerun(ctx, fixId)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await getFix(ctx, fixId)).rerun).toBeNull();
  });
});
