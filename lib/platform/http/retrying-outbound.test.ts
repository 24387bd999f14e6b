import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createOutbound } from "@/lib/platform/http/outbound";
import { isTimeout, withRetries } from "@/lib/platform/http/retrying-outbound";

/** A server on loopback; `answer` gets the number of the request. */
async function peer(answer: (response: ServerResponse, turn: number) => void) {
  const seen: number[] = [];
  const server = createServer((request, response) => {
    request.resume();
    answer(response, seen.push(seen.length + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  return { seen, outbound: withRetries(createOutbound({ system: "Airflow", baseUrl, timeoutMs: 300 })) };
}

const send = (response: ServerResponse, status: number, body = "", headers: Record<string, string> = {}) =>
  void response.writeHead(status, headers).end(body);

describe("withRetries", () => {
  it.each([429, 502, 503, 504])("repeats a call that was answered with %i", async (status) => {
    const { outbound, seen } = await peer((response, turn) =>
      send(response, turn === 1 ? status : 200, `turn ${turn}`),
    );
    expect(await outbound.call("/a")).toMatchObject({ status: 200, text: "turn 2" });
    expect(seen).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 500])("does not repeat a call that was answered with %i", async (status) => {
    const { outbound, seen } = await peer((response) => send(response, status));
    expect(await outbound.call("/a")).toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  it("waits as long as Retry-After asks", async () => {
    const { outbound } = await peer((response, turn) =>
      turn === 1 ? send(response, 429, "", { "retry-after": "1" }) : send(response, 200),
    );
    const startedAt = performance.now();
    expect(await outbound.call("/a")).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  });

  it.each(["3600", new Date(Date.now() + 3_600_000).toUTCString()])(
    "gives up at once when Retry-After is %s",
    async (value) => {
      const { outbound, seen } = await peer((response) => send(response, 429, "", { "retry-after": value }));
      expect(await outbound.call("/a")).toMatchObject({ status: 429 });
      expect(seen).toHaveLength(1);
    },
  );

  it("returns the last answer when the server stays busy", async () => {
    const { outbound, seen } = await peer((response) => send(response, 503, "", { "retry-after": "0" }));
    expect(await outbound.call("/a")).toMatchObject({ status: 503 });
    expect(seen).toHaveLength(5);
  });

  it("repeats a call that timed out once, and says so if it times out again", async () => {
    const { outbound } = await peer((response, turn) => void (turn === 2 && send(response, 200)));
    expect(await outbound.call("/a")).toMatchObject({ status: 200 });
    const dead = await peer(() => undefined);
    const error = await dead.outbound.call("/a").catch((cause: unknown) => cause);
    expect(isTimeout(error)).toBe(true);
    expect(dead.seen).toHaveLength(2);
  });

  it("stops waiting when the caller's signal aborts, and throws its reason", async () => {
    const { outbound } = await peer((response) => send(response, 503, "", { "retry-after": "5" }));
    const signal = AbortSignal.timeout(100);
    const startedAt = performance.now();
    await expect(outbound.call("/a", { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("repeats a stream without passing anything on twice", async () => {
    const { outbound } = await peer((response, turn) =>
      turn === 1 ? send(response, 503, "busy") : send(response, 200, "log"),
    );
    const parts: string[] = [];
    const answer = await outbound.stream("/a", {}, (chunk) => parts.push(Buffer.from(chunk).toString()) > 0);
    expect({ status: answer.status, parts }).toEqual({ status: 200, parts: ["log"] });
  });
});
