import { columnHash } from "@/lib/lineage/column-hash";
import type { LineagePlan } from "@/lib/lineage/lineage-rows";
import { placeSighting, type KnownSnapshot } from "@/lib/lineage/place-sighting";
import type { DatasetFact, SchemaColumn } from "@/lib/lineage/schemas";

/** A dataset in a fact; `at` in milliseconds since 1970. */
export interface Mention {
  workspaceId: string;
  origin: string;
  dataset: DatasetFact;
  at: number;
}

/** Adds the snapshots that the mentions of one dataset by one origin change. Pure, except for `plan`. */
export function planSnapshots(
  mentions: readonly Mention[],
  stored: readonly KnownSnapshot[],
  plan: LineagePlan,
): void {
  const sightings = mentions.filter(({ dataset }) => dataset.columns !== null && dataset.columns.length > 0);
  let snapshots = stored.map((snapshot) => ({ ...snapshot }));
  const columnsOf = new Map<string, SchemaColumn[]>();
  const copies = new Map<string, string>();
  for (const { dataset, at } of sightings.toSorted((a, b) => a.at - b.at)) {
    const columns = dataset.columns ?? [];
    const hash = columnHash(columns);
    columnsOf.set(hash, columns);
    const change = placeSighting(snapshots, { hash, at });
    if (change.kind === "none") continue;
    if (change.kind === "move") {
      Object.assign(change.of, { takenAt: change.takenAt, lastSeenAt: change.lastSeenAt });
    } else if (change.kind === "insert") {
      snapshots.push({ id: null, hash, takenAt: change.takenAt, lastSeenAt: change.lastSeenAt });
    } else {
      const { of } = change;
      if (of.id !== null) copies.set(of.hash, of.id);
      snapshots.push({ id: null, hash, takenAt: at, lastSeenAt: at });
      snapshots.push({ id: null, hash: of.hash, takenAt: of.lastSeenAt, lastSeenAt: of.lastSeenAt });
      of.lastSeenAt = of.takenAt;
    }
    snapshots = snapshots.toSorted((a, b) => a.takenAt - b.takenAt);
  }
  const before = new Map(stored.map((snapshot) => [snapshot.id, snapshot]));
  for (const snapshot of snapshots) {
    const [takenAt, lastSeenAt] = [isoOf(snapshot.takenAt), isoOf(snapshot.lastSeenAt)];
    const old = snapshot.id === null ? undefined : before.get(snapshot.id);
    if (snapshot.id !== null && old) {
      if (old.takenAt !== snapshot.takenAt || old.lastSeenAt !== snapshot.lastSeenAt)
        plan.movedSnapshots.push({ id: snapshot.id, takenAt, lastSeenAt });
      continue;
    }
    const [{ workspaceId, origin, dataset }] = mentions as [Mention, ...Mention[]];
    const columns = columnsOf.get(snapshot.hash) ?? null;
    plan.newSnapshots.push({
      workspaceId,
      namespace: dataset.namespace,
      name: dataset.name,
      origin,
      hash: snapshot.hash,
      columns,
      copyOf: columns === null ? (copies.get(snapshot.hash) ?? null) : null,
      takenAt,
      lastSeenAt,
    });
  }
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
