import { z } from "zod";
import { askProgram } from "@/lib/fixes/verification/ask-program";
import type { ReproductionTarget } from "@/lib/fixes/verification/plan-reproduction";
import type { PythonSandbox } from "@/lib/vendors/sandbox/open-python";
import { DEFAULT_LIMITS, type SandboxFiles, type SandboxLimits } from "@/lib/vendors/sandbox/sandbox";

export interface Reproduction {
  /**
   * `passed`: fails before the patch as reported and no longer after it; `failed`: still fails; `caught`: the patch only
   * catches the exception; `removed`: it only removes what failed; `unclear`: it fails otherwise, or there is no
   * reproduction.
   */
  outcome: "passed" | "failed" | "caught" | "removed" | "unclear";
  /** What was run and what happened, without the end of the sentence; or why nothing was. */
  detail: string;
  log: string[];
}

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

const Call = z.object({ call: z.unknown(), shown: z.string(), raised: z.string() });
const SearchAnswer = z.union([
  z.object({ found: z.array(Call).min(1), statements: z.number().optional() }),
  z.object({ reason: z.string() }),
]);
const Result = z.union([
  z.object({ returned: z.string(), caught: z.boolean(), removed: z.boolean() }),
  z.object({ raised: z.string(), same: z.boolean() }),
]);
type Result = z.infer<typeof Result>;
type Call = z.infer<typeof Call>;
const ReplayAnswer = z.union([z.object({ results: z.array(Result) }), z.object({ reason: z.string() })]);

/**
 * Reproduces a failure in a sandbox: looks for calls of the failing function that raise the reported exception on the
 * reported line, then makes the same calls after the patch. See `reproduce.py`.
 * @throws AppError UNAVAILABLE if the sandbox cannot be started; the reason of `signal`.
 */
export async function reproduceFailure(python: PythonSandbox, run: ReproductionRun): Promise<Reproduction> {
  const search = await ask(python, run, run.before, { mode: "search" }, SearchAnswer);
  if (!search || "reason" in search)
    return unclear(search?.reason ?? "the sandbox ended before it found a call that fails");
  const { found, statements } = search;
  const log = found.map(({ shown, raised }) => `before: ${shown} raises ${raised}`);
  const replay = await ask(
    python,
    run,
    run.after,
    { mode: "replay", calls: found, statements },
    ReplayAnswer,
  );
  const [first] = found;
  if (!replay || "reason" in replay || first === undefined) {
    const why =
      replay && "reason" in replay ? replay.reason : "the sandbox ended after the patch without an answer";
    return { ...unclear(`\`${first?.shown ?? ""}\` fails before the patch, but after it ${why}`), log };
  }
  log.push(
    ...replay.results.map((result, index) => `after: ${found[index]?.shown ?? ""} ${describe(result)}`),
  );
  return { ...judge(found, replay.results), log };
}

function unclear(detail: string): Reproduction {
  return { outcome: "unclear", detail, log: [] };
}

function describe(result: Result): string {
  if ("raised" in result) return `raises ${result.raised}`;
  return result.returned === "" ? "no longer raises it" : `returns ${result.returned}`;
}

/**
 * A patch passes if none of the calls fails as before and at least one ends without an exception; small arguments may lack
 * what the code after the failing line needs.
 */
function judge(found: readonly Call[], results: readonly Result[]): Omit<Reproduction, "log"> {
  const pairs = results.flatMap((result, index) => {
    const call = found[index];
    return call ? [{ call, result }] : [];
  });
  const still = pairs.find(({ result }) => "same" in result && result.same);
  if (still)
    return {
      outcome: "failed",
      detail: `\`${still.call.shown}\` still raises ${still.call.raised} after the patch`,
    };
  const passing = pairs.flatMap(({ call, result }) => ("returned" in result ? [{ call, result }] : []));
  const [best] = [...passing].sort((a, b) => Number(a.result.caught) - Number(b.result.caught));
  const [other] = pairs;
  if (!best) {
    const how = other ? describe(other.result) : "does nothing";
    return {
      outcome: "unclear",
      detail: `\`${other?.call.shown ?? ""}\` fails as reported before the patch, but after it ${how}`,
    };
  }
  const { shown, raised } = best.call;
  const name = raised.split(":")[0] ?? raised;
  if (best.result.caught)
    return {
      outcome: "caught",
      detail: `\`${shown}\` still raises ${name} after the patch, which only catches it`,
    };
  if (best.result.removed)
    return {
      outcome: "removed",
      detail: `\`${shown}\` no longer raises ${name}, because the patch removes the statement that failed`,
    };
  return {
    outcome: "passed",
    detail: `\`${shown}\` raises ${raised} before the patch and ${describe(best.result)} after it`,
  };
}

function ask<T>(
  python: PythonSandbox,
  { target, folders, renamed, signal }: ReproductionRun,
  tree: SandboxFiles,
  mode: Record<string, unknown>,
  answer: z.ZodType<T>,
): Promise<T | null> {
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
