import { expect, it } from "vitest";
import { scale } from "@/e2e/abuse/intensity";
import { stage } from "@/e2e/abuse/stage";
import { mutatePayload, recordedPayloads } from "@/evals/mutate-payload";
import { randomOf } from "@/evals/mutate-log";
import { signedHeaders } from "@/e2e/send-webhook";

const COUNT = scale(1_500, 50_000);

it("answers mutated payloads with their outcome, never with a 5xx", async () => {
  const outcomes = new Map<number, number>();
  const random = randomOf(20261121);
  const payloads = recordedPayloads();
  const queue = Array.from({ length: COUNT }, () => {
    const { kind, body } = payloads[Math.floor(random() * payloads.length)] ?? {
      kind: "airflow",
      body: "{}",
    };
    return { kind, body: mutatePayload(body, random) };
  });
  await Promise.all(
    Array.from({ length: 24 }, async () => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const status = await send(next.kind, next.body);
        outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
      }
    }),
  );
  expect([...outcomes.keys()].filter((status) => ![200, 202, 413, 422].includes(status))).toEqual([]);
  expect(outcomes.get(202)).toBeGreaterThan(COUNT / 20);
  expect(outcomes.get(422)).toBeGreaterThan(COUNT / 20);
  expect((await fetch(`${stage().url}/ready`)).status).toBe(200);
}, 900_000);

async function send(kind: string, body: string): Promise<number> {
  const source = stage().firstRun.sources[kind];
  if (!source) throw new Error(`no source of kind ${kind}`);
  const headers = signedHeaders(source.secret, body);
  const response = await fetch(source.webhookUrl, { method: "POST", headers, body });
  await response.arrayBuffer();
  return response.status;
}
