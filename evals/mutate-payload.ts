import { readdirSync, readFileSync } from "node:fs";

export interface RecordedPayload {
  kind: "airflow" | "prefect" | "generic";
  /** The original JSON. */
  body: string;
}

/** The recorded payloads of real senders. */
export function recordedPayloads(): RecordedPayload[] {
  return (["airflow", "prefect"] as const).flatMap((kind) => {
    const folder = new URL(`../lib/intake/sources/${kind}/fixtures/`, import.meta.url);
    return readdirSync(folder).map((name) => {
      const { body } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { body: unknown };
      return { kind, body: typeof body === "string" ? body : JSON.stringify(body) };
    });
  });
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

/** A payload with values replaced or removed, or with damaged text; `random` returns 0 to 1. */
export function mutatePayload(body: string, random: () => number): string {
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
