import pino from "pino";
import { describe, expect, test } from "vitest";
import { hideSecrets, LogWriter } from "./log";

describe("hideSecrets", () => {
  test.each([
    [{ headers: { authorization: "Bearer abcdefghijkl", cookie: "a=b" } }, ["abcdefghijkl", "a=b"]],
    [{ deep: [{ secretEnc: 'with \\"quotes\\" inside' }] }, ["quotes"]],
    [{ msg: "connect postgresql://user:hunter2@db/x failed" }, ["hunter2"]],
    [{ msg: "https://hunter2@airflow/ and https://u:hunter3@airflow" }, ["hunter2", "hunter3"]],
    [{ apiBaseUrl: "http://airflow/?a=1&token=hunter2&API_KEY=hunter3" }, ["hunter2", "hunter3"]],
    [
      { msg: "token pd_0123456789abcdef and whsec_AAAAAAAAAAAA= and sk-ant-api03-xyz123456" },
      ["0123456789", "AAAAAAAAAAAA", "xyz123456"],
    ],
    [{ err: { message: "401 for github_pat_11ABCDEFG" } }, ["11ABCDEFG"]],
    [{ Password: "hunter2", "x-webhook-secret": "hunter3" }, ["hunter2", "hunter3"]],
  ])("removes the secrets from %j", (entry, secrets) => {
    const line = hideSecrets(`${JSON.stringify(entry)}\n`);
    for (const secret of secrets) expect(line).not.toContain(secret);
    expect(() => JSON.parse(line)).not.toThrow();
  });

  test("keeps everything else", () => {
    const line =
      '{"level":30,"time":"2026-01-01T00:00:00Z","url":"http://127.0.0.1:3000/x?a=b@c","msg":"took 5 ms"}\n';
    expect(hideSecrets(line)).toBe(line);
  });

  test("takes linear time", () => {
    const startedAt = performance.now();
    hideSecrets(`{"msg":"${"Bearer ".repeat(50_000)}${"://a".repeat(50_000)}"}`);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

test("a failing output affects neither the caller nor other outputs", () => {
  const lines: string[] = [];
  const broken = () => {
    throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
  };
  const log = pino({ base: null }, new LogWriter([broken, (line) => void lines.push(line)]));
  expect(() => log.error("first")).not.toThrow();
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(["first"]);
});

test("writes an outage as one line, without secrets", () => {
  const lines: string[] = [];
  const log = pino({ base: null }, new LogWriter([(line) => void lines.push(line)]));
  const error = new Error("connect postgresql://user:hunter2@db/x failed");
  for (let i = 0; i < 3_900; i++) log.error({ err: error }, "request not served");
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("hunter2");
});
