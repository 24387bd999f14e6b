import { expect, it } from "vitest";
import { webhookOf, findWebhookViolation } from "@/evals/fuzz-webhooks";
import { recordedPayloads } from "@/evals/mutate-payload";

const SEED = 4;
const CASES = 400;

it("handles any webhook", () => {
  const payloads = recordedPayloads();
  expect(payloads.length).toBeGreaterThan(20);
  for (let number = 0; number < CASES; number += 1) {
    const { kind, body } = webhookOf(SEED, number, payloads);
    expect(
      findWebhookViolation(kind, body),
      `webhook ${number}: ${Buffer.from(body).toString("base64")}`,
    ).toBeNull();
  }
}, 60_000);

it("makes the same webhook for the same seed", () => {
  const payloads = recordedPayloads();
  expect(webhookOf(1, 7, payloads)).toEqual(webhookOf(1, 7, payloads));
  expect(webhookOf(1, 7, payloads)).not.toEqual(webhookOf(2, 7, payloads));
});
