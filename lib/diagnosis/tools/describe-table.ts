import { z } from "zod";
import {
  listDatasetsNamed,
  listDatasetUsers,
  listSnapshots,
  type DatasetUser,
  type DatasetOfWorkspace,
  type StoredSnapshot,
} from "@/lib/diagnosis/tools/data";
import { noText, type ModelTool, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import { findOrigins } from "@/lib/evidence/schema-changes/data";
import { describeChange } from "@/lib/evidence/schema-changes/describe-changes";
import { diffSnapshots } from "@/lib/evidence/schema-changes/diff-snapshots";
import { nameParts } from "@/lib/lineage/dataset-name";
import { matchDataset } from "@/lib/lineage/match-dataset";
import { LINEAGE_ORIGINS } from "@/lib/lineage/schemas";
import type { Context } from "@/lib/platform/context";
import { showHiddenInLine } from "@/lib/platform/hidden-characters";

const MAX_COLUMNS = 150;
const MAX_CHANGES = 60;
const MAX_NAMED = 8;

const TableQuestion = z.strictObject({
  table: z.string().trim().min(1).max(300).describe("Name of a table or dataset, such as raw.orders"),
});
type TableQuestion = z.infer<typeof TableQuestion>;

/** The columns of a dataset that lineage or a warehouse of this workspace knows, and how they changed. Never its rows. */
export function describeTable(ctx: Context): ModelTool<TableQuestion> {
  return {
    name: "describe_table",
    description:
      "Shows the columns of a table as last seen, how they changed over time, and which pipelines read and write it. Rows cannot be read.",
    input: TableQuestion,
    read: async ({ table }) => {
      const found = await findDatasets(ctx, table);
      const [dataset, ...others] = found;
      if (dataset === undefined)
        return noText(`Neither lineage nor a connected warehouse knows a table "${table.slice(0, 100)}".`);
      if (others.length > 0) {
        const names = found.slice(0, MAX_NAMED).map(({ namespace, name }) => `${name} in ${namespace}`);
        return noText(`${found.length} tables match; name one of them in full: ${names.join("; ")}.`);
      }
      return describeDataset(ctx, dataset);
    },
  };
}

/** `name in namespace`, as this tool names tables, or any name that `matchDataset` understands. */
async function findDatasets(ctx: Context, table: string): Promise<DatasetOfWorkspace[]> {
  const [given = "", namespace] = table.split(" in ", 2);
  const last = nameParts(given).at(-1);
  if (last === undefined) return [];
  const found = matchDataset(given, await listDatasetsNamed(ctx, last));
  return namespace === undefined ? found : found.filter((dataset) => dataset.namespace === namespace.trim());
}

async function describeDataset(ctx: Context, dataset: DatasetOfWorkspace): Promise<ToolAnswer> {
  const [snapshots, users, { names }] = await Promise.all([
    listSnapshots(ctx, dataset.id),
    listDatasetUsers(ctx, dataset.id),
    findOrigins(ctx),
  ]);
  const nameOf = (origin: string) => (LINEAGE.includes(origin) ? origin : (names.get(origin) ?? null));
  const origins = [...new Set(snapshots.map(({ origin }) => origin))];
  const parts = origins.flatMap((origin) => {
    const name = nameOf(origin);
    // A deleted integration's snapshots are hidden.
    return name === null
      ? []
      : describeOrigin(
          snapshots.filter((snapshot) => snapshot.origin === origin),
          { dataset, name, now: ctx.now() },
        );
  });
  const lines = [...parts, ...users.map(describeUser)].map(showHiddenInLine);
  if (lines.length === 0) return noText(`${dataset.name} is known by name only, without its columns.`);
  return {
    pieces: [
      {
        evidenceId: null,
        kind: "schema_change",
        title: `Table ${dataset.name} in ${dataset.namespace}`,
        text: lines.join("\n"),
        startLine: 1,
        provenance: "fact",
      },
    ],
    note: parts.length === 0 ? "Its columns are not known." : null,
  };
}

const LINEAGE: readonly string[] = LINEAGE_ORIGINS;

/** The columns as one origin saw them last, then the changes, the newest first. Pure. */
function describeOrigin(
  snapshots: readonly StoredSnapshot[],
  { dataset, name, now }: { dataset: DatasetOfWorkspace; name: string; now: Date },
): string[] {
  const latest = snapshots.at(-1);
  if (latest === undefined) return [];
  const { columns } = latest;
  const seen = `as seen by ${name} from ${latest.takenAt.toISOString()} to ${latest.lastSeenAt.toISOString()}`;
  const shown = columns.slice(0, MAX_COLUMNS).map(({ name: column, type, isNullable }) => {
    const nullable = isNullable === null ? "" : isNullable ? ", may be null" : ", not null";
    return `column ${column}: ${type ?? "type not known"}${nullable}`;
  });
  const more = columns.length - shown.length;
  // The first snapshot is when the origin began to look, not when the table was made.
  const changes = diffSnapshots(snapshots, { since: new Date(0), failedAt: now }, false).toReversed();
  return [
    columns.length === 0
      ? `${dataset.name} does not exist, ${seen}`
      : `${dataset.name} has ${columns.length} columns, ${seen}`,
    ...shown,
    ...(more > 0 ? [`and ${more} more columns`] : []),
    ...(changes.length === 0 ? [`no changes since ${snapshots[0]?.takenAt.toISOString()}`] : []),
    ...changes.slice(0, MAX_CHANGES).map((change) => `change: ${describeChange(change)}`),
  ];
}

function describeUser({ direction, pipeline, task }: DatasetUser): string {
  const who = task === null ? `pipeline ${pipeline}` : `task ${task} of pipeline ${pipeline}`;
  return `${direction === "writes" ? "written" : "read"} by ${who}`;
}
