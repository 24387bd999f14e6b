import { describe, expect, it } from "vitest";
import {
  airflowFixture,
  clientOf,
  routes,
  startAirflow2,
  startAirflow3,
  startUntilTestEnds,
} from "@/lib/vendors/airflow/testing/fake-airflow";
import { sendJson } from "@/lib/vendors/testing/fake-server";

const RUN3 = "manual__2026-11-21T01:25:34.931288+00:00";

describe("finding the API", () => {
  it("detects v2 with a single request", async () => {
    const { url, seen } = await startAirflow3(routes({ "/api/v2/monitor/health": "v2_monitor_health.json" }));
    const client = clientOf(url);
    expect(await client.version()).toEqual({ version: "3.3.2", api: "v2" });
    expect(await client.health()).toEqual({ ok: true, detail: "Airflow 3.3.2 is healthy." });
    expect(seen.filter((request) => request.path === "/api/v2/version")).toHaveLength(1);
  });

  it("falls back to v1, where a missing DAG processor is healthy", async () => {
    const { url } = await startAirflow2(routes({ "/api/v1/health": "v1_health.json" }));
    expect(await clientOf(url).version()).toEqual({ version: "2.10.5", api: "v1" });
    expect(await clientOf(url).health()).toEqual({ ok: true, detail: "Airflow 2.10.5 is healthy." });
  });

  it.each(["/", "/api/v2", "/api/v1/", "//"])("accepts a URL that ends in %s", async (suffix) => {
    const { url } = await startAirflow3(() => {});
    expect((await clientOf(url + suffix).version()).api).toBe("v2");
  });

  it("names the unhealthy component", async () => {
    const { url } = await startAirflow3((_request, response) =>
      sendJson(response, 200, { metadatabase: { status: "healthy" }, scheduler: { status: "unhealthy" } }),
    );
    expect(await clientOf(url).health()).toEqual({
      ok: false,
      detail: "Airflow 3.3.2: scheduler is unhealthy.",
    });
  });

  it("reports that no Airflow answers", async () => {
    const { url } = await startUntilTestEnds((_request, response) => {
      response.writeHead(404, { "content-type": "text/html" });
      response.end("<html>nginx</html>");
    });
    await expect(clientOf(url).version()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("api/v2/version and api/v1/version do not exist (404, 404)"),
    });
  });

  it("retries detection after a failure and does not mistake a broken v2 for v1", async () => {
    let isBroken = true;
    const { url } = await startUntilTestEnds((_request, response) =>
      isBroken ? sendJson(response, 500, "oops") : sendJson(response, 200, airflowFixture("v2_version.json")),
    );
    const client = clientOf(url);
    await expect(client.version()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    isBroken = false;
    expect((await client.version()).version).toBe("3.3.2");
  });
});

describe("logging in to Airflow 3", () => {
  const task = {
    [`/api/v2/dags/c03_retry_then_fail/dagRuns/${RUN3}/taskInstances/flaky`]: "v2_taskInstance_c03_try2.json",
  };
  const read = (client: ReturnType<typeof clientOf>) =>
    client.taskInstance("c03_retry_then_fail", RUN3, "flaky");

  it("logs in once for concurrent calls", async () => {
    const { url, seen } = await startAirflow3(routes(task));
    const client = clientOf(url);
    await Promise.all([read(client), read(client), read(client)]);
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(1);
  });

  it.each([
    [401, "Token Expired"],
    [403, "Invalid JWT token"],
  ] as const)("logs in again after %d %s", async (status, detail) => {
    const { url, seen } = await startAirflow3(routes(task), {
      refuse: (token) => (token === "t2" ? null : [status, detail]),
    });
    expect((await read(clientOf(url))).state).toBe("failed");
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(2);
  });

  it("logs in again only once", async () => {
    const { url, seen } = await startAirflow3(routes(task), { refuse: () => [401, "Not authenticated"] });
    await expect(read(clientOf(url))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(2);
  });

  it("treats an ordinary 403 as a missing permission, not a bad login", async () => {
    const { url, seen } = await startAirflow3(routes(task), { refuse: () => [403, "Forbidden"] });
    await expect(read(clientOf(url))).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringMatching(/Viewer role.*\(403\)/),
    });
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(1);
  });

  it("reports a wrong password", async () => {
    const { url } = await startAirflow3(routes(task));
    await expect(read(clientOf(url, { username: "viewer", password: "no" }))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: "Airflow rejected the user name or password (401). Response: Invalid credentials",
    });
  });

  it("reads jwt_token of early Airflow 3.0", async () => {
    const { url } = await startAirflow3(routes(task), {
      refuse: (token) => (token === "old" ? null : [401, "no"]),
      login: (_request, response) => sendJson(response, 201, { jwt_token: "old" }),
    });
    expect((await read(clientOf(url))).taskId).toBe("flaky");
  });

  it("uses a given token and reports when it is rejected", async () => {
    const { url, seen } = await startAirflow3(routes(task), {
      refuse: (token) => (token === "mine" ? null : [403, "Invalid JWT token"]),
    });
    expect((await read(clientOf(url, { token: "mine" }))).taskId).toBe("flaky");
    await expect(read(clientOf(url, { token: "other" }))).rejects.toThrow(/Invalid JWT token/);
    expect(seen.some((request) => request.path === "/auth/token")).toBe(false);
  });

  it("needs no credentials if everyone is admin", async () => {
    const { url } = await startAirflow3(routes(task), {
      refuse: (token) => (token === "admin" ? null : [401, "Not authenticated"]),
      login: (request, response) =>
        request.method === "GET"
          ? sendJson(response, 201, { access_token: "admin" })
          : sendJson(response, 405, {}),
    });
    expect((await read(clientOf(url, null))).taskId).toBe("flaky");
  });

  it("asks for missing credentials", async () => {
    const { url } = await startAirflow3(routes(task), {
      refuse: () => [401, "Not authenticated"],
      login: (_request, response) => sendJson(response, 403, { detail: "no" }),
    });
    await expect(read(clientOf(url, null))).rejects.toThrow(
      "Airflow requires a login (401). Enter a user name and password, or a token.",
    );
  });
});

describe("Airflow 2", () => {
  it("explains what Basic auth requires", async () => {
    const { url } = await startAirflow2(routes({}));
    await expect(
      clientOf(url, { username: "viewer", password: "no" }).dagRun("d", "r"),
    ).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: expect.stringContaining("AUTH_BACKENDS (401). Response: Unauthorized"),
    });
  });

  it("names what was not found", async () => {
    const { url } = await startAirflow2((_request, response) =>
      sendJson(response, 404, airflowFixture("v1_error_404.json")),
    );
    await expect(clientOf(url).taskInstance("d", "r", "t")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "Airflow could not find task t of run r (404). Response: Task instance not found",
    });
  });
});
