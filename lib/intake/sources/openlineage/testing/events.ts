import { normaliseOpenLineage } from "@/lib/intake/sources/openlineage/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

/** The body of a recorded event. */
export function recordedEvent(name: string): Record<string, unknown> {
  return recordedWebhook("openlineage", name).body as Record<string, unknown>;
}

/** What an event means, which must be understood. */
export function readEvent(body: unknown) {
  const result = normaliseOpenLineage(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result;
}

/** The report of an event, which must have one. */
export function reportOf(body: unknown) {
  const [report] = readEvent(body).reports;
  if (!report) throw new Error("no report");
  return report;
}

/** A copy of a body with the value at a path (`run/facets/parent`) replaced; undefined removes it. */
export function withValue(body: unknown, path: string, value: unknown): Record<string, unknown> {
  const copy = structuredClone(body) as Record<string, unknown>;
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  let at = copy;
  for (const key of keys) at = (at[key] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
