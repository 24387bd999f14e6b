import { tracebackAnchor } from "@/lib/code/excerpts/traceback-anchor";
import type { Columns } from "@/lib/code/excerpts/failing-expression";
import type { Evidence } from "@/lib/evidence/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import { framesToFailure } from "@/lib/logs/exceptions/frames-to-failure";
import type { ReadText } from "@/lib/logs/schemas";

/** A place in the pipeline's own code that a traceback names. */
export interface FailingFrame {
  /** Path on the worker. */
  file: string;
  line: number;
  function: string | null;
  source: string | null;
  /** The columns that the traceback underlines, relative to the line without its indentation. */
  anchor: Columns | null;
  /** The error, if it was raised on this line or in a library called from it. */
  error: { type: string | null; message: string } | null;
}

const MAX_FRAMES = 8;

/** The first eight distinct places in the tracebacks of a failure, the innermost first. Pure. */
export function failingFrames(texts: readonly ReadText[]): FailingFrame[] {
  const places = new Map<string, FailingFrame>();
  for (const text of texts) {
    for (const frame of framesToFailure(text.findings)) {
      const { file, line, source, exception, isInnermost } = frame;
      const key = `${file}:${line}`;
      // A class of the JVM, whose frames name no path.
      if (line === null || exception.language === "java" || places.has(key)) continue;
      if (places.size === MAX_FRAMES) return [...places.values()];
      places.set(key, {
        file,
        line,
        function: frame.function,
        source,
        anchor: tracebackAnchor(text, frame),
        error: isInnermost ? { type: exception.type, message: exception.message } : null,
      });
    }
  }
  return [...places.values()];
}

/** A full or abbreviated commit id, but neither a date such as 20261120 nor another hash (Prefect hashes the flow's file). */
const COMMIT = /^(?:(?=\d*[a-f])[0-9a-f]{7,12}|[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** Whether a version is a commit id. */
export function isCommitId(version: string): boolean {
  return COMMIT.test(version);
}

/** Airflow's git bundles check each version out into a folder of its own. */
const VERSION_FOLDER = /[/\\]versions[/\\]([0-9a-f]{40})[/\\]/;

/**
 * The commit that ran: as the orchestrator says, else as the report says, else as the worker's paths say. Null if it is
 * not known or the version is not a commit. Pure.
 */
export function commitThatRan(
  report: FailureReport,
  evidence: readonly Evidence[],
  frames: readonly FailingFrame[],
): string | null {
  const states = evidence.flatMap((piece) => (piece.kind === "upstream" ? (piece.facts?.version ?? []) : []));
  const folders = frames.flatMap(({ file }) => VERSION_FOLDER.exec(file)?.[1] ?? []);
  const { subject, refs } = report;
  const reported = subject.kind === "task" ? (subject.attempt?.version ?? null) : null;
  const known = [...states, reported, refs["bundle_version"] ?? null, ...folders];
  return known.find((version) => version !== null && isCommitId(version)) ?? null;
}
