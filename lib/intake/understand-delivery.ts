import type { FailureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { parseBodyInBackground } from "@/lib/background/parse-body-in-background";
import { listStoredBodies } from "@/lib/intake/data";
import { settleMeaning } from "@/lib/intake/settle/settle-meaning";
import { understandBody, type Meaning } from "@/lib/intake/sources/understand-body";
import type { Context } from "@/lib/platform/context";

/** A report of a stored delivery, parsed by this version. */
export interface StoredReport {
  /** Of the delivery. */
  id: string;
  source: { id: string; environment: string | null };
  report: FailureReport;
  identity: FailureIdentity;
}

/** The reports of stored deliveries; missing or quarantined ones have none. */
export async function understandDeliveries(ctx: Context, ids: readonly string[]): Promise<StoredReport[]> {
  const understood: StoredReport[] = [];
  for (const { id, body, headers, source } of await listStoredBodies(ctx, ids)) {
    const meaning = await understandStored(ctx, { body, headers, source });
    if (meaning.ok) understood.push(...meaning.reports.map((said) => ({ id, source, ...said })));
  }
  return understood;
}

/** Parses the body of a stored delivery with this version. */
export async function understandStored(
  ctx: Context,
  delivery: {
    body: string;
    headers: Record<string, string>;
    source: { id: string; kind: string; environment: string | null };
  },
): Promise<Meaning> {
  const { id, kind, environment } = delivery.source;
  const parsed = await parseBodyInBackground(new TextEncoder().encode(delivery.body));
  if (!parsed.ok) return parsed;
  const meaning = understandBody({ id, kind, environment }, parsed.value, delivery.headers);
  return settleMeaning(ctx.pool, { id, workspaceId: ctx.workspaceId, environment }, meaning);
}
