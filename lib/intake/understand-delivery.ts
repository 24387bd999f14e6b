import type { FailureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { parseBodyInBackground } from "@/lib/background/parse-body-in-background";
import { listStoredBodies } from "@/lib/intake/data";
import { understandBody, type Meaning } from "@/lib/intake/sources/understand-body";
import type { Context } from "@/lib/platform/context";

/** A report of a stored delivery, read as this version understands it. */
export interface StoredReport {
  /** Of the delivery. */
  id: string;
  source: { id: string; environment: string | null };
  report: FailureReport;
  identity: FailureIdentity;
}

/** The reports of stored deliveries of the workspace; a delivery that is gone or not understood has none. */
export async function understandDeliveries(ctx: Context, ids: readonly string[]): Promise<StoredReport[]> {
  const understood: StoredReport[] = [];
  for (const { id, body, headers, source } of await listStoredBodies(ctx, ids)) {
    const meaning = await understandStored({ body, headers, source });
    if (meaning.ok) understood.push(...meaning.reports.map((said) => ({ id, source, ...said })));
  }
  return understood;
}

/** What the body of a stored delivery says, or why it says nothing that this version understands. */
export async function understandStored(delivery: {
  body: string;
  headers: Record<string, string>;
  source: { id: string; kind: string };
}): Promise<Meaning> {
  const { id, kind } = delivery.source;
  const parsed = await parseBodyInBackground(new TextEncoder().encode(delivery.body));
  if (!parsed.ok) return parsed;
  return understandBody({ id, kind }, parsed.value, delivery.headers);
}
