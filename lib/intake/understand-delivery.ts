import type { FailureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { parseBodyInBackground } from "@/lib/background/parse-body-in-background";
import { understandBody, type Meaning } from "@/lib/intake/sources/understand-body";
import type { Context } from "@/lib/platform/context";

/** What a stored delivery said, read as this version understands it. */
export interface UnderstoodDelivery {
  id: string;
  source: { id: string; environment: string | null };
  report: FailureReport;
  identity: FailureIdentity;
}

/** Reads stored deliveries of the workspace again; one that is gone or not understood is left out. */
export async function understandDeliveries(
  ctx: Context,
  ids: readonly string[],
): Promise<UnderstoodDelivery[]> {
  const rows = await ctx.db.delivery.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    select: {
      id: true,
      body: true,
      headers: true,
      source: { select: { id: true, kind: true, environment: true } },
    },
  });
  const understood: UnderstoodDelivery[] = [];
  for (const { id, body, headers, source } of rows) {
    const meaning = await understandStored({ body, headers: headers as Record<string, string>, source });
    if (meaning.ok) understood.push({ id, source, report: meaning.report, identity: meaning.identity });
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
