import { exactTime } from "@/components/time/format-time";
import type { Source } from "@/lib/sources/schemas";

/** One line on the state of the reconciler: how far it has come, or what stops it. Pure. */
export function reconcilerLine(
  source: Pick<Source, "apiBaseUrl" | "enabled" | "isReconciled" | "reconciliation">,
): { text: string; tone: "muted" | "warn" | "danger" } {
  const { reconciliation } = source;
  if (source.apiBaseUrl === null) return { text: "Connect the API to compare this source.", tone: "muted" };
  if (!source.enabled) return { text: "This source is disabled.", tone: "muted" };
  if (!source.isReconciled) return { text: "Switched off: only webhooks are read.", tone: "muted" };
  if (!reconciliation) return { text: "The first comparison starts within a minute.", tone: "muted" };
  const { failingSince, error } = reconciliation;
  if (failingSince !== null)
    return {
      text: `Cannot be compared since ${exactTime(failingSince, "UTC")}: ${error ?? "unknown error"}`,
      tone: "danger",
    };
  if (error !== null) return { text: error, tone: "warn" };
  return { text: extent(reconciliation), tone: "muted" };
}

function extent({ readUntil, requests, durationMs }: NonNullable<Source["reconciliation"]>): string {
  const seconds = (durationMs / 1000).toFixed(1);
  const cost = `${requests} ${requests === 1 ? "request" : "requests"} in ${seconds} s`;
  return readUntil === null
    ? `The last pass took ${cost}.`
    : `Everything up to ${exactTime(readUntil, "UTC")} is known; the last pass took ${cost}.`;
}
