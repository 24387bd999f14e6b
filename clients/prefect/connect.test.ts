import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasPython, SECRET } from "@/clients/testing/run-client";
import { prefectSnippets } from "@/lib/intake/sources/prefect/snippets";

const WEBHOOK_URL = "https://pipelines.example.com/api/webhooks/prefect/it's-a-key";
const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** The script that the Setup page shows. */
function served(): string {
  const files = { hook: "", retry: "", automation: read("./automation.json"), connect: read("./connect.py") };
  return prefectSnippets(WEBHOOK_URL, files).find((snippet) => snippet.id === "connect")?.text ?? "";
}

interface Call {
  call: string;
  body: Record<string, unknown> | null;
  headers: Record<string, string | string[] | undefined>;
}

let folder: string;
let server: Server;
let calls: Call[];
/** Responses of Prefect 3 by `METHOD path`; null is a 404. */
let answers: Record<string, unknown>;
let wantsCsrf: boolean;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "connect-"));
  calls = [];
  wantsCsrf = false;
  answers = {
    "GET /api/block_types/slug/webhook": { id: "type-1" },
    "POST /api/block_schemas/filter": [{ id: "schema-1" }],
    "GET /api/block_types/slug/webhook/block_documents/name/pipeline-debugger": null,
    "POST /api/block_documents/": { id: "block-1" },
    "PATCH /api/block_documents/block-0": "",
    "POST /api/automations/filter": [],
    "POST /api/automations/": { id: "automation-1" },
    "DELETE /api/automations/automation-0": "",
  };
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const [route = ""] = (request.url ?? "").split("?");
    const call = `${request.method} ${route}`;
    if (route === "/api/csrf-token") return void response.end(JSON.stringify({ token: "csrf-1" }));
    if (wantsCsrf && request.method !== "GET" && request.headers["prefect-csrf-token"] !== "csrf-1") {
      return void response.writeHead(403).end(JSON.stringify({ detail: "Missing CSRF token." }));
    }
    calls.push({ call, body: text ? JSON.parse(text) : null, headers: request.headers });
    const answer = answers[call];
    if (answer === null || answer === undefined) return void response.writeHead(404).end("{}");
    response.end(answer === "" ? "" : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  server.close();
});

function run(
  script: string,
  env: Record<string, string> = {},
): Promise<{ code: number | null; printed: string }> {
  writeFileSync(path.join(folder, "connect.py"), script);
  const { port } = server.address() as AddressInfo;
  const settings = {
    PREFECT_API_URL: `http://127.0.0.1:${port}/api/`,
    PIPELINE_DEBUGGER_SECRET: SECRET,
    no_proxy: "*",
    ...env,
  };
  return new Promise((resolve, reject) => {
    const child = spawn("python3", ["-B", path.join(folder, "connect.py")], {
      env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "test", ...settings },
    });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, printed }));
  });
}

describe.skipIf(!hasPython)("the script that the Setup page shows", { timeout: 30_000 }, () => {
  it("creates the block with the page's URL, and the automation with the block", async () => {
    expect(await run(served())).toEqual({
      code: 0,
      printed: "Prefect now reports failed and crashed flow runs (automation automation-1).\n",
    });
    const block = calls.find((call) => call.call === "POST /api/block_documents/")?.body;
    expect(block).toEqual({
      name: "pipeline-debugger",
      block_type_id: "type-1",
      block_schema_id: "schema-1",
      data: {
        method: "POST",
        url: WEBHOOK_URL,
        headers: { "content-type": "application/json", "x-webhook-secret": SECRET },
        allow_private_urls: true,
      },
    });
    const automation = JSON.parse(read("./automation.json")) as { actions: object[] };
    expect(calls.find((call) => call.call === "POST /api/automations/")?.body).toEqual({
      ...automation,
      actions: automation.actions.map((action) => ({ ...action, block_document_id: "block-1" })),
    });
  });

  it("replaces both when run again, the automation only once the new one exists", async () => {
    answers["GET /api/block_types/slug/webhook/block_documents/name/pipeline-debugger"] = { id: "block-0" };
    answers["POST /api/automations/filter"] = [{ id: "automation-0" }];
    expect((await run(served())).code).toBe(0);
    const made = calls.map((call) => call.call);
    expect(made).toContain("PATCH /api/block_documents/block-0");
    expect(made).not.toContain("POST /api/block_documents/");
    expect(made.slice(-2)).toEqual(["POST /api/automations/", "DELETE /api/automations/automation-0"]);
  });

  it("logs in, and fetches a token if the server has CSRF protection", async () => {
    wantsCsrf = true;
    expect((await run(served(), { PREFECT_API_AUTH_STRING: "admin:pass" })).code).toBe(0);
    const created = calls.find((call) => call.call === "POST /api/automations/");
    expect(created?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from("admin:pass").toString("base64")}`,
      "prefect-csrf-token": "csrf-1",
      "prefect-csrf-client": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    ["the secret is missing", { PIPELINE_DEBUGGER_SECRET: "" }, "Set PIPELINE_DEBUGGER_SECRET first."],
    [
      "the server is unreachable",
      { PREFECT_API_URL: "http://127.0.0.1:9/api" },
      "Prefect cannot be reached at",
    ],
  ])("reports when %s", async (_name, env, printed) => {
    const result = await run(served(), env);
    expect(result).toMatchObject({ code: 1, printed: expect.stringContaining(printed) });
  });

  it("prints the server's error, and keeps the old automation", async () => {
    answers["POST /api/automations/filter"] = [{ id: "automation-0" }];
    answers["POST /api/automations/"] = null;
    expect(await run(served())).toMatchObject({
      code: 1,
      printed: expect.stringContaining("has no automations"),
    });
    expect(calls.some((call) => call.call.startsWith("DELETE"))).toBe(false);
  });

  it("also works unmodified, with automation.json next to it", async () => {
    writeFileSync(path.join(folder, "automation.json"), read("./automation.json"));
    expect((await run(read("./connect.py"), { PIPELINE_DEBUGGER_URL: WEBHOOK_URL })).code).toBe(0);
    const bare = await run(read("./connect.py"));
    expect(bare).toMatchObject({ code: 1, printed: "Set PIPELINE_DEBUGGER_URL first.\n" });
  });
});
