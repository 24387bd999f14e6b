import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scale } from "@/e2e/abuse/intensity";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";
import { freePort, startProduct, type Product } from "@/e2e/start-product";

const ROUNDS = scale(3, 12);

let dataDir: string;
let port: number;
let product: Product;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "pd-kill-"));
  port = await freePort();
  product = await startProduct({ dataDir, port });
}, 400_000);

afterAll(async () => {
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Workflow {
  status: string;
  steps: { name: string; status: string; attempts: number }[];
}

it("keeps all accepted deliveries and finishes its work after being killed under load", async () => {
  const accepted = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round++) {
    const source = product.firstRun.sources["airflow"];
    if (!source) throw new Error("no Airflow source");
    const pour = { isOn: true };
    const pouring = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = 0; pour.isOn; i++) {
        const payload = airflowFailure({ dag_id: `kill_${round}_${lane}_${i % 5}` });
        const answer = await sendWebhook(source, payload).catch(() => null);
        if (answer?.status === 202 && answer.body.deliveryId)
          accepted.set(answer.body.deliveryId, answer.body.incidentId ?? "");
        if (!answer) await sleep(20);
      }
    });
    // Longer rounds end while analyses of earlier rounds are running.
    await sleep(700 + (round % 3) * 400);
    await product.kill();
    pour.isOn = false;
    await Promise.all(pouring);
    product = await startProduct({ dataDir, port });
  }

  expect(accepted.size).toBeGreaterThan(ROUNDS * 3);
  const stored = await listAll();
  expect([...accepted.keys()].filter((id) => !stored.has(id))).toEqual([]);
  const wrongIncident = [...accepted].filter(([id, incidentId]) => stored.get(id) !== incidentId);
  expect(wrongIncident).toEqual([]);

  const incidents = [...new Set(accepted.values())].filter(Boolean);
  const unfinished: string[] = [];
  for (const id of incidents) {
    const workflow = await finished(id);
    if (workflow.status !== "COMPLETED") unfinished.push(`${id}: ${JSON.stringify(workflow)}`);
  }
  expect(unfinished).toEqual([]);
}, 600_000);

async function listAll(): Promise<Map<string, string | null>> {
  const stored = new Map<string, string | null>();
  let cursor = "";
  for (;;) {
    const { body } = await product.api<{
      items: { id: string; incidentId: string | null }[];
      nextCursor: string | null;
    }>(`/api/deliveries?limit=200${cursor && `&cursor=${cursor}`}`);
    for (const item of body.items) stored.set(item.id, item.incidentId);
    if (!body.nextCursor) return stored;
    cursor = body.nextCursor;
  }
}

async function finished(incidentId: string): Promise<Workflow> {
  const { body: incident } = await product.api<{ workflow: { id: string } }>(`/api/incidents/${incidentId}`);
  for (let i = 0; ; i++) {
    const { body } = await product.api<Workflow>(`/api/workflows/${incident.workflow.id}`);
    if (body.status === "COMPLETED" || body.status === "FAILED" || i > 300) return body;
    await sleep(200);
  }
}
