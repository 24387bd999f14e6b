import type { ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { createAirflowClient } from "@/lib/vendors/airflow/client";
import {
  sendJson,
  startFakeServer,
  vendorFixture,
  type FakeServer,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";

type Answer = (request: SeenRequest, response: ServerResponse) => void;

/** The login that the fake servers accept. */
export const USER = { username: "viewer", password: "pw" };

/** A response recorded from a real server. */
export const airflowFixture = (name: string) => vendorFixture("airflow", name);

/** Runs until the current test ends. */
export async function startUntilTestEnds(answer: Answer): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.close());
  return server;
}

/** An Airflow 3 that issues tokens `t1`, `t2`, … and passes requests that carry the newest to `answer`. */
export function startAirflow3(
  answer: Answer,
  options: { refuse?: (token: string) => [number, string] | null; login?: Answer } = {},
) {
  let tokens = 0;
  return startUntilTestEnds((request, response) => {
    if (request.path === "/api/v2/version") return sendJson(response, 200, airflowFixture("v2_version.json"));
    if (request.path === "/auth/token") {
      if (options.login) return options.login(request, response);
      const given = JSON.parse(request.body || "{}") as { username?: string; password?: string };
      if (given.password !== "pw") return sendJson(response, 401, { detail: "Invalid credentials" });
      tokens += 1;
      return sendJson(response, 201, { access_token: `t${tokens}` });
    }
    if (request.path.startsWith("/api/v1/"))
      return sendJson(response, 404, { error: "/api/v1 has been removed" });
    const token = String(request.headers["authorization"] ?? "").replace("Bearer ", "");
    const refusal = options.refuse
      ? options.refuse(token)
      : token === `t${tokens}`
        ? null
        : ([401, "Not authenticated"] as const);
    if (refusal) return sendJson(response, refusal[0], { detail: refusal[1] });
    return answer(request, response);
  });
}

/** An Airflow 2 with Basic auth; `/api/v2` is a web page. */
export function startAirflow2(answer: Answer) {
  return startUntilTestEnds((request, response) => {
    if (request.path.startsWith("/api/v2/")) {
      response.writeHead(404, { "content-type": "text/html" });
      return void response.end("<!DOCTYPE html><title>Airflow 404</title>");
    }
    if (request.path === "/api/v1/version") return sendJson(response, 200, airflowFixture("v1_version.json"));
    const basic = `Basic ${Buffer.from("viewer:pw").toString("base64")}`;
    if (request.headers["authorization"] !== basic) {
      return sendJson(response, 401, { detail: null, status: 401, title: "Unauthorized" });
    }
    return answer(request, response);
  });
}

/** Answers each path of the table with its recorded response, any other with 404. */
export function routes(table: Record<string, string>): Answer {
  return (request, response) => {
    const name = table[decodeURIComponent(request.path)];
    if (name === undefined) return sendJson(response, 404, { detail: `no ${request.path}` });
    return sendJson(response, 200, airflowFixture(name));
  };
}

export const clientOf = (
  url: string,
  credentials: Parameters<typeof createAirflowClient>[0]["credentials"] = USER,
  timeoutMs = 2_000,
) => createAirflowClient({ baseUrl: url, credentials, timeoutMs });
