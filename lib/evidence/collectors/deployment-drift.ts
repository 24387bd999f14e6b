import { CONNECT_API, gap, hasRun, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { listEvidence } from "@/lib/evidence/data";
import { findEarlierPackages, type EarlierPackages } from "@/lib/evidence/deployments/data";
import {
  arrangeChanges,
  changeLine,
  loggedChanges,
  packageChanges,
} from "@/lib/evidence/deployments/deploy-changes";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import { orNotFound } from "@/lib/evidence/orchestrators/names";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { DeploymentReading } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import type { Context } from "@/lib/platform/context";

/** How far back changes are looked for if no earlier run succeeded. */
const WITHOUT_GOOD_RUN_MS = 7 * 86_400_000;

/**
 * What changed around the pipeline between the last good run and the failed one: versions of the code, packages and image,
 * parameters, and connections and variables, by name only.
 */
export const deploymentDrift: Collector = {
  id: "deployment-drift",
  kind: "deploy",
  title: "Deployment and configuration",
  connect: CONNECT_API,
  deadlineMs: 20_000,
  // The log comparison has versions that both logs state.
  readsEvidence: true,
  appliesTo: (incident) => incident.pipeline !== null && hasOrchestratorApi(incident) && hasRun(incident),
  async collect(ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    if (!reader) {
      const message = `The API of ${incident.source.name} is not connected, so changes of the deployment are unknown.`;
      return { pieces: [gap(deploymentDrift, "not_connected", message)] };
    }
    const since = new Date(incident.lastSeenAt.getTime() - WITHOUT_GOOD_RUN_MS);
    const [reading, logged] = await Promise.all([
      reader.readDeployment(incident, since, signal).catch(orNotFound(null)),
      versionsFromLogs(ctx, incident),
    ]);
    if (reading === null) {
      const message = "The orchestrator no longer has the failed task or its run, or the report names none.";
      return { pieces: [gap(deploymentDrift, "empty", message)] };
    }
    const earlier = reading.packages && (await earlierPackages(ctx, incident));
    const changes = arrangeChanges([
      ...reading.changes,
      ...logged,
      ...packageChanges(reading.packages, earlier),
    ]);
    return { pieces: [toPiece(reading, changes, earlier)] };
  },
};

async function versionsFromLogs(ctx: Context, { incidentId }: EvidenceTarget): Promise<DeployChange[]> {
  const { items } = await listEvidence(ctx, incidentId);
  return items.flatMap((piece) =>
    piece.kind === "log" && piece.supersededAt === null
      ? loggedChanges(piece.facts?.comparison?.versions ?? [])
      : [],
  );
}

function earlierPackages(ctx: Context, incident: EvidenceTarget): Promise<EarlierPackages | null> {
  const { incidentId, source, lastSeenAt: before } = incident;
  return findEarlierPackages(ctx, { sourceId: source.id, incidentId, before });
}

/** Packages are kept even without a change, to compare with at a later failure. */
function toPiece(
  { goodRun, definitionDiff, packages }: DeploymentReading,
  changes: DeployChange[],
  earlier: EarlierPackages | null,
): EvidenceDraft {
  const since =
    goodRun === null
      ? "no earlier run succeeded; changes of the last 7 days:"
      : `changes since the last good run ${goodRun.runId}${goodRun.endedAt ? `, ended ${goodRun.endedAt}` : ""}:`;
  const isPackage = ({ kind }: DeployChange) => kind === "package";
  const note =
    earlier !== null && changes.some(isPackage)
      ? [`packages are compared with #${earlier.incidentNumber} at ${earlier.at}`]
      : [];
  const isOnlyHost = changes.every(({ kind }) => kind === "host");
  return {
    kind: "deploy",
    key: "main",
    status: "ok",
    title: "Deployment and configuration",
    text: [
      since,
      ...(changes.length === 0 ? ["none found"] : changes.map(changeLine)),
      ...note,
      ...(definitionDiff === null ? [] : ["", definitionDiff.trimEnd()]),
    ].join("\n"),
    facts: { schemaVersion: 1, goodRun, changes, packages },
    provenance: "fact",
    relevance: isOnlyHost ? 0.2 : 0.6,
    relevanceReason: isOnlyHost
      ? "nothing changed since the last good run"
      : "what changed since the last good run",
    startLine: null,
    truncated: false,
    message: null,
  };
}
