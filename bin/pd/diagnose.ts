import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { logFindings } from "@/lib/logs/findings/log-findings";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { readLogStream, type StreamedLog } from "@/lib/logs/retention/read-log-stream";
import { LOG_KINDS, type LogException, type LogKind, type ParsedLog } from "@/lib/logs/schemas";
import { readArguments, UsageError } from "./arguments";
import { clean, type DiagnosedFile } from "./diagnosed-file";
import { readInput } from "./read-input";
import { renderDiagnosis } from "./render-diagnosis";

const MAX_FAILING_LINES = 10;

/** `pd diagnose`: diagnoses each file in order; an unreadable file is reported and skipped. */
export async function diagnose(args: readonly string[]): Promise<number> {
  const { files, isJson, options } = readArguments(args, ["--kind"]);
  const kind = kindOf(options.get("--kind") ?? "auto");
  const wanted = files.length === 0 ? ["-"] : files;
  let exitCode = 0;
  for (const file of wanted) {
    const startedAt = performance.now();
    const input = await readInput(file, (chunks) => readLogStream(chunks, { kind }));
    if ("error" in input) {
      exitCode = 1;
      process.stderr.write(`pd: ${file}: ${input.error}\n`);
      if (isJson) print(JSON.stringify(input));
      continue;
    }
    const diagnosed = diagnoseLog(input, kind, startedAt);
    print(isJson ? JSON.stringify(diagnosed) : renderDiagnosis(diagnosed, input.value, wanted.length > 1));
  }
  return exitCode;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function kindOf(name: string): LogKind | "auto" {
  const kind = LOG_KINDS.find((each) => each === name);
  if (kind === undefined && name !== "auto") {
    throw new UsageError(`--kind must be one of auto, ${LOG_KINDS.join(", ")}, not "${name}"`);
  }
  return kind ?? "auto";
}

/** Diagnoses a parsed log. Everything printed is redacted. */
function diagnoseLog(
  { file, value: { parsed, kept, local } }: { file: string; value: StreamedLog },
  kind: LogKind | "auto",
  startedAt: number,
): DiagnosedFile {
  const { text } = kept;
  const found = diagnoseFailure({
    // The engine cites lines of the kept text.
    evidence: [logPiece({ text, firstLine: 1, findings: logFindings(local, text.split("\n")) })],
    failure: { orchestrator: kind === "auto" ? parsed.kind : kind, pipeline: "", task: null },
  });
  const print = fingerprintLog(parsed);
  return {
    file,
    outcome: found.outcome,
    category: found.category,
    confidence: found.confidence,
    transience: found.transience,
    rootCause: clean(found.rootCause),
    explanation: clean(found.explanation),
    failingLines: parsed.failingLines.slice(0, MAX_FAILING_LINES).map((ranked) => ranked.line),
    window: parsed.window,
    exception: describeException(parsed),
    hypotheses: found.hypotheses.map(({ category, rootCause, confidence }) => ({
      category,
      rootCause: clean(rootCause),
      confidence,
    })),
    signature: found.signature,
    fingerprint: print.value,
    fingerprintParts: print.parts.map((part) => ({ ...part, value: clean(part.value) })),
    recommendedActions: found.recommendedActions.map(clean),
    ms: Math.round(performance.now() - startedAt),
  };
}

/** The exception that explains the failure, with its chain, innermost first. */
function describeException(parsed: ParsedLog): DiagnosedFile["exception"] {
  const root = rootException(parsed);
  if (root === null) return null;
  const chain = parsed.exceptions
    .filter((each) => each.chainId === root.chainId)
    .sort((a, b) => a.chainIndex - b.chainIndex)
    .map((each) =>
      clean(
        [each.type, each.message.split("\n")[0]].filter((part) => part !== null && part !== "").join(": "),
      ),
    );
  return { type: root.type, message: clean(root.message), chain };
}

function rootException(parsed: ParsedLog): LogException | null {
  const first = parsed.failingLines[0]?.line ?? -1;
  return (
    parsed.exceptions.find((each) => each.messageLine === first) ??
    parsed.exceptions.find((each) => first >= each.startLine && first <= each.endLine) ??
    parsed.exceptions.findLast((each) => each.isRoot) ??
    null
  );
}
