import { beforeAll, describe, expect, it } from "vitest";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { silentLogger } from "./testing/recorded-functions";
import { isCall, readRecording } from "./testing/recordings";
import { canonicalJson, signBody } from "./signature";

/** The throwaway key used for the recording `self-hosted-signed`. */
const RECORDED_KEY = "2546b371255c278869361318a8634d4ebedf5c646000d24f6f2a919870439cd5";
const KEY = "6f2b0c7d5a914e83b1f0c2d4e6a8907152637485960718293a4b5c6d7e8f9012";
const MINUTE_MS = 60_000;

describe("canonicalJson", () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ "\u20ac": 1, "\r": 2, "1": 3, "\ud83d\ude00": 4, "\u00f6": 5 }, '{"\\r":2,"1":3,"ö":5,"€":1,"😀":4}'],
    [[1e30, 4.5, 0.002, 1e-27, -0, 333333333.3333333], "[1e+30,4.5,0.002,1e-27,0,333333333.3333333]"],
    [{ a: undefined, b: { d: 1, c: 2 } }, '{"b":{"c":2,"d":1}}'],
    [[undefined], "[null]"],
    ["\u0000\u001f\ud800", '"\\u0000\\u001f\\ud800"'],
  ])("%j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe("signBody", () => {
  it("generates the same signatures as a real server", () => {
    const calls = readRecording("self-hosted-signed").filter(isCall);
    expect(calls).toHaveLength(3);
    for (const { headers, body } of calls) {
      const signature = headers["x-inngest-signature"] ?? "";
      const seconds = Number(new URLSearchParams(signature).get("t"));
      expect(signBody(canonicalJson(body), RECORDED_KEY, seconds * 1_000)).toBe(signature);
    }
  });

  it("accepts a key with its prefix", () => {
    expect(signBody("{}", `signkey-prod-${KEY}`, 0)).toBe(signBody("{}", KEY, 0));
  });
});

describe("the handler in signed mode", () => {
  const body = {
    ctx: { attempt: 0, run_id: "r", stack: { stack: [], current: 0 } },
    event: { name: "t/x", data: {} },
    events: [{ name: "t/x", data: {} }],
    steps: {},
    version: -1,
  };
  const text = canonicalJson(body);
  let handler: (request: Request) => Promise<Response>;

  beforeAll(() => {
    const client = new Inngest({
      id: "pd",
      isDev: false,
      checkpointing: false,
      signingKey: KEY,
      eventKey: "key",
      baseUrl: "http://embedded.invalid",
      logger: silentLogger,
      fetch: async () => {
        throw new Error("nothing may leave the process");
      },
    });
    const fn = client.createFunction({ id: "x", triggers: [{ event: "t/x" }] }, async () => "ran");
    handler = serve({ client, functions: [fn] });
  });

  const send = (
    headers: Record<string, string>,
    init: { method?: string; body?: string } = {},
  ): Promise<Response> => {
    const { method = "POST", body: sent = text } = init;
    const query = method === "POST" ? "?fnId=pd-x&stepId=step" : "";
    const allHeaders = { host: "localhost", "content-type": "application/json", ...headers };
    const hasBody = method !== "GET";
    return handler(
      new Request(`http://localhost/api/inngest${query}`, {
        method,
        headers: allHeaders,
        ...(hasBody ? { body: sent } : {}),
      }),
    );
  };
  const signed = (signature: string): Record<string, string> => ({ "x-inngest-signature": signature });

  it("accepts a call signed by the runner", async () => {
    const response = await send(signed(signBody(text, KEY, Date.now())));
    expect([response.status, await response.json()]).toEqual([200, "ran"]);
  });

  it.each<[string, Record<string, string>, { method?: string; body?: string }?]>([
    ["unsigned", {}],
    ["an empty signature", signed("")],
    ["another key", signed(signBody(text, KEY.replace("6f", "70"), Date.now()))],
    ["another body", signed(signBody(text, KEY, Date.now())), { body: text.replace("t/x", "t/y") }],
    ["six minutes old", signed(signBody(text, KEY, Date.now() - 6 * MINUTE_MS))],
    ["six minutes ahead", signed(signBody(text, KEY, Date.now() + 6 * MINUTE_MS))],
    [
      "an unsigned in-band sync",
      { "x-inngest-sync-kind": "in_band" },
      { method: "PUT", body: '{"url":"http://localhost"}' },
    ],
    ["an unsigned introspection request", {}, { method: "GET" }],
  ])("refuses %s with 401", async (_case, headers, init) => {
    expect((await send(headers, init)).status).toBe(401);
  });
});
