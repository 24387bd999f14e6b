import type { Normalised } from "@/lib/failures/schemas";
import type { Reports } from "@/lib/intake/sources/descriptor";

/** Adapts a kind whose deliveries contain one report each. */
export function singleReport(normalise: (body: unknown) => Normalised): (body: unknown) => Reports {
  return (body) => {
    const normalised = normalise(body);
    return normalised.ok ? { ok: true, reports: [normalised.report] } : normalised;
  };
}
