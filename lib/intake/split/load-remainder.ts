import { findDescription, listVariedFailures } from "@/lib/intake/split/data";
import { loadSplitOrigin, type SplitOrigin } from "@/lib/intake/split/split-origin";
import { understandDeliveries } from "@/lib/intake/understand-delivery";
import type { Context } from "@/lib/platform/context";

/**
 * Describes an incident by the latest of its remaining failures, if what it is titled after leaves it; null if the
 * incident still describes one of them.
 */
export async function loadRemainder(
  ctx: Context,
  incidentId: string,
  takenIds: readonly string[],
): Promise<SplitOrigin | null> {
  const [incident, failures] = await Promise.all([
    findDescription(ctx, incidentId),
    listVariedFailures(ctx, incidentId, takenIds),
  ]);
  const [newest] = failures;
  if (!incident || !newest || failures.some(({ message }) => message === incident.title)) return null;
  const told = await understandDeliveries(
    ctx,
    failures.flatMap(({ deliveryId }) => deliveryId ?? []),
  );
  if (told.some(({ identity }) => identity.fingerprint.value === incident.fingerprint)) return null;
  return loadSplitOrigin(ctx, incidentId, [newest.id]);
}
