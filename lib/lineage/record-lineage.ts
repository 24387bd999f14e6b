import type { PoolClient, QueryConfig } from "pg";
import { boundFacts } from "@/lib/lineage/bound-facts";
import { FIND_LINEAGE, WRITE_LINEAGE, WRITE_PARTIES } from "@/lib/lineage/lineage-sql";
import type { KnownLineage, LineagePlan, LineageQuestion, PlacedFact } from "@/lib/lineage/lineage-rows";
import { hasNewParties, isEmptyPlan, lineageQuestion, planLineage } from "@/lib/lineage/plan-lineage";
import type { LineageFact } from "@/lib/lineage/schemas";
import { newId } from "@/lib/platform/crypto";

/** Whose facts they are. */
export interface LineageOrigin {
  workspaceId: string;
  /** The source whose pipelines the facts name. */
  sourceId: string;
  /** For facts without a time, and the latest time accepted. */
  receivedAt: Date;
}

/**
 * Records facts that came without a delivery, such as those of an artifact or a poll, in the transaction of `client`. Facts
 * may arrive late and repeatedly.
 * @returns what was left out because it exceeds a limit, in sentences
 */
export async function recordLineage(
  client: PoolClient,
  origin: LineageOrigin,
  given: readonly LineageFact[],
): Promise<string[]> {
  const { facts, notes } = boundFacts(given);
  const placed = placeFacts(origin, facts.filter(hasDatasets));
  if (placed.length === 0) return notes;
  const { rows } = await client.query<KnownLineage>(findLineage(lineageQuestion(placed)));
  for (const statement of writeLineage(placed, rows[0])) await client.query(statement);
  return notes;
}

/** Facts, which must be bounded already, with their source and time. A time in the future is replaced by that of receipt. */
export function placeFacts(origin: LineageOrigin, facts: readonly LineageFact[]): PlacedFact[] {
  const { workspaceId, sourceId, receivedAt } = origin;
  return facts.map((fact) => {
    const at = fact.at === null ? Number.NaN : Date.parse(fact.at);
    const received = receivedAt.getTime();
    return { workspaceId, sourceId, fact, at: Number.isNaN(at) ? received : Math.min(at, received) };
  });
}

/** Whether there is anything to record. */
export function hasDatasets({ reads, writes, derived, described = [] }: LineageFact): boolean {
  return reads.length + writes.length + derived.length + described.length > 0;
}

/** The statement whose only row is what is known (KnownLineage). */
export function findLineage(question: LineageQuestion): QueryConfig {
  return { name: "find-lineage", text: FIND_LINEAGE, values: [JSON.stringify(question)] };
}

/** The statements that write what facts add to what is known, in order. */
export function writeLineage(facts: readonly PlacedFact[], known: KnownLineage | undefined): QueryConfig[] {
  const plan = planLineage(facts, known ?? { datasets: [], edges: [], runs: [] });
  if (isEmptyPlan(plan)) return [];
  const values = [JSON.stringify(withIds(plan))];
  const write = { name: "write-lineage", text: WRITE_LINEAGE, values };
  return hasNewParties(plan)
    ? [{ name: "write-lineage-parties", text: WRITE_PARTIES, values }, write]
    : [write];
}

function withIds(plan: LineagePlan) {
  const add = <Row extends object>(rows: readonly Row[]) => rows.map((row) => ({ ...row, id: newId() }));
  return {
    ...plan,
    pipelines: add(plan.pipelines),
    tasks: add(plan.tasks),
    runs: add(plan.runs),
    datasets: add(plan.datasets),
    edges: add(plan.edges),
    writes: add(plan.writes),
    newSnapshots: add(plan.newSnapshots),
  };
}
