import { createHmac, randomUUID } from "node:crypto";

export interface WebhookTarget {
  secret: string;
  webhookUrl: string;
}

/** Headers of a delivery signed according to Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`. */
export function signedHeaders(
  secret: string,
  body: string | Uint8Array,
  options: { id?: string; at?: Date } = {},
): Record<string, string> {
  const id = options.id ?? `msg_${randomUUID()}`;
  const timestamp = String(Math.floor((options.at ?? new Date()).getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

/** Sends a signed delivery. */
export async function sendWebhook(
  target: WebhookTarget,
  payload: unknown,
  options: { id?: string; at?: Date } = {},
): Promise<{
  status: number;
  headers: Headers;
  body: { deliveryId?: string; incidentId?: string | null; deduplicated?: boolean; error?: unknown };
}> {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const response = await fetch(target.webhookUrl, {
    method: "POST",
    headers: signedHeaders(target.secret, body, options),
    body,
  });
  const { status, headers } = response;
  return { status, headers, body: (await response.json().catch(() => ({}))) as never };
}

/** The Airflow callback's payload for the last attempt of a failing task. */
export function airflowFailure(part: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    source: "airflow",
    airflow_version: "3.3.2",
    event: "on_failure_callback",
    scope: "task",
    dag_id: "orders_daily",
    task_id: "transform_orders",
    run_id: `manual__${randomUUID()}`,
    run_type: "manual",
    map_index: -1,
    try_number: 1,
    max_tries: 0,
    state: "failed",
    exception: {
      type: "builtins.KeyError",
      message: "'customer_id'",
      traceback: [
        "Traceback (most recent call last):",
        '  File "/opt/airflow/dags/orders_daily.py", line 21, in transform_orders',
        '    customer = row["customer_id"]',
        "KeyError: 'customer_id'",
        "",
      ].join("\n"),
    },
    ...part,
  };
}
