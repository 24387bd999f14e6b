import { findDefinition } from "@/lib/code/excerpts/find-definition";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import type { Evidence } from "@/lib/evidence/schemas";
import type { FailingFrame } from "@/lib/evidence/source-code/failing-frames";
import {
  loadFromOrchestrator,
  loadFromRepository,
  loadChanges,
  type CodeFile,
} from "@/lib/evidence/source-code/load-code";
import type { Context } from "@/lib/platform/context";

/** Where a task is defined. */
export interface Definition {
  /** As the orchestrator or the report names it. */
  file: string;
  /** The task's id without its groups, or the flow's function. */
  name: string;
}

/** Where the failed task, or the flow of a failed run, is defined; null if that is not known. Pure. */
export function definitionOf(incident: EvidenceTarget, evidence: readonly Evidence[]): Definition | null {
  const states = evidence.flatMap((piece) => (piece.kind === "upstream" ? (piece.facts ?? []) : []));
  const state = states.find(({ filePath, functionName }) => filePath ?? functionName) ?? null;
  const file = state?.filePath ?? incident.report.refs["fileloc"] ?? null;
  const name = state?.functionName ?? incident.task?.split(".").at(-1) ?? null;
  return file === null || name === null ? null : { file, name };
}

/**
 * The file with the definition of a task, for a failure whose traceback names none of the pipeline's own lines: from the
 * repository, else from the orchestrator. Null if neither has it.
 * @throws AppError if the orchestrator's API fails, or the repository and the orchestrator has no copy.
 */
export async function loadDefinition(
  ctx: Context,
  incident: EvidenceTarget,
  { definition, commit }: { definition: Definition; commit: string | null },
  signal: AbortSignal,
): Promise<CodeFile | null> {
  const { file, name } = definition;
  const frame: FailingFrame = { file, line: 1, function: null, source: null, anchor: null, error: null };
  const wanted = { frames: [frame], commit };
  let error: unknown = null;
  const inRepository = await loadFromRepository(ctx, incident, wanted, signal).catch((cause: unknown) => {
    error = cause;
    return [];
  });
  signal.throwIfAborted();
  const [own] = inRepository.flatMap((loaded) => atDefinition(loaded, name) ?? []);
  if (own) return (await loadChanges(ctx, incident, [own], signal))[0] ?? own;
  const copy = await loadFromOrchestrator(incident, [frame], signal);
  const found = copy && atDefinition(copy, name);
  if (found === null && error !== null) throw error;
  return found;
}

function atDefinition(file: CodeFile, name: string): CodeFile | null {
  const line = findDefinition(file.lines, name);
  return line === null ? null : { ...file, frames: file.frames.map((frame) => ({ ...frame, line })) };
}
