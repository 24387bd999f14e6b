import { CODE_OWNERS_PATHS, codeOwnersOf, parseCodeOwners } from "@/lib/code/owners/code-owners";
import { findBlastRadius, type ReachedByChange } from "@/lib/fixes/impact/blast-radius";
import { findFileHistory } from "@/lib/fixes/impact/data";
import { assessRisk } from "@/lib/fixes/impact/risk";
import type { CheckedPatch } from "@/lib/fixes/patches/check-patch";
import type { BlastRadius, FixRisk, FixVerification } from "@/lib/fixes/schemas";
import { patchHazards } from "@/lib/fixes/hazards/patch-hazards";
import { CRITICALITIES } from "@/lib/failures/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { Context } from "@/lib/platform/context";
import type { SourceRepository } from "@/lib/vendors/source-control";

export interface AssessedChange {
  incident: IncidentContext;
  checked: Pick<CheckedPatch, "files" | "edits">;
  verification: FixVerification;
  repository: SourceRepository;
  /** The commit that the patch was checked against. */
  ref: string;
  /** Paths of all files at `ref`. */
  paths: readonly string[];
  /** The author's own assessment and cautions. */
  level: FixRisk["level"];
  cautions: readonly string[];
}

/** What a change reaches, and how carefully it needs review. */
export async function assessChange(
  ctx: Context,
  change: AssessedChange,
): Promise<{ blastRadius: BlastRadius; risk: FixRisk }> {
  const { incident, checked, repository, ref, paths } = change;
  const changed = checked.files.map((file) => file.path);
  const [reached, history, owners] = await Promise.all([
    findBlastRadius(ctx, { incident, changed, paths, ref, repository }),
    findFileHistory(ctx, { incidentId: incident.incidentId, sourceId: incident.source.id, paths: changed }),
    findOwners(change, changed),
  ]);
  const risk = assessRisk({
    files: checked.files,
    verification: change.verification,
    blastRadius: reached.blastRadius,
    hazards: patchHazards(checked.edits),
    level: change.level,
    cautions: change.cautions,
    surroundings: {
      tests: reached.tests,
      criticality: highestOf(reached),
      pastIncidents: history.incidents,
      failedFixes: history.failedFixes,
      owners,
      at: ctx.now(),
      zone: zoneOf(reached),
    },
  });
  return { blastRadius: reached.blastRadius, risk };
}

/** Who owns the changed files, by the first CODEOWNERS file of the commit; empty if there is none or it is unreadable. */
async function findOwners(
  { repository, ref, paths }: AssessedChange,
  changed: readonly string[],
): Promise<string[]> {
  const path = CODE_OWNERS_PATHS.find((known) => paths.includes(known));
  const text = path === undefined ? undefined : (await repository.readFiles([path], ref)).get(path);
  if (text === undefined) return [];
  const owners = parseCodeOwners(text);
  return [...new Set(changed.flatMap((file) => codeOwnersOf(owners, file)))];
}

function highestOf({ pipelines }: ReachedByChange) {
  return (
    CRITICALITIES.findLast((level) => pipelines.some(({ criticality }) => criticality === level)) ?? null
  );
}

/** The zone of the pipelines' schedules, if they agree on a valid one; a workspace has none of its own. */
function zoneOf({ pipelines }: ReachedByChange): string {
  const zones = new Set(pipelines.flatMap(({ zone }) => zone ?? []));
  const [only] = zones;
  return only !== undefined && zones.size === 1 && isZone(only) ? only : "UTC";
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
