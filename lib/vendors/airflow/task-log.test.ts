import { setImmediate as nextTurn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  airflowFixture,
  clientOf,
  startAirflow2,
  startAirflow3,
} from "@/lib/vendors/airflow/testing/fake-airflow";
import type { TaskLogQuery } from "@/lib/vendors/airflow/task-log";
import { sendJson } from "@/lib/vendors/testing/fake-server";

/** Reads a log and returns its text as well. */
async function readLog(url: string, query: TaskLogQuery) {
  let chunks: Buffer[] = [];
  const log = await clientOf(url).taskLog(query, () => {
    chunks = [];
    return { push: (bytes) => void chunks.push(Buffer.from(bytes)) };
  });
  return { ...log, text: Buffer.concat(chunks).toString() };
}

describe("logs of Airflow 3", () => {
  const query = { dag: "d", run: "r+1", task: "t", tryNumber: 1 };

  it("returns the messages unchanged, as one JSON object per line", async () => {
    const name = "v2_logs_c01_exc_chain_transform_try1.json";
    const { url, seen } = await startAirflow3((_request, response) =>
      sendJson(response, 200, airflowFixture(name)),
    );
    const log = await readLog(url, { ...query, mapIndex: 2 });
    const recorded = JSON.parse(airflowFixture(name)) as { content: unknown[] };
    expect(
      log.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(recorded.content);
    expect(log).toMatchObject({ format: "json-lines", isCut: false, isComplete: true });
    expect(seen.at(-1)?.path).toBe("/api/v2/dags/d/dagRuns/r%2B1/taskInstances/t/logs/1");
    expect(seen.at(-1)?.query.get("map_index")).toBe("2");
    expect(seen.at(-1)?.headers["accept-encoding"]).toContain("gzip");
  });

  it("returns the plain strings of early 3.0 as text", async () => {
    const { url } = await startAirflow3((_request, response) =>
      sendJson(response, 200, airflowFixture("v2_logs_plain_strings.json")),
    );
    expect(await readLog(url, query)).toMatchObject({
      format: "text",
      text: "[2026-11-18T02:00:12.900+0000] {taskinstance.py:1937} ERROR - Task failed with exception\n",
    });
  });

  it("reads the log of a task that did not run, and reports a missing try", async () => {
    const { url } = await startAirflow3((request, response) =>
      request.path.endsWith("/logs/0")
        ? sendJson(response, 200, airflowFixture("v2_logs_c04_cascade_load_try0.json"))
        : sendJson(response, 404, airflowFixture("v2_logs_c04_cascade_load_try1_404.json")),
    );
    expect((await readLog(url, { ...query, tryNumber: 0 })).text).toContain("upstream task(s) failed");
    await expect(readLog(url, query)).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("TaskInstance not found"),
    });
  });

  it("asks a running task for more once and reports the log as incomplete", async () => {
    const { url, seen } = await startAirflow3((_request, response) =>
      sendJson(
        response,
        200,
        { content: [{ event: "running" }], continuation_token: "endless" },
        { "airflow-continuation-token": "endless" },
      ),
    );
    expect(await readLog(url, query)).toMatchObject({
      text: '{"event":"running"}\n',
      isComplete: false,
    });
    expect(seen.filter((request) => request.path.includes("/logs/"))).toHaveLength(2);
  });

  it("logs in again in the middle of reading a log", async () => {
    const { url } = await startAirflow3(
      (_request, response) =>
        sendJson(response, 200, { content: [{ event: "a" }], continuation_token: null }),
      { refuse: (token) => (token === "t2" ? null : [401, "Token Expired"]) },
    );
    expect((await readLog(url, query)).text).toBe('{"event":"a"}\n');
  });

  it("passes each message in one piece, however the response is split", async () => {
    const content = [{ event: "a" }, { event: "b\nc" }, { event: "größe 😀" }];
    const body = Buffer.from(JSON.stringify({ content, continuation_token: null }, null, 1));
    const { url } = await startAirflow3(async (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      for (let at = 0; at < body.length; at += 7) {
        response.write(body.subarray(at, at + 7));
        await nextTurn();
      }
      response.end();
    });
    const seen: string[] = [];
    await clientOf(url).taskLog(query, (isStructured) => {
      expect(isStructured).toBe(true);
      return { push: (bytes) => void seen.push(Buffer.from(bytes).toString()) };
    });
    expect(seen.filter((text) => text !== "\n").map((text) => JSON.parse(text) as unknown)).toEqual(content);
    expect(seen.filter((text) => text === "\n")).toHaveLength(content.length);
  });

  it("reads a log of 50,000 lines, gzipped", async () => {
    const content = Array.from({ length: 50_000 }, (_, index) => ({
      timestamp: "2026-11-21T01:26:44Z",
      event: `line ${index} "quoted" \\ [ { ] }, größe 😀 ${"x".repeat(60)}`,
    }));
    content.push({ timestamp: "2026-11-21T01:26:45Z", event: "the end" });
    const body = gzipSync(JSON.stringify({ content, continuation_token: null }));
    const { url } = await startAirflow3((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(body);
    });
    const log = await readLog(url, query);
    expect(
      log.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(content);
    expect(log).toMatchObject({ isCut: false, isComplete: true });
  });

  it("keeps the messages received before the response broke off", async () => {
    const { url } = await startAirflow3((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"content":[{"event":"one"},{"event":"two"},{"event":"th', () =>
        setTimeout(() => response.destroy(), 20),
      );
    });
    expect(await readLog(url, query)).toMatchObject({
      text: '{"event":"one"}\n{"event":"two"}\n',
      isCut: true,
      isComplete: false,
    });
  });
});

describe("logs of Airflow 2", () => {
  const query = { dag: "d", run: "r", task: "t", tryNumber: 1 };

  it("requests plain text and returns it unchanged", async () => {
    const { url, seen } = await startAirflow2((_request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(airflowFixture("v1_logs_c01.txt"));
    });
    const log = await readLog(url, query);
    expect(log).toEqual({
      text: airflowFixture("v1_logs_c01.txt"),
      format: "text",
      isCut: false,
      isComplete: true,
    });
    expect(seen.at(-1)?.headers["accept"]).toBe("text/plain");
  });

  describe("in pages", () => {
    const source = { event: "::group::Log message source details" };
    const message = (n: number) => ({ timestamp: `2026-11-21T01:26:0${n}Z`, event: `line ${n}` });
    const pagesOf = async (
      pages: Record<string, { content: unknown[]; continuation_token: string | null }>,
    ) => {
      const { url, seen } = await startAirflow3((request, response) =>
        sendJson(response, 200, pages[request.query.get("token") ?? ""] ?? { detail: "Bad Signature" }),
      );
      const log = await readLog(url, query);
      const texts = log.text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { event: string }).event);
      return {
        texts,
        isComplete: log.isComplete,
        requests: seen.filter(({ path }) => path.includes("/logs/")).length,
      };
    };

    it("follows the continuation tokens to the end", async () => {
      const found = await pagesOf({
        "": { content: [source, message(1)], continuation_token: "a+b" },
        "a+b": { content: [source, message(2)], continuation_token: "c" },
        c: { content: [source, message(3)], continuation_token: null },
      });
      expect(found).toEqual({
        texts: [source.event, "line 1", "line 2", "line 3"],
        isComplete: true,
        requests: 3,
      });
    });

    it("stops when a page brings nothing new, which is how a running task's log goes on", async () => {
      const found = await pagesOf({
        "": { content: [source, message(1)], continuation_token: "a" },
        a: { content: [source], continuation_token: "a" },
      });
      expect(found).toEqual({ texts: [source.event, "line 1"], isComplete: false, requests: 2 });
    });

    it("recognizes a server that sends the whole log again", async () => {
      const content = [source, message(1), message(2)];
      const found = await pagesOf({
        "": { content, continuation_token: "a" },
        a: { content, continuation_token: "a" },
      });
      expect(found).toEqual({ texts: [source.event, "line 1", "line 2"], isComplete: true, requests: 2 });
    });
  });
});
