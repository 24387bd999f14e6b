import type { FailureIdentity } from "@/lib/intake/identity";
import type { FailureReport, SourceKind } from "@/lib/intake/schemas";
import { readBody } from "@/lib/intake/read-body";
import { understandBody } from "@/lib/intake/understand-body";
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
    const parsed = await readBody(new TextEncoder().encode(body));
    if (!parsed.ok) continue;
    const kind = source.kind as SourceKind;
    const meaning = understandBody({ id: source.id, kind }, parsed.value, headers as Record<string, string>);
    if (meaning.ok) understood.push({ id, source, report: meaning.report, identity: meaning.identity });
  }
  return understood;
}
