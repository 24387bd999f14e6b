import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, stage } from "@/e2e/abuse/stage";
import { signIn } from "@/e2e/abuse/browser-session";
import { sendWebhook } from "@/e2e/send-webhook";

const MARKUP = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>`;
const HOSTILE = [
  MARKUP,
  `"><svg/onload=alert(1)>`,
  "javascript:alert(1)",
  "'; DROP TABLE incidents; --",
  "$(touch /tmp/pd-pwned)`touch /tmp/pd-pwned`",
  "{{7*7}}${7*7}<%= 7*7 %>",
  "../../../../etc/passwd",
  "__proto__",
  "\r\nSet-Cookie: pwned=1",
  "\u202Egnp.exe",
  "%00%0a%0d",
  "[click](javascript:alert(1))",
];

async function report(part: Record<string, unknown>) {
  const answer = await sendWebhook(stage().home.source, {
    pipeline: "injections",
    error: { type: "ValueError", message: "bad" },
    ...part,
  });
  return answer.body.incidentId ?? "";
}

describe("hostile text", () => {
  it.each(HOSTILE)("%j is stored as data wherever a sender can put it", async (text) => {
    const { home, url } = stage();
    const id = await report({
      pipeline: `p ${text}`,
      task: `t ${text}`,
      runId: `r ${text}`,
      title: `title ${text}`,
      owner: text,
      environment: text.slice(0, 40),
      url: text,
      labels: { [text]: text },
      error: { type: "E", message: text, traceback: `Traceback\n  ${text}` },
    });
    expect(id).not.toBe("");
    const { status } = await call(`/api/incidents/${id}`, home.tokens.viewer);
    expect(status).toBe(200);
    const cookie = await signIn(url, home.people.viewer, home.password);
    const page = await fetch(`${url}/incidents/${id}`, { headers: { cookie }, redirect: "follow" });
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).not.toContain(MARKUP);
    expect(html).not.toMatch(/href="\s*javascript:/i);
    expect(page.headers.get("set-cookie") ?? "").not.toContain("pwned");
  });

  it("is a value in filters, not SQL", async () => {
    const { home } = stage();
    const before = await call<{ items: unknown[] }>("/api/incidents", home.tokens.viewer);
    for (const text of [
      "' OR '1'='1",
      "%' UNION SELECT password_hash FROM users --",
      "x'; DELETE FROM incidents; --",
      "b_lling_daily\\",
      "b_lling_daily",
      "b%daily",
    ]) {
      for (const name of ["q", "pipeline", "task", "environment"]) {
        const answer = await call<{ items: unknown[] }>(
          `/api/incidents?${name}=${encodeURIComponent(text)}`,
          home.tokens.viewer,
        );
        expect([name, text, answer.status, answer.body.items]).toEqual([name, text, 200, []]);
      }
    }
    const after = await call<{ items: unknown[] }>("/api/incidents", home.tokens.viewer);
    expect(after.body.items).toHaveLength(before.body.items.length);
  });

  it("cannot split an entry of the server log", async () => {
    const { dataDir, home } = stage();
    const forged = `{"level":50,"msg":"forged by a sender"}`;
    await report({ pipeline: `x\n${forged}\n`, error: { message: `\n${forged}` } });
    await call(`/api/incidents/x%0a${encodeURIComponent(forged)}`, home.tokens.viewer);
    const lines = readFileSync(join(dataDir, "server.log"), "utf8").split("\n");
    expect(lines.filter((line) => line.startsWith(forged))).toEqual([]);
  });

  it("can be the name of a prototype property", async () => {
    const { home } = stage();
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const id = await report({
        pipeline: name,
        task: name,
        labels: JSON.parse(`{"${name}":"x"}`) as unknown,
      });
      const { status, body } = await call<{ pipeline: string }>(`/api/incidents/${id}`, home.tokens.viewer);
      expect([status, body.pipeline]).toEqual([200, name]);
      for (const path of [
        `/api/webhooks/${name}/${home.source.key}`,
        `/api/incidents?status=${name}`,
        `/api/incidents?sort=${name}`,
      ]) {
        const answer = await call(path, home.tokens.viewer, path.includes("webhooks") ? { body: {} } : {});
        expect([path, [404, 422].includes(answer.status)]).toEqual([path, true]);
      }
    }
  });
});
