import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/mcp/route";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import type { Scope } from "@/lib/platform/context";
import {
  arrangeFullWorkspace,
  arrangeToken,
  type FullWorkspace,
} from "@/lib/workspaces/testing/full-workspace";

let db: TestDatabase;
let mine: FullWorkspace;
let theirs: FullWorkspace;
beforeAll(async () => {
  db = await testDatabase();
  mine = await arrangeFullWorkspace(db);
  theirs = await arrangeFullWorkspace(db);
});
afterAll(() => db.close());

const URL_OF_MCP = "http://127.0.0.1:3000/api/mcp";

/** The SDK's client, whose requests the route answers. */
async function connect(scopes: readonly Scope[], role: "owner" | "viewer" = "owner") {
  const { token } = await arrangeToken(db, { workspaceId: mine.ctx.workspaceId, role, scopes });
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL(URL_OF_MCP), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    fetch: async (url, init) =>
      init?.method === "POST" ? POST(new Request(url, init)) : new Response(null, { status: 405 }),
  });
  await client.connect(transport);
  return client;
}

type Client_ = Awaited<ReturnType<typeof connect>>;

async function call(client: Client_, name: string, args: object) {
  const answer = await client.callTool({ name, arguments: { ...args } });
  const [{ text }] = answer.content as [{ text: string }];
  return { isError: answer.isError === true, text };
}

describe("the tools for models", () => {
  it("are listed with their inputs, and only those that the caller may use", async () => {
    const reader = await connect(["read"]);
    const { tools } = await reader.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "list_incidents",
      "get_incident",
      "get_evidence",
      "similar_incidents",
      "diagnose_log",
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    expect(tools[0]?.inputSchema.properties).toHaveProperty("severity");
    const writer = await connect(["read", "triage"]);
    expect((await writer.listTools()).tools.map(({ name }) => name)).toContain("analyze_incident");
    const viewer = await connect(["read", "triage"], "viewer");
    expect((await viewer.listTools()).tools.map(({ name }) => name)).not.toContain("analyze_incident");
  });

  it("read the workspace's incidents and evidence", async () => {
    const client = await connect(["read"]);
    const list = JSON.parse((await call(client, "list_incidents", { q: "" })).text) as {
      items: { id: string }[];
    };
    expect(list.items.map(({ id }) => id)).toEqual([mine.incidentId]);
    const incident = await call(client, "get_incident", { id: "1" });
    expect(JSON.parse(incident.text)).toMatchObject({ id: mine.incidentId, number: 1, diagnosis: {} });
    const evidence = await call(client, "get_evidence", { id: mine.incidentId, kind: "log" });
    const { items } = JSON.parse(evidence.text) as { items: { kind: string; isTextCut: boolean }[] };
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ kind, isTextCut }) => kind === "log" && !isTextCut)).toBe(true);
    expect(JSON.parse((await call(client, "similar_incidents", { id: "1" })).text)).toHaveProperty("items");
  });

  it("say what is wrong with a call, and find nothing of other workspaces", async () => {
    const client = await connect(["read"]);
    expect(await call(client, "get_incident", { id: theirs.incidentId })).toEqual({
      isError: true,
      text: `There is no incident ${theirs.incidentId}.`,
    });
    expect(await call(client, "list_incidents", { status: "broken" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("status"),
    });
    expect(await call(client, "get_evidence", {})).toMatchObject({ isError: true });
    expect(await call(client, "analyze_incident", { id: "1" })).toMatchObject({ isError: true });
  });

  it("diagnose a log with the lines that show the cause, redacted", async () => {
    const client = await connect(["read"]);
    const log = [
      "starting with password=hunter22-secret",
      "Traceback (most recent call last):",
      '  File "/opt/app/load.py", line 4, in load',
      "    import boto3",
      "ModuleNotFoundError: No module named 'boto3'",
    ].join("\n");
    const { text, isError } = await call(client, "diagnose_log", { log });
    expect(isError).toBe(false);
    const found = JSON.parse(text) as { category: string; claims: { lines: { startLine: number }[] }[] };
    expect(found.category).toBe("missing_dependency");
    expect(found.claims.flatMap(({ lines }) => lines.map(({ startLine }) => startLine))).toContain(5);
    expect(text).not.toContain("hunter22");
  });

  it("start an analysis for those who may", async () => {
    const client = await connect(["read", "triage"]);
    await db.prisma.workflowRun.updateMany({
      where: { workspaceId: mine.ctx.workspaceId },
      data: { status: "COMPLETED" },
    });
    const { text } = await call(client, "analyze_incident", { id: "1", engine: "builtin" });
    const { workflowId } = JSON.parse(text) as { workflowId: string };
    expect(await db.prisma.workflowRun.findUnique({ where: { id: workflowId } })).toMatchObject({
      type: "analyze-incident",
      incidentId: mine.incidentId,
    });
  });

  it("refuse callers without a token or with a body that is not JSON", async () => {
    const post = (init: RequestInit) => POST(new Request(URL_OF_MCP, { method: "POST", ...init }));
    expect((await post({ body: "{}" })).status).toBe(401);
    const { token } = await arrangeToken(db, {
      workspaceId: mine.ctx.workspaceId,
      role: "owner",
      scopes: ["read"],
    });
    const headers = { authorization: `Bearer ${token}`, accept: "application/json, text/event-stream" };
    expect((await post({ body: "{", headers })).status).toBe(400);
    expect((await post({ body: "x".repeat(1_100_000), headers })).status).toBe(413);
    const { token: ingest } = await arrangeToken(db, {
      workspaceId: mine.ctx.workspaceId,
      role: "owner",
      scopes: ["ingest"],
    });
    expect((await post({ body: "{}", headers: { authorization: `Bearer ${ingest}` } })).status).toBe(403);
  });
});
