import { textInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { readableTextInBackground } from "@/lib/background/readable-in-background";
import { isPython, matchesCode } from "@/lib/code/excerpts/matches-code";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { listEvidence } from "@/lib/evidence/data";
import { failureTexts } from "@/lib/evidence/failure-texts";
import { hasOrchestratorApi } from "@/lib/evidence/orchestrators/open-reader";
import type { Evidence } from "@/lib/evidence/schemas";
import { codePieces, definitionPieces } from "@/lib/evidence/source-code/code-pieces";
import { commitThatRan, failingFrames, type FailingFrame } from "@/lib/evidence/source-code/failing-frames";
import {
  loadFromOrchestrator,
  loadFromRepository,
  loadChanges,
  type CodeFile,
} from "@/lib/evidence/source-code/load-code";
import { definitionOf, loadDefinition } from "@/lib/evidence/source-code/load-definition";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";

/**
 * The pipeline's own code at the lines of the traceback, as of the commit that ran: from the repository, else from the
 * orchestrator. A failure whose traceback has none of these lines, such as that of an operator, a sensor or a killed
 * process, gets the definition of the task. Reads at most nine files; at most 20 requests to GitHub and eight to the
 * orchestrator.
 */
export const sourceCode: Collector = {
  id: "source-code",
  kind: "code",
  title: "Code",
  connect: "Connect the pipeline's repository under Setup",
  deadlineMs: 30_000,
  // The log shows which lines matter, the run state which commit ran.
  readsEvidence: true,
  appliesTo: () => true,
  async collect(ctx, incident, signal) {
    const { items } = await listEvidence(ctx, incident.incidentId);
    const frames = await framesOf(incident, items);
    const commit = commitThatRan(incident.report, items, frames);
    const { files, error } = await loadCode(ctx, incident, { frames, commit }, signal);
    const pieces = await codePieces(files, frames, readableTextInBackground);
    if (pieces.length > 0) return { pieces: pieces.map((piece) => withError(piece, error)) };
    if (error !== null) throw error;
    const definition = definitionOf(incident, items);
    const defined = definition && (await loadDefinition(ctx, incident, { definition, commit }, signal));
    if (definition && defined)
      return { pieces: await definitionPieces(defined, definition.name, readableTextInBackground) };
    if (frames.length > 0) return { pieces: [missing(incident, frames, files)] };
    const message = "No traceback names a line of the pipeline's own code, so there is no code to show.";
    return { pieces: [gap(sourceCode, "empty", message)] };
  },
};

/** The frames in the logs or, if they have none, in the report's traceback. */
async function framesOf({ report }: EvidenceTarget, items: readonly Evidence[]): Promise<FailingFrame[]> {
  const frames = failingFrames(await failureTexts(report, items));
  const traceback = report.exception?.traceback;
  if (frames.length > 0 || !traceback) return frames;
  return failingFrames([await readLogInBackground(textInput(traceback, "auto"))]);
}

/**
 * The orchestrator is asked for what the repository does not have, and for what differs from the traceback if the commit
 * that ran is not known. `error`: why the repository or, without one, the orchestrator could not be read.
 */
async function loadCode(
  ctx: Context,
  incident: EvidenceTarget,
  wanted: { frames: readonly FailingFrame[]; commit: string | null },
  signal: AbortSignal,
): Promise<{ files: CodeFile[]; error: unknown }> {
  if (wanted.frames.length === 0) return { files: [], error: null };
  let error: unknown = null;
  const found = await loadFromRepository(ctx, incident, wanted, signal).catch((cause: unknown) => {
    error = cause;
    return [];
  });
  signal.throwIfAborted();
  const files = await loadChanges(ctx, incident, found, signal);
  const settled = new Set(files.flatMap((file) => (isOtherVersion(file) ? [] : file.frames)));
  const rest = wanted.frames.filter((frame) => !settled.has(frame));
  if (rest.length === 0) return { files, error };
  const copy = await loadFromOrchestrator(incident, rest, signal).catch((cause: unknown) => {
    if (!incident.source.repository) error = cause;
    return null;
  });
  signal.throwIfAborted();
  return { files: copy === null ? files : withCopy(files, copy), error };
}

function isOtherVersion({ path, lines, frames, isVersionThatRan }: CodeFile): boolean {
  return !isVersionThatRan && frames.some((frame) => !matchesCode(lines, frame, isPython(path)));
}

/** The orchestrator's copy replaces the repository's file only if it is known to be what ran. */
function withCopy(files: readonly CodeFile[], copy: CodeFile): CodeFile[] {
  const known = new Set(files.flatMap((file) => file.frames));
  const frames = copy.isVersionThatRan ? copy.frames : copy.frames.filter((frame) => !known.has(frame));
  const kept = files.map((file) => ({
    ...file,
    frames: file.frames.filter((frame) => !frames.includes(frame)),
  }));
  return [...kept, { ...copy, frames }].filter((file) => file.frames.length > 0);
}

function withError(piece: Collected["pieces"][number], error: unknown): Collected["pieces"][number] {
  if (error === null) return piece;
  const reason = `The repository could not be read: ${messageOf(error).slice(0, 300)}`;
  return { ...piece, message: [reason, piece.message].filter(Boolean).join(" ") };
}

function missing(
  incident: EvidenceTarget,
  frames: readonly FailingFrame[],
  files: readonly CodeFile[],
): Collected["pieces"][number] {
  const { source, connection } = incident;
  const [file] = files;
  const place = `${frames[0]?.file}:${frames[0]?.line}`;
  if (file !== undefined) {
    const at = file.commit === null ? "" : ` at ${file.commit.slice(0, 8)}`;
    const message = `The traceback names ${place}, but ${file.path}${at} has fewer lines: the code that ran was another version.`;
    return gap(sourceCode, "empty", message);
  }
  if (source.repository) {
    const message = `No file in the repository matches ${place}, the line that failed. If the repository holds several files of that name, set the DAGs folder under Setup → ${source.name}.`;
    return gap(sourceCode, "empty", message);
  }
  const why =
    connection && hasOrchestratorApi(incident)
      ? `${source.name} has no copy of ${place}, the line that failed, and no repository is connected.`
      : `No repository is connected, so the code around ${place}, the line that failed, is unknown.`;
  return gap(sourceCode, "not_connected", `${why} Connect one under Setup → ${source.name}.`);
}
