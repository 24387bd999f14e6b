import type { Baseline } from "@/lib/evidence/history/schemas";
import type { HistoryRun } from "@/lib/evidence/history/baseline";
import type { RecordedAttempt } from "@/lib/evidence/history/data";
import { span } from "@/lib/evidence/history/span";

const percent = (share: number) => `${Math.round(share * 100)} %`;
const count = (rows: number) => Math.round(rows).toLocaleString("en-US");

/** The history as lines: what is unusual about the failed run, then the runs, then the tries recorded here. Pure. */
export function historyLines(
  baseline: Baseline,
  past: readonly HistoryRun[],
  attempts: readonly RecordedAttempt[],
): string[] {
  const { duration, volume, failingSince, failureRate, retryRate } = baseline;
  const summary = [
    failingSince && `failing since ${failingSince}`,
    typeof failureRate === "number" && `${percent(failureRate)} of the earlier runs failed`,
    typeof retryRate === "number" && `${percent(retryRate)} of the runs needed a retry of this task`,
    duration &&
      `this run took ${span(duration.thisMs)}; successful runs take ${span(duration.usualMs)}${duration.change ? `: unusually ${duration.change === "longer" ? "long" : "short"}` : ""}`,
    volume &&
      volume.thisRows !== null &&
      `this run wrote ${count(volume.thisRows)} rows; successful runs write ${count(volume.usualRows)}${volume.change ? `: far ${volume.change}` : ""}`,
  ].filter((line) => typeof line === "string");
  return [
    ...past.map(runLine),
    ...summary,
    ...attempts.map(
      (row) =>
        `recorded here: run ${row.run}, try ${row.tryNumber}: ${row.state ?? "no state"} at ${row.reportedAt}`,
    ),
  ];
}

function runLine({ runId, outcome, startedAt, endedAt, rows }: HistoryRun): string {
  const took =
    startedAt === null || endedAt === null
      ? ""
      : `, took ${span(Date.parse(endedAt) - Date.parse(startedAt))}`;
  const wrote = rows === null ? "" : `, ${count(rows)} rows`;
  const how = outcome === "other" ? "not ended" : outcome;
  return `run ${runId}: ${how}${startedAt ? `, started ${startedAt}` : ""}${took}${wrote}`;
}
