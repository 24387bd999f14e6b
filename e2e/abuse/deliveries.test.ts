import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { call, stage } from "@/e2e/abuse/stage";

interface Answer {
  deliveryId: string;
  incidentId: string | null;
  deduplicated: boolean;
}

/** Sends a delivery without an id, only with a body and the source's secret. */
async function send(body: unknown, headers: Record<string, string> = {}) {
  const { webhookUrl, secret } = stage().firstRun.sources["generic"] ?? { webhookUrl: "", secret: "" };
  const response = await fetch(webhookUrl, {
    method: "POST",
    headers: { "content-type": "application/json", "x-webhook-secret": secret, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

/** Moves the time of receipt into the past. */
async function age(deliveryId: string, minutes: number): Promise<void> {
  const client = new Client({ connectionString: stage().databaseUrl });
  await client.connect();
  try {
    await client.query(
      "UPDATE deliveries SET received_at = received_at - make_interval(mins => $2) WHERE id = $1",
      [deliveryId, minutes],
    );
  } finally {
    await client.end();
  }
}

const failureOf = (pipeline: string) => ({
  pipeline,
  task: "load",
  error: { type: "KeyError", message: "customer_id" },
});

describe("a body without an id", () => {
  it("is a duplicate for five minutes and a new failure after that, resolved or not", async () => {
    const token = stage().firstRun.apiToken;
    const body = failureOf("abuse-resend");
    const first = await send(body);
    expect(first.status).toBe(202);
    expect(await send(body)).toEqual({ status: 200, body: { ...first.body, deduplicated: true } });
    await age(first.body.deliveryId, 6);
    const later = await send(body);
    expect(later).toMatchObject({ status: 202, body: { incidentId: first.body.incidentId } });
    const resolved = await call(`/api/incidents/${first.body.incidentId}`, token, {
      method: "PATCH",
      body: { status: "resolved" },
    });
    expect(resolved.status).toBe(200);
    await age(later.body.deliveryId, 7 * 24 * 60);
    const nextWeek = await send(body);
    expect(nextWeek).toMatchObject({ status: 202, body: { incidentId: expect.any(String) } });
    expect(nextWeek.body.incidentId).not.toBe(first.body.incidentId);
  });

  it("is accepted once from twenty concurrent senders", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(failureOf("abuse-burst"))));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.deliveryId)).size).toBe(1);
  });
});

it("stores no header values that may contain a secret", async () => {
  const secret = "s3cr3t-Value-90210";
  const headers = {
    authorization: `Basic ${btoa(`user:${secret}`)}`,
    cookie: `session=${secret}`,
    "x-api-key": secret,
    "x-amz-security-token": secret,
    "private-token": secret,
    apikey: secret,
    referer: `https://user:${secret}@example.com/`,
    "x-forwarded-uri": `/hook?sig=${secret}`,
    "x-original-url": `/hook?password=${secret}`,
    "x-whatever": secret,
    "user-agent": `curl/8 password=${secret}`,
  };
  const { body } = await send(failureOf("abuse-headers"), headers);
  const client = new Client({ connectionString: stage().databaseUrl });
  await client.connect();
  const { rows } = await client.query("SELECT headers FROM deliveries WHERE id = $1", [body.deliveryId]);
  await client.end();
  const shown = await call(`/api/deliveries/${body.deliveryId}`, stage().firstRun.apiToken);
  for (const text of [JSON.stringify(rows[0]), JSON.stringify(shown.body)]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(btoa(`user:${secret}`));
    for (const name of Object.keys(headers)) expect(text).toContain(name);
  }
});
