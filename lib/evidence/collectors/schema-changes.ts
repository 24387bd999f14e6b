import { gap, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { namesIn } from "@/lib/code/suspects/suspect-clues";
import { listEvidence } from "@/lib/evidence/data";
import { failureTexts } from "@/lib/evidence/failure-texts";
import {
  findLastReadings,
  findOrigins,
  findTaskDatasets,
  listChangedTables,
} from "@/lib/evidence/schema-changes/data";
import { toPiece } from "@/lib/evidence/schema-changes/describe-changes";
import { relevantChanges, type FailureNames } from "@/lib/evidence/schema-changes/match-changes";
import { tablesInText } from "@/lib/evidence/schema-changes/tables-in-text";
import type { Evidence } from "@/lib/evidence/schemas";
import { listWarehouseRows } from "@/lib/integrations/data";
import { LINEAGE_ORIGINS } from "@/lib/lineage/schemas";
import { snapshotWarehouse } from "@/lib/lineage/warehouses/snapshot-warehouse";
import type { ReadText } from "@/lib/logs/schemas";
import type { Context } from "@/lib/platform/context";

const DEFAULT_WINDOW_MS = 7 * 24 * 3_600_000;
/** Reading now shows changes since the last hourly reading; a slow warehouse is left out. */
const SNAPSHOT_WITHIN_MS = 12_000;
const MAX_WAREHOUSES = 5;
const MAX_ERROR = 4_000;

/**
 * Columns and tables that changed between the last success and the failure, in the tables that the task reads and writes.
 * Reads the connected warehouses first, so that a change since the last hourly reading is known; that stores snapshots.
 */
export const changedColumns: Collector = {
  id: "schema-changes",
  kind: "schema_change",
  title: "Schema changes",
  connect: "Connect a warehouse under Settings → Integrations, or send OpenLineage events",
  connectionPage: "Settings → Integrations",
  deadlineMs: 20_000,
  // The log names tables and columns, and the history says when the task succeeded last.
  readsEvidence: true,
  appliesTo: () => true,
  async collect(ctx, incident, signal) {
    const { items } = await listEvidence(ctx, incident.incidentId);
    const failure = await namesOf(ctx, incident, items);
    const slow = await readWarehouses(ctx, incident.lastSeenAt, signal);
    const { hasSnapshots, names } = await findOrigins(ctx);
    if (!hasSnapshots) return { pieces: [unknown(failure, names.size > 0, slow)] };
    const since = lastSuccess(items) ?? new Date(incident.lastSeenAt.getTime() - DEFAULT_WINDOW_MS);
    const changed = await listChangedTables(ctx, { since, failedAt: incident.lastSeenAt });
    const known = changed.filter(({ origin }) => names.has(origin) || LINEAGE.includes(origin));
    const relevant = relevantChanges(known, failure);
    if (relevant.length > 0) {
      const nameOf = (origin: string) => names.get(origin) ?? origin;
      return { pieces: relevant.map((table) => toPiece(table, nameOf(table.origin))) };
    }
    const others =
      known.length === 0 ? "" : ` ${known.length} other ${known.length === 1 ? "table" : "tables"} changed.`;
    const message = `No columns changed in the tables of this task since ${since.toISOString()}.${others}${slow}`;
    return { pieces: [gap(changedColumns, "empty", message)] };
  },
};

const LINEAGE: readonly string[] = LINEAGE_ORIGINS;

/**
 * Reads the connected warehouses, unless that was done since the failure: many incidents may open at once.
 * @returns what to say about those that could not be read
 */
async function readWarehouses(ctx: Context, failedAt: Date, signal: AbortSignal): Promise<string> {
  const soon = AbortSignal.any([signal, AbortSignal.timeout(SNAPSHOT_WITHIN_MS)]);
  const all = (await listWarehouseRows(ctx)).slice(0, MAX_WAREHOUSES);
  const readings = await findLastReadings(
    ctx,
    all.map(({ id }) => id),
  );
  // One from before the failure cannot say that nothing had changed by then.
  const warehouses = all.filter(({ id }) => (readings.get(id)?.getTime() ?? 0) < failedAt.getTime());
  const read = await Promise.all(
    warehouses.map(async ({ id, name }) => ({ name, ...(await snapshotWarehouse(ctx, id, soon)) })),
  );
  signal.throwIfAborted();
  const failed = read.flatMap((snapshot) => (snapshot.outcome === "failed" ? [snapshot] : []));
  return failed
    .map(({ name, detail }) => ` ${name} could not be read just now. ${detail}`)
    .join("")
    .slice(0, 400);
}

async function namesOf(
  ctx: Context,
  incident: EvidenceTarget,
  items: readonly Evidence[],
): Promise<FailureNames> {
  const texts = await failureTexts(incident.report, items);
  const errors = texts.map(errorOf);
  const reported = [incident.report.exception?.message, incident.report.reason].flatMap((text) => text ?? []);
  const shown = items.flatMap(({ kind, text }) => (kind === "code" || kind === "log" ? [text] : []));
  const read = [...shown, ...texts.map(({ text }) => text)];
  return {
    names: [...new Set([...errors, ...reported].flatMap((text) => namesIn(text.slice(0, MAX_ERROR))))],
    inError: [...new Set([...errors, ...reported].flatMap(tablesInText))],
    inTexts: [...new Set(read.flatMap(tablesInText))],
    texts: read,
    ofTask: await findTaskDatasets(ctx, incident),
  };
}

/** The messages of the exceptions, or the lines that failed. */
function errorOf({ findings }: ReadText): string {
  const messages = findings.exceptions.map(({ message }) => message);
  return (messages.length > 0 ? messages : findings.failingLines.slice(0, 3).map(({ text }) => text)).join(
    "\n",
  );
}

function lastSuccess(items: readonly Evidence[]): Date | null {
  const at = items.flatMap((item) =>
    item.kind === "run_history" ? (item.facts?.lastSuccessAt ?? []) : [],
  )[0];
  return at === undefined || Number.isNaN(Date.parse(at)) ? null : new Date(at);
}

/** Without columns to compare, a failure that involves tables has a gap; for any other there is nothing to know. */
function unknown(failure: FailureNames, hasWarehouse: boolean, slow: string) {
  if (hasWarehouse)
    return gap(changedColumns, "failed", `The columns of the warehouse are not known yet.${slow}`);
  const isAboutTables = failure.inError.length > 0 || failure.ofTask.size > 0;
  const how = "connect a warehouse under Settings → Integrations, or send OpenLineage events.";
  return isAboutTables
    ? gap(changedColumns, "not_connected", `It is not known which columns changed. To see it, ${how}`)
    : gap(changedColumns, "empty", `The error names no table. To compare columns, ${how}`);
}
