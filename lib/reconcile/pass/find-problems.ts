import { setImmediate as breathe } from "node:timers/promises";
import type { KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import type { RunFinding, RunHistory } from "@/lib/pipelines/expectations/run-history";
import type { Context } from "@/lib/platform/context";
import type { Repository } from "@/lib/code/schemas";
import type { Finding } from "@/lib/reconcile/findings/check-report";
import { endingRun, latestSuccess } from "@/lib/reconcile/findings/ending-run";
import { findBrokenFiles } from "@/lib/reconcile/findings/find-broken-files";
import { findHangs } from "@/lib/reconcile/findings/find-hangs";
import { hangKey } from "@/lib/reconcile/findings/hangs";
import { loadHistories, type PipelineHistory } from "@/lib/reconcile/findings/load-histories";
import { isDueToOutage, runFinding, runFindingKey } from "@/lib/reconcile/findings/run-findings";
import { timeWords } from "@/lib/reconcile/findings/words";
import type { Poller, Reading, UnstartedRun } from "@/lib/reconcile/orchestrators/reading";
import type { ReportedFinding, LogMark, Watermarks } from "@/lib/reconcile/schemas";

/** Tells what is wrong with a pipeline that reports no failure; `known` is its history prepared for that time. */
export type Judge = (history: RunHistory, now: Date, known: KnownHistory) => RunFinding[];

/** How many pipelines are judged before others get their turn on the processor. */
const JUDGED_AT_ONCE = 50;

interface PassFacts {
  source: { id: string; repository: Repository | null; dagsFolder: string | null };
  poller: Poller;
  reading: Reading;
  watermarks: Watermarks;
  /** Pipelines with news in this pass. */
  changed: readonly string[];
  judge: Judge;
  /** By the orchestrator's clock. */
  now: Date;
  signal: AbortSignal;
}

/** What a pass found, and about which alerts it cannot tell. */
export interface Problems {
  findings: Finding[];
  logs: Record<string, LogMark>;
  isUnknown: (key: string, alert: ReportedFinding) => boolean;
  /** The run that ended an alert; null if none is known. */
  endedBy: (key: string, alert: ReportedFinding) => string | null;
}

/**
 * Looks for what nobody reports: broken files, hanging tasks, and runs that are missing, late, empty, short, unchanged or
 * skipped. While the orchestrator says that it is in trouble, runs are not judged, because they all are late.
 */
export async function findProblems(ctx: Context, facts: PassFacts): Promise<Problems> {
  const { source, poller, reading, watermarks, now, signal } = facts;
  const { alerts } = watermarks;
  const broken = await findBrokenFiles(ctx, source, reading.brokenFiles ?? [], alerts, signal);
  const hangs = await findHangs(ctx, source.id, poller, reading.running, watermarks.logs, { now, signal });
  const watched = Object.values(alerts).flatMap(({ pipeline }) => pipeline ?? []);
  const judged =
    reading.trouble === null
      ? await judgePipelines(ctx, facts, [...new Set([...facts.changed, ...watched])], broken.pipelines)
      : { findings: [], histories: new Map<string, PipelineHistory>() };
  const unstarted =
    reading.trouble === null ? reading.unstarted.map((run) => unstartedFinding(run, now)) : [];
  const running = new Set(reading.running.map((found) => hangKey(found)));
  return {
    findings: [...broken.findings, ...hangs.findings, ...judged.findings, ...unstarted],
    logs: hangs.logs,
    endedBy: (key, alert) =>
      endingRun(key, alert, judged.histories.get(alert.pipeline ?? "")?.history.runs ?? []),
    isUnknown: (key, alert) => {
      if (key.startsWith("import:")) return reading.brokenFiles === null;
      // Its log may not have been among those that were read.
      if (key.startsWith("hang:")) return running.has(key) && !isKnownAlive(key, hangs.logs, watermarks.logs);
      if (alert.pipeline === null) return false;
      // It does not run while its file is broken, whatever was wrong before.
      if (broken.pipelines.has(alert.pipeline)) return true;
      const judgement = judged.histories.get(alert.pipeline);
      return (
        judgement === undefined || (alert.isAboutEndedRun && !hasSucceededSince(judgement.history, alert))
      );
    },
  };
}

/** Whether the log of a task that seemed to hang has grown. */
function isKnownAlive(
  key: string,
  logs: Record<string, LogMark>,
  before: Readonly<Record<string, LogMark>>,
): boolean {
  return Object.entries(logs).some(([id, { mark }]) => {
    const [of] = JSON.parse(id) as [string];
    return of === key && before[id] !== undefined && before[id].mark !== mark;
  });
}

/** Whether another run than the one an alert is about is the latest success. */
function hasSucceededSince({ runs }: RunHistory, { run }: ReportedFinding): boolean {
  const latest = latestSuccess(runs);
  return latest !== undefined && latest.runId !== run;
}

async function judgePipelines(
  ctx: Context,
  { source, watermarks, judge, now }: PassFacts,
  pipelines: readonly string[],
  brokenPipelines: ReadonlySet<string>,
): Promise<{ findings: Finding[]; histories: Map<string, PipelineHistory> }> {
  const histories = await loadHistories(ctx, source.id, pipelines, now);
  const findings = new Map<string, { finding: Finding; at: Date }>();
  for (const [i, pipeline] of histories.entries()) {
    if (i % JUDGED_AT_ONCE === JUDGED_AT_ONCE - 1) await breathe();
    for (const found of judge(pipeline.history, now, pipeline.known)) {
      const finding = runFinding(found, pipeline, now);
      // What was told before the outage is not over because of it.
      const isTold = watermarks.alerts[finding.key]?.episode === finding.episode;
      if (!isTold && isDueToOutage(found, watermarks.outage, now)) continue;
      // The incident about the file says that it will not run.
      if (found.kind === "missing" && brokenPipelines.has(pipeline.pipeline)) continue;
      const other = findings.get(finding.key);
      // Of several runs with the same fault, the latest counts.
      if (!other || found.at > other.at) findings.set(finding.key, { finding, at: found.at });
    }
  }
  return {
    findings: [...findings.values()].map(({ finding }) => finding),
    histories: new Map(histories.map((history) => [history.pipeline, history])),
  };
}

/** A run that the orchestrator itself says nobody has started. Pure. */
function unstartedFinding({ pipeline, run, dueAt, because }: UnstartedRun, now: Date): Finding {
  const due = timeWords(new Date(dueAt), now, null);
  return {
    key: runFindingKey("missing", pipeline),
    episode: run,
    name: pipeline,
    target: pipeline,
    pipeline,
    run: { externalId: run, url: null },
    title: `${pipeline} has not started: due ${due}, ${because}`,
    reason: `The run was due ${due}; ${because}.`,
    exception: null,
    labels: { finding: "missing", due: dueAt },
    refs: {},
    isAboutEndedRun: false,
  };
}
