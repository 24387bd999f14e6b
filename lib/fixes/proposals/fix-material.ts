import { z } from "zod";
import { findDiagnosis } from "@/lib/diagnosis/data";
import type { FixProposal } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import { listEvidence } from "@/lib/evidence/data";
import { failureTexts } from "@/lib/evidence/failure-texts";
import type { Evidence } from "@/lib/evidence/schemas";
import { findFixBasis } from "@/lib/fixes/data";
import { loadIncidentContext, type IncidentContext } from "@/lib/incidents/incident-context";
import type { LogException, ReadText, StackFrame } from "@/lib/logs/schemas";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { namedFiles } from "@/lib/code/imports/named-files";
import { findRepositoryPath } from "@/lib/code/find-repository-path";
import { openRepository } from "@/lib/code/open-repository";
import type { HeadCommit, SourceRepository } from "@/lib/vendors/source-control";

/** A traceback frame mapped to the repository. */
export interface CodeFrame {
  path: string;
  line: number | null;
  /** Source line printed in the traceback. */
  source: string | null;
}

/** The repository at the time of the fix; everything is read at `head`. */
export interface Code {
  repository: SourceRepository;
  head: HeadCommit;
  files: readonly string[];
  /** The pipeline's own frames, innermost frame of the root exception first. */
  frames: readonly CodeFrame[];
  /** File that defines the pipeline, if known. */
  pipelineFile: string | null;
  /** Other files that the error names or whose code is in the evidence. */
  named: readonly string[];
  read: (path: string) => Promise<string | null>;
}

/** Everything a fix is based on. */
export interface FixMaterial {
  incident: IncidentContext;
  evidence: readonly Evidence[];
  /** The incident's current diagnosis. */
  diagnosis: Diagnosis;
  /** The change suggested by the matched signature, if any. */
  template: FixProposal | null;
  /** The exception that explains the failure: `Type: message`, followed by its hint lines. */
  failure: string;
  /** The same exception with its frames; null if the failure is only known as text. */
  exception: LogException | null;
  code: Code | null;
  /** Why there is no code to change. */
  codeGap: string | null;
  /** The error behind `codeGap`; null if no repository is connected. */
  codeError: AppError | null;
}

const Template = z.object({
  templateId: z.string(),
  title: z.string(),
  rationale: z.string(),
  params: z.record(z.string(), z.string()),
});

/**
 * Loads the diagnosis, evidence and code of an incident. If the repository cannot be read, only the patch is lost.
 * @throws AppError NOT_FOUND; CONFLICT without a diagnosis.
 */
export async function loadFixMaterial(ctx: Context, incidentId: string): Promise<FixMaterial> {
  const [incident, evidence, basis] = await Promise.all([
    loadIncidentContext(ctx, incidentId),
    listEvidence(ctx, incidentId),
    findFixBasis(ctx, incidentId),
  ]);
  const diagnosis = await findDiagnosis(ctx, basis.diagnosisId);
  if (!diagnosis) throw new AppError("CONFLICT", "There is no diagnosis yet. Analyze the incident first.");
  const exceptions = listExceptions(await failureTexts(incident.report, evidence.items));
  const opened = await openCode(ctx, incident, evidence.items, exceptions, basis.pipelineFile);
  return {
    incident,
    evidence: evidence.items,
    diagnosis,
    template: Template.nullable().catch(null).parse(basis.template),
    failure: failureText(incident, exceptions),
    exception: exceptions[0]?.exception ?? null,
    ...opened,
  };
}

interface FoundException {
  exception: LogException;
  /** `Type: message`, followed by the details printed below it (SQL, position, hint). */
  text: string;
}

/** Exceptions in the texts, those that explain the failure first. */
function listExceptions(texts: readonly ReadText[]): FoundException[] {
  const all = texts.flatMap(({ text, firstLine, findings }) => {
    const lines = text.split("\n");
    return findings.exceptions.map((exception) => {
      const below = exception.endLine - firstLine + 1;
      return { exception, text: withHints(exception, lines.slice(below, below + MAX_HINT_LINES)) };
    });
  });
  const [roots, others] = [true, false].map((isRoot) =>
    all.filter((item) => item.exception.isRoot === isRoot).toReversed(),
  );
  return [...(roots ?? []), ...(others ?? [])];
}

const MAX_HINT_LINES = 6;
const NEXT_ENTRY = /^(?:Traceback|During handling|The above exception|\[?\d{4}-\d\d-\d\d)/;

function withHints({ type, message }: LogException, below: readonly string[]): string {
  const end = below.findIndex((line) => line.trim() === "" || NEXT_ENTRY.test(line));
  const head = [type, message].filter(Boolean).join(": ");
  return [head, ...(end === -1 ? below : below.slice(0, end))].join("\n");
}

function failureText(incident: IncidentContext, exceptions: readonly FoundException[]): string {
  const root = exceptions[0];
  if (root) return root.text;
  const { exception, reason } = incident.report;
  return [exception?.type, exception?.message ?? reason].filter(Boolean).join(": ");
}

async function openCode(
  ctx: Context,
  incident: IncidentContext,
  evidence: readonly Evidence[],
  exceptions: readonly FoundException[],
  knownPath: string | null,
): Promise<Pick<FixMaterial, "code" | "codeGap" | "codeError">> {
  const { repository: where, dagsFolder, name } = incident.source;
  if (!where) {
    const codeGap = `No repository is connected. Connect one under Setup → ${name}.`;
    return { code: null, codeGap, codeError: null };
  }
  try {
    const repository = await openRepository(ctx, where);
    const head = await repository.headCommit();
    const files = await repository.listFiles(head.sha);
    const locate = (path: string) => findRepositoryPath(path, files, dagsFolder);
    const definedIn = [
      ...evidence.flatMap((piece) => (piece.kind === "upstream" && piece.facts?.filePath) || []),
      incident.report.refs["fileloc"],
      knownPath,
    ].find((path) => typeof path === "string" && path !== "");
    const code = {
      repository,
      head,
      files,
      frames: exceptions
        .flatMap((item) => item.exception.frames.toReversed())
        .flatMap((frame) => toCodeFrame(frame, locate)),
      pipelineFile: definedIn ? locate(definedIn) : null,
      named: namedIn(evidence, exceptions[0]?.text ?? incident.report.reason ?? "", locate),
      read: readOnce(repository, head.sha),
    };
    return { code, codeGap: null, codeError: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: null, codeGap: error.message, codeError: error };
  }
}

const MAX_NAMED = 8;

/** Files of the repository that the error names, such as a dbt model's, and those shown in the evidence. */
function namedIn(
  evidence: readonly Evidence[],
  failure: string,
  locate: (path: string) => string | null,
): string[] {
  const shown = evidence.flatMap((piece) =>
    piece.kind === "code" && piece.facts?.origin === "repository" ? [piece.facts.path] : [],
  );
  const named = namedFiles(failure).flatMap((name) => locate(name) ?? []);
  return [...new Set([...named, ...shown])].slice(0, MAX_NAMED);
}

function toCodeFrame(frame: StackFrame, locate: (path: string) => string | null): CodeFrame[] {
  const path = frame.origin === "user" ? locate(frame.file) : null;
  return path === null ? [] : [{ path, line: frame.line, source: frame.source }];
}

/** Memoized read. A binary file counts as absent, because a fix cannot change it. */
function readOnce(repository: SourceRepository, ref: string): Code["read"] {
  const known = new Map<string, Promise<string | null>>();
  return (path) => {
    const text =
      known.get(path) ??
      repository.readFile(path, ref).catch((error: unknown) => {
        if (error instanceof AppError && (error.code === "INVALID" || error.code === "TOO_LARGE"))
          return null;
        throw error;
      });
    known.set(path, text);
    return text;
  };
}
