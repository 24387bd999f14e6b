import { span } from "@/lib/evidence/history/span";
import type { InputState, RunTrigger, UpstreamPipeline, UpstreamTask } from "@/lib/evidence/upstream/schemas";

/** What was found upstream of a failure. */
export interface UpstreamFindings {
  upstreamTasks: UpstreamTask[];
  triggers: RunTrigger[];
  upstreamPipelines: UpstreamPipeline[];
  inputs: InputState[];
}

/** The findings as lines, what may explain the failure first. Pure. */
export function upstreamLines(found: UpstreamFindings, at: Date): { lines: string[]; suspects: number } {
  const suspects = [
    ...found.upstreamPipelines.filter(({ hasFailed }) => hasFailed).map(pipelineLine),
    ...found.inputs.filter(isSuspect).map((input) => inputLine(input, at)),
    ...found.upstreamTasks.filter(isUnusual).map(taskLine),
  ];
  const others = [
    ...found.upstreamPipelines.filter(({ hasFailed }) => !hasFailed).map(pipelineLine),
    ...found.inputs.filter((input) => !isSuspect(input)).map((input) => inputLine(input, at)),
    ...found.upstreamTasks.filter((task) => !isUnusual(task)).map(taskLine),
    ...found.triggers.map(triggerLine),
  ];
  return { lines: [...suspects, ...others], suspects: suspects.length };
}

/** Whether an input may explain a failure: late, empty, or of an unusual size. */
export function isSuspect({ isLate, rowDrift }: InputState): boolean {
  return isLate || rowDrift !== null;
}

const isUnusual = ({ state }: UpstreamTask): boolean =>
  state !== null && !/^(?:success|completed|cached)$/i.test(state);

function taskLine({ task, state, endedAt, durationMs }: UpstreamTask): string {
  const took = durationMs === null ? "" : `, took ${span(durationMs)}`;
  return `upstream task ${task}: ${state ?? "no state"}${took}${endedAt ? `, ended ${endedAt}` : ""}`;
}

function triggerLine({ asset, pipeline, runId, at }: RunTrigger): string {
  const by = pipeline === null ? "" : ` by ${pipeline}${runId ? `, run ${runId}` : ""}`;
  return `triggered by ${asset}, updated${by}${at ? ` at ${at}` : ""}`;
}

function pipelineLine({ pipeline, runId, state, endedAt, hasFailed }: UpstreamPipeline): string {
  if (runId === null) return `upstream pipeline ${pipeline}: no run is known`;
  const how = state ?? (hasFailed ? "failed" : "no state");
  return `upstream pipeline ${pipeline}: ${how}, run ${runId}${endedAt ? `, ended ${endedAt}` : ""}`;
}

const count = (rows: number) => Math.round(rows).toLocaleString("en-US");

function inputLine({ dataset, ...input }: InputState, at: Date): string {
  const { lastWriteAt, usualIntervalMs, isLate, lastRows, usualRows, rowDrift } = input;
  if (lastWriteAt === null) return `input ${dataset}: no write is known`;
  const age = span(at.getTime() - Date.parse(lastWriteAt));
  const rhythm = usualIntervalMs === null ? "" : `; usually written every ${span(usualIntervalMs)}`;
  const rows = lastRows === null ? "" : `, ${count(lastRows)} rows`;
  const usual = usualRows === null ? "" : ` (usually ${count(usualRows)})`;
  const verdicts = [isLate ? "late" : null, rowDrift === null ? null : DRIFT[rowDrift]].filter(Boolean);
  const verdict = verdicts.length === 0 ? "" : `: ${verdicts.join(", ")}`;
  return `input ${dataset}: last written ${age} before the failure, at ${lastWriteAt}${rhythm}${rows}${usual}${verdict}`;
}

const DRIFT = { empty: "empty", fewer: "far fewer rows", more: "far more rows" } as const;
