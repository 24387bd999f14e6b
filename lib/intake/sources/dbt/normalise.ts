import { createHash } from "node:crypto";
import type { Reports } from "@/lib/intake/sources/descriptor";
import { normaliseDbtCloud } from "@/lib/intake/sources/dbt/cloud";
import { normaliseArtifacts } from "@/lib/intake/sources/dbt/run-results";
import { lenientText, listOf, notAnObject, objectOf } from "@/lib/intake/sources/lenient";

/**
 * Normalizes webhooks of dbt Cloud and artifacts of dbt: what `npx pd dbt` sends (`{ runResults, manifest?, error?,
 * pipeline?, environment?, target?, omitted? }`), or `run_results.json` as it is. Pure; never throws.
 */
export function normaliseDbt(body: unknown): Reports {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  if (object["eventType"] !== undefined) return normaliseDbtCloud(object);
  const isBare = Array.isArray(object["results"]);
  if (!isBare && object["runResults"] === undefined && object["error"] === undefined) {
    const message =
      "expected a webhook of dbt Cloud (eventType), run_results.json, or what `npx pd dbt` sends";
    return { ok: false, issues: [{ path: "", message }] };
  }
  const reports = normaliseArtifacts({
    results: isBare ? object : object["runResults"],
    manifest: object["manifest"],
    error: lenientText(object["error"], 50_000),
    pipeline: lenientText(object["pipeline"]),
    environment: lenientText(object["environment"]),
    target: lenientText(object["target"]),
  });
  const omitted = listOf(object["omitted"])?.replaceAll(",", ", ") ?? null;
  if (!reports.ok || omitted === null) return reports;
  const notes = [`Left out by the sender, because the artifacts are too large: ${omitted}.`];
  return { ...reports, notes };
}

/** The event of dbt Cloud, which stays the same when it is sent again, or the invocation with what it came to. */
export function dbtDeliveryKey(body: unknown): string | null {
  const object = objectOf(body);
  const event = lenientText(object?.["eventId"]);
  if (event !== null) return `dbt-cloud-${event}`.slice(0, 200);
  const results = Array.isArray(object?.["results"]) ? object : objectOf(object?.["runResults"]);
  const metadata = objectOf(results?.["metadata"]);
  const [id, at] = [lenientText(metadata?.["invocation_id"]), lenientText(metadata?.["generated_at"])];
  if (id === null || at === null || object?.["error"] !== undefined) return null;
  return `dbt-${createHash("sha256")
    .update(JSON.stringify([id, at]))
    .digest("hex")}`;
}
