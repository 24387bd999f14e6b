import type { Finding } from "@/lib/reconcile/findings/check-report";
import { timeWords } from "@/lib/reconcile/findings/words";
import type { RunFinding, RunFindingKind } from "@/lib/pipelines/expectations/run-history";

/** Kinds that are over once the run has started, or ended. The others are about a run that has ended. */
const PASSING: ReadonlySet<RunFindingKind> = new Set(["missing", "late"]);
/** Schedulers need a while to catch up after an outage. */
const CATCH_UP_MS = 15 * 60_000;

/** A pipeline that was judged. */
export interface JudgedPipeline {
  pipeline: string;
  name: string;
  zone: string | null;
}

/** What a judgement means to people. Pure. */
export function runFinding(found: RunFinding, { pipeline, name, zone }: JudgedPipeline, now: Date): Finding {
  const because = found.because.trim().replace(/\.$/, "");
  const expected =
    found.expectedAt && PASSING.has(found.kind)
      ? ` It was expected to be done by ${timeWords(found.expectedAt, now, zone)}.`
      : "";
  return {
    key: runFindingKey(found.kind, pipeline),
    episode: found.runId ?? found.at.toISOString(),
    name,
    target: pipeline,
    pipeline,
    run: found.runId === null ? null : { externalId: found.runId, url: null },
    title: titleOf(found.kind, name, timeWords(found.at, now, zone), because),
    reason: `${because}.${expected}`,
    exception: null,
    labels: {
      finding: found.kind,
      due: found.at.toISOString(),
      ...(found.expectedAt && { expected: found.expectedAt.toISOString() }),
      ...(found.deadlineAt && { deadline: found.deadlineAt.toISOString() }),
    },
    refs: {},
    isAboutEndedRun: !PASSING.has(found.kind),
  };
}

export function runFindingKey(kind: RunFindingKind, pipeline: string): string {
  return `${kind}:${pipeline}`.slice(0, 500);
}

/**
 * Whether a judgement is no news because the orchestrator was down, or catching up, when the run was due: the outage has its
 * own incident, and runs that were due in it start late or never. A missed deadline is news all the same, and so is what was
 * due before. Pure.
 */
export function isDueToOutage(
  { kind, at, deadlineAt }: RunFinding,
  outage: { from: string; to: string } | null,
  now: Date,
): boolean {
  if (!outage || !PASSING.has(kind) || (deadlineAt && deadlineAt <= now)) return false;
  const to = Date.parse(outage.to) + CATCH_UP_MS;
  return at.getTime() >= Date.parse(outage.from) && at.getTime() <= to;
}

function titleOf(kind: RunFindingKind, name: string, at: string, because: string): string {
  const rest = because.charAt(0).toLowerCase() + because.slice(1);
  switch (kind) {
    case "missing":
      return `${name} did not run: due ${at}`;
    case "late":
      return `${name} is late: ${rest}`;
    case "empty":
      return `${name} succeeded with ${rest}`;
    case "short":
      return rest.startsWith("succeeded") ? `${name} ${rest}` : `${name} succeeded too fast: ${rest}`;
    case "unchanged":
    case "skipped":
      return `${name} succeeded, but ${rest}`;
  }
}
