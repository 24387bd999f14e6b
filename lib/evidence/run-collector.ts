import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { messageOf, AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/context";
import { isTimeout } from "@/lib/platform/http/retrying-outbound";

/**
 * Runs a collector until its deadline and turns an error into a gap with a status: `denied` for a refused login or a
 * missing right, `timeout`, or `failed`. A collector that ignores its signal is abandoned and its late result dropped.
 */
export async function runWithDeadline(
  ctx: Context,
  incident: EvidenceTarget,
  collector: Collector,
): Promise<Collected> {
  const signal = AbortSignal.timeout(collector.deadlineMs);
  const expired = new Promise<Collected>((resolve) => {
    signal.addEventListener("abort", () => resolve(failed(collector, signal.reason)), { once: true });
  });
  // Also for a collector that throws before its first await.
  const work = Promise.resolve()
    .then(() => collector.collect(ctx, incident, signal))
    .catch((error: unknown) => failed(collector, error));
  return Promise.race([work, expired]);
}

function failed(collector: Collector, error: unknown): Collected {
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") {
    const seconds = collector.deadlineMs / 1000;
    return {
      pieces: [gap(collector, "timeout", `Timed out after ${seconds} s. Press Analyze to try again.`)],
    };
  }
  return { pieces: [gap(collector, statusOf(error), messageOf(error).slice(0, 500))] };
}

/** The status of evidence that this error kept from being collected. */
export function statusOf(error: unknown): "denied" | "timeout" | "failed" {
  if (isTimeout(error)) return "timeout";
  const isDenied =
    error instanceof AppError && (error.code === "FORBIDDEN" || error.code === "UNAUTHENTICATED");
  return isDenied ? "denied" : "failed";
}
