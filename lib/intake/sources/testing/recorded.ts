import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Recording {
  headers: [string, string][];
  /** The body as sent (Prefect), or already parsed (Airflow). */
  body: unknown;
}

/** A webhook recorded from a real server: its parsed body and lowercase headers. */
export function recordedWebhook(kind: "airflow" | "prefect" | "openlineage", name: string) {
  const path = fileURLToPath(new URL(`../${kind}/fixtures/${name}.json`, import.meta.url));
  const recording = JSON.parse(readFileSync(path, "utf8")) as Recording;
  const body: unknown = typeof recording.body === "string" ? JSON.parse(recording.body) : recording.body;
  const headers = Object.fromEntries(recording.headers.map(([key, value]) => [key.toLowerCase(), value]));
  return { body, headers };
}
