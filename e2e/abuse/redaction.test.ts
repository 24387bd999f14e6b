import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { scale } from "@/e2e/abuse/intensity";
import { call, stage } from "@/e2e/abuse/stage";
import { sendWebhook } from "@/e2e/send-webhook";
import { randomOf } from "@/evals/mutate-log";
import { plantSecret } from "@/evals/plant-secrets";
import { plantForm } from "@/evals/redaction-forms";

const PLANTED = scale(60, 2_000);
const BATCH = 20;
/** Large enough for a worker thread; within the kind's limit. */
const LARGE_URLS = 3_600;

/** Tables with a row that contains one of the texts anywhere. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const client = new Client({ connectionString: stage().databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const hits = await client.query<{ text: string }>(
        `SELECT s.secret AS text FROM unnest($1::text[]) AS s(secret) WHERE EXISTS (SELECT 1 FROM ${name} t WHERE position(s.secret IN t::text) > 0)`,
        [texts],
      );
      found.push(...hits.rows.map(({ text }) => `${name}: ${text}`));
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Waits for the end of an incident's analysis, which writes evidence and prompts. */
async function untilAnalysed(id: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { body } = await call<{ workflow: { status: string } | null }>(
          `/api/incidents/${id}`,
          stage().home.tokens.viewer,
        );
        return body.workflow?.status;
      },
      { timeout: 120_000, interval: 500 },
    )
    .toMatch(/COMPLETED|FAILED/);
}

describe("secrets in reports", { timeout: 600_000 }, () => {
  it("are stored nowhere, in any format", async () => {
    const random = randomOf(8);
    const planted = Array.from({ length: PLANTED }, (_, n) =>
      n % 2 === 0 ? plantSecret(random, [], 2_000) : plantForm(random, [], 2_000),
    );
    for (let from = 0; from < planted.length; from += BATCH) {
      const batch = planted.slice(from, from + BATCH);
      const answer = await sendWebhook(stage().home.source, {
        pipeline: `planted ${from}`,
        title: `failed with ${batch[0]?.text.split("\n").slice(-1)[0] ?? ""}`,
        error: { type: "ValueError", message: batch[1]?.text ?? "bad" },
        log: batch.map(({ text }) => text).join("\n"),
      });
      expect([202, 422]).toContain(answer.status);
      if (from === 0 && answer.body.incidentId) await untilAnalysed(answer.body.incidentId);
    }
    expect(await tablesWith(planted.map(({ secret }) => secret))).toEqual([]);
  });

  it("are redacted in large bodies too", async () => {
    const signature = (n: number) =>
      (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0").repeat(8);
    const urls = Array.from(
      { length: LARGE_URLS },
      (_, n) =>
        `https://lake.s3.amazonaws.com/raw/part-${n}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260301T000000Z&X-Amz-Signature=${signature(n)}`,
    );
    const answer = await sendWebhook(stage().home.source, {
      pipeline: "presigned",
      error: { type: "HTTPError", message: "403 Forbidden" },
      log: urls.join("\n"),
    });
    expect(answer.status).toBe(202);
    await untilAnalysed(answer.body.incidentId ?? "");
    expect(await tablesWith([0, 7, 1_799, LARGE_URLS - 1].map(signature))).toEqual([]);
    const { body } = await call<{ items: { kind: string; text: string }[] }>(
      `/api/incidents/${answer.body.incidentId}/evidence`,
      stage().home.tokens.viewer,
    );
    expect(body.items.find(({ kind }) => kind === "log")?.text).toContain("[redacted:signature:");
  });
});
