import { z } from "zod";
import { noText, type ModelTool, type ReadPiece, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import {
  listRecordedAttempts,
  listRecordedRuns,
  type RecordedAttempt,
  type RecordedRun,
} from "@/lib/evidence/history/data";
import { span } from "@/lib/evidence/history/span";
import type { Evidence } from "@/lib/evidence/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { findTaskId } from "@/lib/intake/split/data";
import type { Context } from "@/lib/platform/context";
import { showHiddenInLine } from "@/lib/platform/hidden-characters";

const DEFAULT_LIMIT = 30;

const HistoryQuestion = z.strictObject({
  task: z.string().min(1).max(300).optional().describe("A task of this pipeline; the failed one if left out"),
  limit: z.int().min(1).max(60).optional().describe(`How many runs; ${DEFAULT_LIMIT} if left out`),
});
type HistoryQuestion = z.infer<typeof HistoryQuestion>;

/**
 * Runs of the incident's pipeline and tries of one of its tasks as recorded here, also after the failure, and what the
 * orchestrator said about the runs before it.
 */
export function readRunHistory(
  ctx: Context,
  { incident, evidence }: { incident: IncidentContext; evidence: readonly Evidence[] },
  pipelineId: string,
): ModelTool<HistoryQuestion> {
  return {
    name: "read_run_history",
    description:
      "Shows the runs of this pipeline, the newest first, with states, durations, rows written and tries, also those after the failure.",
    input: HistoryQuestion,
    read: async ({ task, limit = DEFAULT_LIMIT }) => {
      const isOwn = task === undefined || task === incident.task;
      const taskId = isOwn ? incident.taskId : await findTaskId(ctx, pipelineId, task);
      if (!isOwn && taskId === null) return noText(`This pipeline has no task "${task.slice(0, 100)}".`);
      const [runs, attempts] = await Promise.all([
        listRecordedRuns(ctx, { pipelineId, taskId, at: ctx.now() }),
        taskId === null ? [] : listRecordedAttempts(ctx, taskId),
      ]);
      return answerOf({ runs: runs.slice(0, limit), attempts, incident, stored: isOwn ? evidence : [] });
    },
  };
}

interface Known {
  runs: readonly RecordedRun[];
  attempts: readonly RecordedAttempt[];
  incident: IncidentContext;
  stored: readonly Evidence[];
}

function answerOf({ runs, attempts, incident, stored }: Known): ToolAnswer {
  const before = stored.flatMap((piece) =>
    piece.kind === "run_history" && piece.status === "ok" ? fromEvidence(piece) : [],
  );
  const lines = [
    ...runs.map((run) => describeRun(run, run.runId === incident.run)),
    ...attempts.map(
      ({ run, tryNumber, state, reportedAt }) =>
        `run ${run}, try ${tryNumber}: ${state ?? "no state"}, reported at ${reportedAt}`,
    ),
  ].map(showHiddenInLine);
  if (lines.length === 0 && before.length === 0) return noText("No runs of this pipeline are known.");
  const recorded: ReadPiece = {
    evidenceId: null,
    kind: "run_history",
    title: "Runs and tries recorded here, the newest first",
    text: lines.join("\n"),
    startLine: 1,
    provenance: "fact",
  };
  const isThin = runs.every(({ succeededAt }) => succeededAt === null);
  return {
    pieces: [...(lines.length === 0 ? [] : [recorded]), ...before],
    note:
      isThin && lines.length > 0
        ? "No success is recorded here; a source that reports only failures says nothing about how often it fails."
        : null,
  };
}

function fromEvidence({ id, title, text, provenance, startLine }: Evidence): ReadPiece {
  return { evidenceId: id, kind: "run_history", title, text, startLine: startLine ?? 1, provenance };
}

function describeRun(run: RecordedRun, isFailed: boolean): string {
  const { runId, state, failedAt, succeededAt, startedAt, endedAt, rows, tries } = run;
  const outcome =
    failedAt !== null && failedAt > (succeededAt ?? "")
      ? "failed"
      : succeededAt !== null
        ? "succeeded"
        : null;
  const end = endedAt ?? (outcome === "failed" ? failedAt : succeededAt);
  const took = startedAt === null || end === null ? null : span(Date.parse(end) - Date.parse(startedAt));
  return [
    `run ${runId}${isFailed ? " (this failure)" : ""}: ${outcome ?? state ?? "no state"}`,
    startedAt === null ? null : `started ${startedAt}`,
    end === null ? null : `ended ${end}`,
    took === null ? null : `took ${took}`,
    rows === null ? null : `${rows} rows written`,
    tries === null ? null : `${tries} ${tries === 1 ? "try" : "tries"} of the task`,
  ]
    .filter((part) => part !== null)
    .join(", ");
}
