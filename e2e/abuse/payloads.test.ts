import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { scale } from "@/e2e/abuse/intensity";
import { stage } from "@/e2e/abuse/stage";
import { signedHeaders } from "@/e2e/send-webhook";

const COUNT = scale(3_000, 50_000);

it("mutations of recorded payloads get an answer that says what became of them, never a 5xx", async () => {
  const outcomes = new Map<number, number>();
  const random = mulberry32(20261121);
  const payloads = recordedPayloads();
  const queue = Array.from({ length: COUNT }, () => {
    const { kind, body } = payloads[Math.floor(random() * payloads.length)] ?? {
      kind: "airflow",
      body: "{}",
    };
    return { kind, body: mutate(body, random) };
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

function recordedPayloads(): { kind: string; body: string }[] {
  return ["airflow", "prefect"].flatMap((kind) => {
    const folder = new URL(`../../lib/intake/sources/${kind}/fixtures/`, import.meta.url);
    return readdirSync(folder).map((name) => {
      const { body } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { body: unknown };
      return { kind, body: typeof body === "string" ? body : JSON.stringify(body) };
    });
  });
}

/** Small seeded generator, so that a failure can be had again. */
function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const JUNK = [
  null,
  true,
  -1,
  1e308,
  "",
  "None",
  "\u0000",
  "x".repeat(5_000),
  [],
  {},
  [[[]]],
  { $ne: 1 },
  "2026-13-45T99:99",
  "../../etc",
];

/** Swaps, drops or adds values anywhere in a payload, or damages its text. */
function mutate(body: string, random: () => number): string {
  if (random() < 0.2) {
    const at = Math.floor(random() * body.length);
    return random() < 0.5
      ? body.slice(0, at)
      : body.slice(0, at) + String.fromCharCode(Math.floor(random() * 300)) + body.slice(at + 1);
  }
  const root: unknown = JSON.parse(body);
  for (let i = 0; i <= Math.floor(random() * 4); i++) damage(root, random);
  return JSON.stringify(root);
}

function damage(value: unknown, random: () => number): void {
  if (typeof value !== "object" || value === null) return;
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const roll = random();
  if (roll < 0.35 && typeof object[key] === "object") damage(object[key], random);
  else if (roll < 0.55) delete object[key];
  else object[key] = JUNK[Math.floor(random() * JUNK.length)];
}
