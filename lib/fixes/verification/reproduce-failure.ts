import { z } from "zod";
import { askProgram } from "@/lib/fixes/verification/ask-program";
import type { ReproductionTarget } from "@/lib/fixes/verification/plan-reproduction";
import {
  describeResult,
  judgeReplay,
  ReplayResult,
  ReproductionCall,
  type Reproduction,
} from "@/lib/fixes/verification/judge-replay";
import { sha256 } from "@/lib/platform/crypto";
import type { PythonSandbox } from "@/lib/vendors/sandbox/open-python";
import {
  DEFAULT_LIMITS,
  type SandboxEnding,
  type SandboxFiles,
  type SandboxLimits,
} from "@/lib/vendors/sandbox/sandbox";

export interface ReproductionRun {
  target: ReproductionTarget;
  /** Python files of the repository at the base commit, and after the patch. */
  before: SandboxFiles;
  after: SandboxFiles;
  /** Folders from which the pipeline's modules are imported, relative to the repository. */
  folders: readonly string[];
  /** Names that evidence shows to have been renamed: old to new. */
  renamed: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** The search itself stops after a few seconds; the rest is for a busy machine. */
const WALL_MS = 25_000;
/** A Python with packages needs more address space than it uses. */
const PACKAGES_MEMORY = 2 * 1024 ** 3;

const SearchAnswer = z.union([
  z.object({ found: z.array(ReproductionCall).min(1), statements: z.number().optional() }),
  z.object({ reason: z.string() }),
]);
const ReplayAnswer = z.union([
  z.object({ results: z.array(ReplayResult) }),
  z.object({ reason: z.string() }),
]);

/**
 * Reproduces a failure in a sandbox: looks for calls of the failing function that raise the reported exception on the
 * reported line, then makes the same calls after the patch. See `reproduce.py`.
 * @throws AppError UNAVAILABLE if the sandbox cannot be started; the reason of `signal`.
 */
export async function reproduceFailure(python: PythonSandbox, run: ReproductionRun): Promise<Reproduction> {
  const search = await searchOnce(python, run);
  if ("ended" in search) return unclear("the sandbox ended before it found a call that fails");
  if ("reason" in search) return unclear(search.reason);
  const { found, statements } = search;
  const log = found.map(({ shown, raised }) => `before: ${shown} raises ${raised}`);
  const job = { mode: "replay", calls: found, statements };
  const replay = await ask(python, run, run.after, job, ReplayAnswer);
  const shown = found[0]?.shown ?? "";
  if ("reason" in replay) {
    const detail = `\`${shown}\` fails as reported, but was not run after the patch: ${replay.reason}`;
    return { ...unclear(detail), log };
  }
  if ("ended" in replay) {
    log.push(`after: ${shown} ${ENDINGS[replay.ended]}`);
    const detail = `\`${shown}\` fails as reported before the patch, and ${ENDINGS[replay.ended]} after it`;
    return { outcome: "failed", detail, log };
  }
  const { results } = replay;
  log.push(
    ...results.map((result, index) => `after: ${found[index]?.shown ?? ""} ${describeResult(result)}`),
  );
  const before = run.before.get(run.target.path)?.split("\n") ?? [];
  const lines = new Set(before.map((line) => line.trim()));
  return { ...judgeReplay(found, results, (source) => lines.has(source)), log };
}

/** Fixes of one failure differ only after the patch, so the calls that fail before it are looked for once. */
const MAX_SEARCHES = 32;
const searches = new Map<string, z.infer<typeof SearchAnswer>>();

async function searchOnce(
  python: PythonSandbox,
  run: ReproductionRun,
): Promise<z.infer<typeof SearchAnswer> | { ended: SandboxEnding }> {
  const { target, folders, renamed, before } = run;
  const key = sha256(JSON.stringify([python.name, target, folders, renamed, [...before].toSorted()]));
  const known = searches.get(key);
  if (known !== undefined) return known;
  const found = await ask(python, run, before, { mode: "search" }, SearchAnswer);
  // A busy machine may find nothing, and find it the next time.
  if (!("found" in found)) return found;
  searches.set(key, found);
  const [oldest] = searches.keys();
  if (searches.size > MAX_SEARCHES && oldest !== undefined) searches.delete(oldest);
  return found;
}

const ENDINGS: Readonly<Record<SandboxEnding, string>> = {
  time: `does not end within ${WALL_MS / 1_000} s`,
  output: "prints more than the sandbox allows",
  exited: "ends the interpreter or exceeds the sandbox's memory",
};

function unclear(detail: string): Reproduction {
  return { outcome: "unclear", detail, log: [] };
}

/** The program's answer, or how the run ended without one. */
function ask<T>(
  python: PythonSandbox,
  { target, folders, renamed, signal }: ReproductionRun,
  tree: SandboxFiles,
  mode: Record<string, unknown>,
  answer: z.ZodType<T>,
): Promise<T | { ended: SandboxEnding }> {
  const { path, type, message, line, source } = target;
  return askProgram(python, {
    program: "reproduce.py",
    tree,
    job: {
      ...mode,
      folders,
      path,
      function: target.function,
      error: { type, message, line, source },
      renamed,
    },
    answer,
    limits: limitsFor(python),
    signal,
  });
}

function limitsFor({ hasPackages }: PythonSandbox): SandboxLimits {
  return { ...DEFAULT_LIMITS, wallMs: WALL_MS, ...(hasPackages && { memoryBytes: PACKAGES_MEMORY }) };
}
