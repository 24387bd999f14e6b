import type { RunningTry, SignOfLife } from "@/lib/reconcile/orchestrators/reading";
import type { Finding } from "@/lib/reconcile/findings/check-report";
import { durationWords } from "@/lib/reconcile/findings/words";
import type { LogMark } from "@/lib/reconcile/schemas";

const MINUTE_MS = 60_000;
/** How long a log must have been silent. */
const SILENCE_MS = 10 * MINUTE_MS;
/** Without enough past runs, only this is suspicious. */
const UNKNOWN_USUAL_MS = 6 * 60 * MINUTE_MS;
const MIN_SAMPLES = 3;

/** How long a task usually takes. */
export interface UsualDuration {
  samples: number;
  /** Of its latest successes. */
  longestMs: number;
}

/** Whether a try runs far beyond its usual duration: three times the longest, and at least ten minutes more. Pure. */
export function isOverdue(running: RunningTry, usual: UsualDuration | null, now: Date): boolean {
  const ranMs = now.getTime() - Date.parse(running.startedAt);
  if (!usual || usual.samples < MIN_SAMPLES) return ranMs > UNKNOWN_USUAL_MS;
  return ranMs > Math.max(usual.longestMs * 3, usual.longestMs + SILENCE_MS);
}

/** Whether a try has run longer than any of its latest successes; true if too few are known. */
function isBeyondUsual(running: RunningTry, usual: UsualDuration | null, now: Date): boolean {
  if (!usual || usual.samples < MIN_SAMPLES) return true;
  return now.getTime() - Date.parse(running.startedAt) > usual.longestMs;
}

/** The mark of a log, and since when it has not changed. Pure. */
export function nextLogMark(previous: LogMark | undefined, mark: string, now: Date): LogMark {
  return previous?.mark === mark ? previous : { mark, since: now.toISOString() };
}

/**
 * A try that hangs: its log has been silent for ten minutes, and its heartbeat is gone or, where the orchestrator does not
 * show heartbeats, it is overdue. Each alone is no proof: live runs lose heartbeats, and silent tasks may work. Pure.
 */
export function hangFinding(
  running: RunningTry,
  usual: UsualDuration | null,
  life: SignOfLife,
  log: LogMark,
  now: Date,
): Finding | null {
  const silentMs = now.getTime() - Date.parse(log.since);
  const isStill = life.isHeartbeatLost ?? isOverdue(running, usual, now);
  if (!isStill || silentMs < SILENCE_MS || !isBeyondUsual(running, usual, now)) return null;
  const name = running.task ?? running.pipeline;
  const ran = durationWords(now.getTime() - Date.parse(running.startedAt));
  const usually =
    usual && usual.samples >= MIN_SAMPLES
      ? `Its last ${usual.samples} successes took at most ${durationWords(usual.longestMs)}.`
      : "There are too few successes to say how long it usually takes.";
  const heartbeat = life.isHeartbeatLost ? " and its heartbeat is gone" : "";
  return {
    key: hangKey(running),
    episode: JSON.stringify([running.run, running.tryNumber]),
    name,
    target: running.task === null ? null : `${running.pipeline}.${running.task}`,
    pipeline: running.pipeline,
    run: { externalId: running.run, url: null },
    title: `${running.task === null ? name : `${name} in ${running.pipeline}`} hangs: running for ${ran}, silent for ${durationWords(silentMs)}`,
    reason: `${name} has been running for ${ran}; its log has been silent for ${durationWords(silentMs)}${heartbeat}. ${usually}`,
    exception: null,
    labels: { finding: "hang", ...(running.task !== null && { task: running.task }) },
    refs: { try_number: String(running.tryNumber) },
    isAboutEndedRun: false,
  };
}

export function hangKey({ pipeline, task, mapIndex }: RunningTry): string {
  return `hang:${pipeline}:${task ?? ""}${mapIndex >= 0 ? `[${mapIndex}]` : ""}`.slice(0, 500);
}
