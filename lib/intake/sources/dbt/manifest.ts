import type { DatasetFact, LineageFact, SchemaColumn } from "@/lib/lineage/schemas";
import { DbtMetadata, DbtNode } from "@/lib/intake/sources/dbt/schema";
import { lenientText, objectOf } from "@/lib/intake/sources/lenient";

const MAX_NODES = 10_000;
const MAX_COLUMNS = 2_000;
const MAX_PARENTS = 500;

/** What a manifest says, by unique id; empty without one. */
export interface Manifest {
  metadata: DbtMetadata;
  nodes: ReadonlyMap<string, DbtNode>;
  exposures: ReadonlyMap<string, DbtNode>;
}

/** Reads `manifest.json`, whole or with only the keys used here. */
export function readManifest(value: unknown): Manifest {
  const object = objectOf(value) ?? {};
  return {
    metadata: DbtMetadata.parse(objectOf(object["metadata"]) ?? {}),
    nodes: new Map([...entriesOf(object["nodes"]), ...entriesOf(object["sources"])]),
    exposures: new Map(entriesOf(object["exposures"])),
  };
}

function entriesOf(value: unknown): [string, DbtNode][] {
  return Object.entries(objectOf(value) ?? {})
    .slice(0, MAX_NODES)
    .flatMap(([id, node]) => {
      const parsed = DbtNode.safeParse(node).data;
      return parsed ? [[id, parsed] as [string, DbtNode]] : [];
    });
}

/** Lists of node ids. */
export function parentsOf(node: DbtNode): string[] {
  const listed: unknown = node.depends_on?.nodes;
  return Array.isArray(listed)
    ? listed.slice(0, MAX_PARENTS).flatMap((id: unknown) => lenientText(id) ?? [])
    : [];
}

/** The ids of the models, seeds and snapshots built from these nodes, at any distance; tests are not built. Linear. */
export function downstreamOf({ nodes }: Manifest, ids: readonly string[]): string[] {
  const children = new Map<string, string[]>();
  for (const [id, node] of nodes) {
    if (node.resource_type === "test" || node.resource_type === "unit_test") continue;
    for (const parent of parentsOf(node)) {
      const known = children.get(parent);
      if (known) known.push(id);
      else children.set(parent, [id]);
    }
  }
  const found = new Set<string>();
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const child of children.get(id) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      queue.push(child);
    }
  }
  return [...found];
}

/** What became of a node in a run. */
export interface BuiltNode {
  id: string;
  name: string;
  hasWritten: boolean;
  rowCount: number | null;
}

/**
 * Which relations the models of a run read and write, and which exposures are made of them. A relation is named as in the
 * warehouse, in the namespace of its adapter: the manifest does not say where the warehouse is.
 */
export function lineageOf(
  manifest: Manifest,
  run: { pipeline: { externalId: string; name: string }; run: string | null; at: string | null },
  built: readonly BuiltNode[],
): LineageFact[] {
  const facts = built.flatMap((node) => modelFact(manifest, run, node) ?? []);
  const derived = [...manifest.exposures].flatMap(([, exposure]) => exposureOf(manifest, exposure));
  if (derived.length === 0) return facts;
  return [{ ...emptyFact(run), derived }, ...facts];
}

type Run = Parameters<typeof lineageOf>[1];

function emptyFact({ pipeline, run, at }: Run): LineageFact {
  return {
    origin: "dbt",
    pipeline,
    task: null,
    run,
    at,
    reads: [],
    writes: [],
    hasWritten: false,
    derived: [],
  };
}

function modelFact(manifest: Manifest, run: Run, built: BuiltNode): LineageFact | null {
  const node = manifest.nodes.get(built.id);
  const own = node && relationOf(manifest, node);
  if (!node || !own) return null;
  return {
    ...emptyFact(run),
    task: { externalId: built.id, name: built.name },
    reads: parentsOf(node).flatMap((id) => relationOf(manifest, manifest.nodes.get(id)) ?? []),
    writes: [{ ...own, rowCount: built.rowCount }],
    hasWritten: built.hasWritten,
  };
}

/** The relation of a model, seed, snapshot or source; null for what has none, such as a test. */
function relationOf({ metadata }: Manifest, node: DbtNode | undefined): DatasetFact | null {
  if (!node?.relation_name) return null;
  return {
    namespace: `dbt:${metadata.adapter_type ?? "warehouse"}`,
    name: node.relation_name.replaceAll(/["`[\]]/g, ""),
    kind: "table",
    owner: null,
    columns: columnsOf(node.columns),
    rowCount: null,
    sizeBytes: null,
  };
}

/** The documented columns, if their types are documented too: a list of some names is not the schema. */
function columnsOf(value: unknown): SchemaColumn[] | null {
  const columns = Object.values(objectOf(value) ?? {})
    .slice(0, MAX_COLUMNS)
    .map((column) => objectOf(column) ?? {});
  const typed = columns.flatMap((column, n): SchemaColumn[] => {
    const [name, type] = [lenientText(column["name"]), lenientText(column["data_type"])];
    return name === null || type === null
      ? []
      : [{ name, type, position: n + 1, isNullable: null, id: null }];
  });
  return typed.length > 0 && typed.length === columns.length ? typed : null;
}

function exposureOf(manifest: Manifest, exposure: DbtNode): LineageFact["derived"] {
  const { name } = exposure;
  if (name === null) return [];
  const to: DatasetFact = {
    namespace: "dbt:exposure",
    name,
    kind: "dashboard",
    owner: exposure.owner?.email ?? exposure.owner?.name ?? null,
    columns: null,
    rowCount: null,
    sizeBytes: null,
  };
  return parentsOf(exposure).flatMap((id) => {
    const from = relationOf(manifest, manifest.nodes.get(id));
    return from ? [{ from, to }] : [];
  });
}
