import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { call, stage } from "@/e2e/abuse/stage";

interface Source {
  id: string;
  apiBaseUrl: string | null;
  hasCredentials: boolean;
  credentialsCleared?: true;
}
interface Refusal {
  error: { code: string; message: string };
}

const servers: Server[] = [];

/** The attacker's server on loopback, which records the requests it receives. */
async function hostileServer(
  answer: (path: string) => { status: number; headers?: Record<string, string>; body?: string },
) {
  const seen: { path: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? "", authorization: request.headers.authorization });
    const { status, headers = {}, body = "" } = answer(request.url ?? "");
    response.writeHead(status, headers).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const owner = () => stage().home.tokens.owner;

async function connect(apiBaseUrl: string, credentials?: object): Promise<Source> {
  const body = { kind: "airflow", name: "hostile", apiBaseUrl, credentials };
  const answer = await call<Source>("/api/sources", owner(), { body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const test = (id: string) =>
  call<{ ok: boolean; detail: string }>(`/api/sources/${id}/test`, owner(), { body: {} });

describe("a forbidden address", () => {
  it.each([
    "http://169.254.169.254/latest/meta-data",
    "http://169.254.169.254.:80",
    "http://2852039166",
    "http://0xa9.0xfe.0xa9.0xfe",
    "http://0251.0376.0251.0376",
    "http://[::ffff:169.254.169.254]",
    "http://[::ffff:a9fe:a9fe]",
    "http://[64:ff9b::a9fe:a9fe]",
    "http://[fe80::1]",
    "http://[fd00:ec2::254]",
    "http://metadata.google.internal/computeMetadata/v1",
    "http://0.0.0.0:5432",
    "http://[::]:5432",
    "http://224.0.0.1",
  ])("%s is 422 and names the operator's variable", async (apiBaseUrl) => {
    const answer = await call<Refusal>("/api/sources", owner(), {
      body: { kind: "airflow", name: "x", apiBaseUrl },
    });
    expect([answer.status, answer.body.error.code]).toEqual([422, "invalid"]);
    expect(answer.body.error.message).toContain("PD_OUTBOUND_ALLOW");
    for (const body of [
      { kind: "github", name: "x", config: { apiUrl: apiBaseUrl }, credentials: { token: "t" } },
      { kind: "slack", name: "x", credentials: { webhookUrl: apiBaseUrl } },
    ]) {
      const refused = await call<Refusal>("/api/integrations", owner(), { body });
      expect([refused.status, refused.body.error.code]).toEqual([422, "invalid"]);
    }
  });

  it("is not reached through a redirect, and the credentials are not passed on", async () => {
    const other = await hostileServer(() => ({ status: 200, body: "{}" }));
    for (const [location, message] of [
      ["http://169.254.169.254/latest/meta-data", "which is not followed"],
      [`${other.url}/steal`, "which is not followed"],
      [other.url.replace("127.0.0.1", "localhost"), "which is not followed"],
      ["//169.254.169.254/", "which is not followed"],
      ["file:///etc/passwd", "redirects to a file: URL, which is not allowed"],
    ] as const) {
      const hostile = await hostileServer(() => ({ status: 302, headers: { location } }));
      const source = await connect(hostile.url, { token: "airflow-token" });
      const { body } = await test(source.id);
      expect(body.ok).toBe(false);
      expect(body.detail).toContain(message);
      expect(hostile.seen.length).toBeGreaterThan(0);
    }
    expect(other.seen).toEqual([]);
  });

  it("is not reached through a redirect of an integration's API, and its token is not passed on", async () => {
    const other = await hostileServer(() => ({ status: 200, body: '{"login":"stolen","ok":true}' }));
    for (const location of ["http://169.254.169.254/latest/meta-data", `${other.url}/steal`]) {
      const hostile = await hostileServer(() => ({ status: 302, headers: { location } }));
      for (const kind of ["github", "slack"]) {
        const { body: made } = await call<{ id: string }>("/api/integrations", owner(), {
          body: {
            kind,
            name: "hostile",
            config: { apiUrl: hostile.url },
            credentials: { token: "secret-token" },
          },
        });
        await call(`/api/integrations/${made.id}/test`, owner(), { body: {} });
        await call(`/api/integrations/${made.id}`, owner(), { method: "DELETE" });
      }
      expect(hostile.seen.length).toBeGreaterThan(0);
    }
    expect(other.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  it("is not reached through an endless redirect on the same server", async () => {
    const hostile = await hostileServer((path) => ({ status: 302, headers: { location: `${path}x` } }));
    const source = await connect(hostile.url);
    expect((await test(source.id)).body.detail).toContain("redirects in a loop");
    expect(hostile.seen.length).toBeLessThan(10);
  });
});

describe("credentials stored for another URL", () => {
  it("are not sent to a new URL, and the response says so", async () => {
    const hostile = await hostileServer(() => ({ status: 200, body: '{"version":"3.0.0"}' }));
    const source = await connect("http://127.0.0.1:9", { username: "airflow", password: "stored-password" });
    const moved = await call<Source>(`/api/sources/${source.id}`, owner(), {
      method: "PATCH",
      body: { apiBaseUrl: hostile.url },
    });
    expect(moved.body).toMatchObject({ hasCredentials: false, credentialsCleared: true });
    await test(source.id);
    expect(hostile.seen.length).toBeGreaterThan(0);
    expect(hostile.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });
});
