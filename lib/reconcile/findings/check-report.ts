import type { FailureReport, ReportException } from "@/lib/failures/schemas";

/** Something that nobody reported, found by comparing an orchestrator with what is known. */
export interface Finding {
  /** Identifies it within its source, such as `missing:orders_daily`: one open incident each. */
  key: string;
  /** Identifies its episode, such as the time at which a run was due. A person who resolves one is not told again. */
  episode: string;
  /** What it is about, for lists: a pipeline, a file, or the orchestrator. */
  name: string;
  target: string | null;
  pipeline: string | null;
  run: { externalId: string; url: string | null } | null;
  title: string;
  /** Whole sentences. */
  reason: string;
  exception: ReportException | null;
  labels: Record<string, string>;
  refs: Record<string, string | null>;
  /** Ids of the pipelines that cannot run because of it. */
  blocked?: readonly string[];
  /** Whether it ends only when the pipeline succeeds again, because what it found cannot change any more. */
  isAboutEndedRun: boolean;
}

const MAX_BLOCKED = 500;

/** The report that opens an incident for a finding. Pure. */
export function findingReport(finding: Finding): FailureReport {
  return {
    ...subjectOf(finding.key, finding),
    version: 2,
    event: "failed",
    episode: finding.episode,
    exception: finding.exception,
    log: null,
    reason: finding.reason,
    title: finding.title,
    severity: null,
    environment: null,
    labels: finding.labels,
    // It is found now, however old it is: a recovery of an earlier episode must not end it.
    occurredAt: null,
    refs: finding.refs,
    ...(finding.blocked && finding.blocked.length > 0 && { blocked: finding.blocked.slice(0, MAX_BLOCKED) }),
  };
}

/** The report that a finding is over: ends what is open under its key. `run`: the run that ended it, if known. Pure. */
export function recoveryReport(
  key: string,
  finding: Pick<Finding, "name" | "target" | "pipeline">,
  run: string | null,
  at: Date,
): FailureReport {
  return {
    ...subjectOf(key, { ...finding, run: run === null ? null : { externalId: run, url: null } }),
    version: 2,
    event: "succeeded",
    episode: null,
    exception: null,
    log: null,
    reason: null,
    title: null,
    severity: null,
    environment: null,
    labels: {},
    occurredAt: at.toISOString(),
    refs: {},
  };
}

function subjectOf(
  key: string,
  { name, target, pipeline, run }: Pick<Finding, "name" | "target" | "pipeline" | "run">,
): Pick<FailureReport, "subject"> {
  return {
    subject: {
      kind: "check",
      check: { externalId: key, name, owner: null },
      target,
      pipeline: pipeline === null ? null : { externalId: pipeline, name: pipeline },
      run,
    },
  };
}
