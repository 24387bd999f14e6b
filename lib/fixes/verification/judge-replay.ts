import { z } from "zod";

export interface Reproduction {
  /**
   * `passed`: fails before the patch as reported and no longer after it. Run, and it speaks against the patch: `failed`: still
   * fails, in the same way or another; `caught`: the patch only catches the exception; `removed`: it only removes what failed.
   * Run, and it proves nothing: `substituted`: the code does without what is missing; `raises`: the patch itself raises another
   * error; `unset`: it needs a variable that the sandbox does not have. `unclear`: not run, before or after the patch.
   */
  outcome: "passed" | "failed" | "caught" | "removed" | "substituted" | "raises" | "unset" | "unclear";
  /** What was run and what happened, without the end of the sentence; or why nothing was. */
  detail: string;
  log: string[];
}

/** A call that raises the reported exception before the patch. */
export const ReproductionCall = z.object({
  call: z.unknown(),
  /** How its arguments were made. */
  how: z.enum(["plain", "renamed", "missing", "empty", "value"]),
  /** The same call without the new name. */
  without: z.unknown().optional(),
  shown: z.string(),
  raised: z.string(),
});
export type ReproductionCall = z.infer<typeof ReproductionCall>;

/** What the same call does after the patch. */
export const ReplayResult = z.union([
  z.object({
    returned: z.string(),
    caught: z.boolean(),
    removed: z.boolean(),
    substitutes: z.enum(["missing", "empty", "value"]).nullable(),
  }),
  z.object({
    raised: z.string(),
    same: z.boolean(),
    /** The line of the file that raised it; empty if another file did. */
    source: z.string(),
    /** The environment variable that it is about. */
    unset: z.string().nullable(),
  }),
]);
export type ReplayResult = z.infer<typeof ReplayResult>;

type Judgement = Omit<Reproduction, "log">;
type Returned = Extract<ReplayResult, { returned: string }>;
type Raised = Extract<ReplayResult, { raised: string }>;
interface Pair<R> {
  call: ReproductionCall;
  result: R;
}

/** What a result is called after the call that it belongs to. Pure. */
export function describeResult(result: ReplayResult): string {
  if ("raised" in result) return `raises ${result.raised}`;
  return result.returned === "" ? "no longer raises it" : `returns ${result.returned}`;
}

/**
 * A patch passes if none of the calls fails as before and at least one ends without an exception, on data that is there; small
 * arguments may lack what the code after the failing line needs. Pure.
 * @param wasThere whether a line of the file was there before the patch
 */
export function judgeReplay(
  found: readonly ReproductionCall[],
  results: readonly ReplayResult[],
  wasThere: (line: string) => boolean,
): Judgement {
  const returned: Pair<Returned>[] = [];
  const raised: Pair<Raised>[] = [];
  for (const [index, result] of results.entries()) {
    const call = found[index];
    if (!call) continue;
    if ("raised" in result) raised.push({ call, result });
    else returned.push({ call, result });
  }
  const still = raised.find(({ result }) => result.same);
  if (still) {
    const { shown, raised: error } = still.call;
    return { outcome: "failed", detail: `\`${shown}\` still raises ${error} after the patch` };
  }
  const [best] = returned.toSorted((a, b) => doubts(a.result) - doubts(b.result));
  return best ? judgeReturned(best) : judgeRaised(raised, wasThere);
}

function doubts({ caught, removed, substitutes }: Returned): number {
  return (caught ? 4 : 0) + (removed ? 2 : 0) + (substitutes === null ? 0 : 1);
}

const NOT_SHOWN = {
  missing: "whether the result is right for a missing value is not shown",
  empty: "whether the result is right for an empty input is not shown",
  value: "whether None is right there is not shown",
} as const;

function judgeReturned({ call: { shown, raised }, result }: Pair<Returned>): Judgement {
  const name = nameOf(raised);
  if (result.caught)
    return {
      outcome: "caught",
      detail: `\`${shown}\` still raises ${name} after the patch, which only catches it`,
    };
  if (result.removed)
    return {
      outcome: "removed",
      detail: `\`${shown}\` no longer raises ${name}, because the patch removes the statement that failed`,
    };
  if (result.substitutes !== null)
    return {
      outcome: "substituted",
      detail: `\`${shown}\` no longer raises ${raised} after the patch and ${describeResult(result)}; ${NOT_SHOWN[result.substitutes]}`,
    };
  return {
    outcome: "passed",
    detail: `\`${shown}\` raises ${raised} before the patch and ${describeResult(result)} after it`,
  };
}

/** No call ends normally: an error that the patch itself raises is its intention, any other one speaks against it. */
function judgeRaised(raised: readonly Pair<Raised>[], wasThere: (line: string) => boolean): Judgement {
  const isMeant = ({ result: { source } }: Pair<Raised>) =>
    /(?:^|:\s)raise\b/.test(source) && !wasThere(source);
  const worst =
    raised.find((pair) => !isMeant(pair) && pair.result.unset === null) ??
    raised.find((pair) => !isMeant(pair)) ??
    raised[0];
  if (!worst) return { outcome: "unclear", detail: "no call was made after the patch" };
  const { call, result } = worst;
  const before = nameOf(call.raised);
  if (isMeant(worst))
    return {
      outcome: "raises",
      detail: `\`${call.shown}\` still fails after the patch, as the patch intends: with ${result.raised} instead of ${before}`,
    };
  if (result.unset !== null)
    return {
      outcome: "unset",
      detail: `\`${call.shown}\` no longer raises ${call.raised} after the patch, but reads ${result.unset}, which is not set in the sandbox`,
    };
  return {
    outcome: "failed",
    detail: `\`${call.shown}\` still fails after the patch: with ${result.raised} instead of ${call.raised}`,
  };
}

/** The type of an exception that is written as `Type: message`. */
function nameOf(raised: string): string {
  return raised.split(":")[0] ?? raised;
}
