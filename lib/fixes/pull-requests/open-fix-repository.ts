import { openRepository } from "@/lib/code/open-repository";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import type { SourceRepository } from "@/lib/vendors/source-control";

/** The repository that a fix changes. @throws AppError CONFLICT if none is connected, and as `openRepository` does. */
export async function openFixRepository(
  ctx: Context,
  fix: { incidentId: string },
  signal?: AbortSignal,
): Promise<{ repository: SourceRepository; incidentNumber: number; sourceId: string }> {
  const { source, number } = await loadIncidentContext(ctx, fix.incidentId);
  if (!source.repository) {
    throw new AppError("CONFLICT", `No repository is connected. Connect one under Setup → ${source.name}.`);
  }
  const repository = await openRepository(ctx, source.repository, signal);
  return { repository, incidentNumber: number, sourceId: source.id };
}
