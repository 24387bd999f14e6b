import type { KnownSnapshot } from "@/lib/lineage/place-sighting";
import type { LineageFact, SchemaColumn } from "@/lib/lineage/schemas";

/** A fact of a source, bounded, with its time in milliseconds since 1970. */
export interface PlacedFact {
  workspaceId: string;
  /** The source whose pipelines it is about. */
  sourceId: string;
  fact: LineageFact;
  at: number;
}

/** What to look up; the answers refer to it by position. */
export interface LineageQuestion {
  datasets: {
    i: number;
    workspaceId: string;
    namespace: string;
    name: string;
    origin: string;
    from: string;
  }[];
  edges: {
    i: number;
    workspaceId: string;
    sourceId: string;
    pipeline: string;
    task: string | null;
    namespace: string;
    name: string;
    direction: "reads" | "writes";
  }[];
  /** Runs that wrote something. */
  runs: { i: number; workspaceId: string; sourceId: string; pipeline: string; run: string }[];
}

/** A dataset of the question as stored, with its snapshots from before `from` on, oldest first; absent if it is new. */
export interface KnownDataset {
  i: number;
  kind: string;
  owner: string | null;
  lastSeenAt: number;
  snapshots: KnownSnapshot[];
}

export interface KnownEdge {
  i: number;
  hasPipeline: boolean;
  hasTask: boolean;
  /** Null if the edge is new. */
  lastSeenAt: number | null;
}

/** What is stored. */
export interface KnownLineage {
  datasets: readonly KnownDataset[];
  edges: readonly KnownEdge[];
  /** Those of the question that are stored. */
  runs: readonly { i: number }[];
}

/** Rows to write; natural keys instead of ids. Empty lists if nothing is new. */
export interface LineagePlan {
  pipelines: { workspaceId: string; sourceId: string; pipeline: string; name: string; at: string }[];
  tasks: {
    workspaceId: string;
    sourceId: string;
    pipeline: string;
    task: string;
    name: string;
    at: string;
  }[];
  runs: { workspaceId: string; sourceId: string; pipeline: string; run: string; at: string }[];
  datasets: {
    workspaceId: string;
    namespace: string;
    name: string;
    kind: string;
    owner: string | null;
    from: string;
    at: string;
  }[];
  edges: (Omit<LineageQuestion["edges"][number], "i"> & { origin: string; at: string })[];
  dependencies: {
    workspaceId: string;
    fromNamespace: string;
    fromName: string;
    toNamespace: string;
    toName: string;
    origin: string;
    at: string;
  }[];
  writes: {
    workspaceId: string;
    sourceId: string;
    pipeline: string;
    run: string;
    namespace: string;
    name: string;
    rowCount: number | null;
    sizeBytes: number | null;
    version: string | null;
    at: string;
  }[];
  newSnapshots: {
    workspaceId: string;
    namespace: string;
    name: string;
    origin: string;
    hash: string;
    /** Null to copy those of the snapshot `copyOf`. */
    columns: SchemaColumn[] | null;
    copyOf: string | null;
    takenAt: string;
    lastSeenAt: string;
  }[];
  movedSnapshots: { id: string; takenAt: string; lastSeenAt: string }[];
}
