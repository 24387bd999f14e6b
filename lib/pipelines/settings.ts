import { Criticality, type FailureReport } from "@/lib/failures/schemas";
import { Deadline, DeclaredSettings, type PipelineSettings, type TeamRef } from "@/lib/pipelines/schemas";
import { ownersOf } from "@/lib/workspaces/teams/owners";
import type { Ownership } from "@/lib/workspaces/teams/schemas";

/** The settings of a pipeline as stored; JSON as it comes from the database. */
export interface StoredSettings {
  criticality: string | null;
  deadline: unknown;
  declared: unknown;
}

/** A team that may own pipelines. */
export type OwningTeam = TeamRef & { owns: Ownership };

/** What a person has set comes first, then what the definition declares. Null means neither. */
export function settingsOf(stored: StoredSettings): {
  criticality: Criticality | null;
  deadline: Deadline | null;
} {
  const declared = declaredOf(stored);
  return {
    criticality: Criticality.safeParse(stored.criticality).data ?? declared.criticality,
    deadline: Deadline.safeParse(stored.deadline).data ?? declared.deadline,
  };
}

/**
 * How critical a failure is: as a person has set for the pipeline, otherwise as the definition of the failed task says,
 * otherwise as that of the pipeline says.
 */
export function criticalityOf(
  stored: StoredSettings | null,
  task: FailureReport["declared"],
): { criticality: Criticality | null; declaredBy: "task" | "pipeline" } {
  const set = Criticality.safeParse(stored?.criticality).data;
  const ofTask = set ? null : (task?.criticality ?? null);
  if (ofTask) return { criticality: ofTask, declaredBy: "task" };
  return { criticality: stored && settingsOf(stored).criticality, declaredBy: "pipeline" };
}

/** The declared settings; nothing if they were written by another version. */
export function declaredOf({ declared }: Pick<StoredSettings, "declared">): DeclaredSettings {
  return DeclaredSettings.safeParse(declared ?? {}).data ?? DeclaredSettings.parse({});
}

/** The settings with the origin of each. `teams`: all teams of the workspace. */
export function pipelineSettings(
  stored: StoredSettings & { name: string; tags: readonly string[]; ownerTeam: TeamRef | null },
  teams: readonly OwningTeam[],
): PipelineSettings {
  const declared = declaredOf(stored);
  const { criticality, deadline } = settingsOf(stored);
  const originOf = (isSet: boolean, isDeclared: boolean) =>
    isSet ? "set" : isDeclared ? "declared" : "default";
  const { origins } = declared;
  return {
    criticality: {
      value: criticality ?? "normal",
      origin: originOf(stored.criticality !== null, declared.criticality !== null),
      declaredBy: origins.criticality ?? null,
    },
    deadline: {
      value: deadline,
      origin: originOf(Deadline.safeParse(stored.deadline).success, declared.deadline !== null),
      declaredBy: origins.deadline ?? null,
    },
    ownerTeam: ownerOf(stored, declared, teams),
  };
}

/** A declared owner counts only if it is a team here; it may be the name of a person. */
function ownerOf(
  { name, tags, ownerTeam }: { name: string; tags: readonly string[]; ownerTeam: TeamRef | null },
  { owner, origins }: DeclaredSettings,
  teams: readonly OwningTeam[],
): PipelineSettings["ownerTeam"] {
  const declaredBy = origins.owner ?? null;
  if (ownerTeam) return { value: ownerTeam, origin: "set", declaredBy };
  const wanted = owner?.toLowerCase();
  const declared = teams.find((team) => team.slug === wanted || team.name.toLowerCase() === wanted);
  if (declared) return { value: refOf(declared), origin: "declared", declaredBy };
  const [owning] = ownersOf({ pipeline: name, tags }, teams);
  if (owning) return { value: refOf(owning.team), origin: "team", declaredBy: owning.pattern };
  return { value: null, origin: "default", declaredBy };
}

function refOf({ id, slug, name }: OwningTeam): TeamRef {
  return { id, slug, name };
}
