import { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { Resolution } from "@/lib/incidents/schemas";

const MAX_LENGTH = 1_000;

/** Describes an event in at most 1,000 characters; returns a comment verbatim. Plain text, never markup. */
export function eventSentence(event: IncidentEvent): string {
  if (event.type === "commented") return event.comment || "Comment removed";
  return title(sentence(event).slice(0, MAX_LENGTH));
}

// oxlint-disable-next-line complexity, max-lines-per-function -- One case per type; the compiler checks that none is missing.
function sentence(event: Exclude<IncidentEvent, { type: "commented" }>): string {
  switch (event.type) {
    case "opened":
      return `Failure reported${inRun(event.run)}${attemptOf(event)}`;
    case "failed_again":
      return `Failed again${inRun(event.run)}`;
    case "reported_again":
      return `Reported again${event.scope ? ` at ${event.scope} level` : ""}${event.pipeline ? ` by ${event.pipeline}` : ""}`;
    case "details_added":
      return "Another report of this failure added details";
    case "affected_again":
      return `Affected again: ${runOf(event)} failed because of this failure, as before`;
    case "status_changed":
      return `${title(event.from)} → ${title(event.to)}${resolvedAs(event.resolution)}${event.reason ? `: ${event.reason}` : ""}`;
    case "resolution_changed":
      return event.to ? `Resolution changed to ${RESOLVED_AS[event.to]}` : "Resolution removed";
    case "recovered":
      return RECOVERED[event.by];
    case "severity_changed":
      return `Severity changed from ${event.from} to ${event.to}`;
    case "assigned":
      return event.name ? `Assigned to ${event.name}` : "Unassigned";
    case "team_assigned":
      return event.name ? `Owner team set to ${event.name}` : "Owner team removed";
    case "snoozed":
      return snoozed(event);
    case "snooze_ended":
      return "Snooze ended";
    case "woke":
      return WOKE[event.because];
    case "merged":
      return `Merged into #${event.intoNumber}`;
    case "superseded":
      return "Merged: the task reported the same failure in another open incident";
    case "absorbed":
      return `#${event.mergedNumber} was merged into this incident`;
    case "unmerged":
      return `Taken out of #${event.fromNumber}`;
    case "released":
      return `#${event.releasedNumber} was taken out of this incident`;
    case "undone":
      return undone(event);
    case "split_from":
      return `Split from #${event.fromNumber}`;
    case "split_off":
      return `${event.occurrences} occurrence${event.occurrences === 1 ? "" : "s"} split into #${event.intoNumber}`;
    case "analysis_requested":
      return "Analysis requested";
    case "task_located":
      return `${event.orchestrator} identified the failed task: ${event.task}`;
    case "diagnosed":
      return diagnosed(event);
    case "model_failed":
      return `Claude returned no diagnosis: ${event.message}`;
    case "fixes_requested":
      return "Fixes requested";
    case "fix_proposed":
      return event.fixKind === "manual"
        ? `Manual steps proposed: ${event.title}`
        : `Fix proposed: ${event.title}`;
    case "fix_skipped":
      return event.maker === "claude"
        ? `Claude proposed no patch: ${event.reason}`
        : `No patch could be generated: ${event.reason}`;
    case "fix_edited":
      return `Patch edited: ${event.files.join(", ")}`;
    case "pull_request_requested":
      return "Pull request requested";
    case "pull_request_opened":
      return `${pullRequest(event)}: ${event.title}`;
    case "pull_request_failed":
      return `Pull request failed: ${event.message}`;
    case "joined":
      return joined(event);
    case "affected":
      return affected(event);
    case "failed_independently":
      return `${runOf(event)} failed inside this run (#${event.number}), but this run ended with a different error, so it stays a separate incident`;
    case "parent_failed_independently":
      return `${runOf(event)}, which started this run, failed for a different reason: #${event.number}`;
  }
}

const RECOVERED: Record<Of<"recovered">["by"], string> = {
  run: "Resolved: the same run succeeded",
  retry: "Resolved: a later attempt in the same run succeeded",
  sender: "Resolved: the sender reported a recovery",
};

type Of<Type extends IncidentEvent["type"]> = Extract<IncidentEvent, { type: Type }>;

const RESOLVED_AS: Record<Resolution, string> = {
  fixed: "fixed",
  false_alarm: "false alarm",
  transient: "transient",
  duplicate: "duplicate",
  wont_fix: "won't fix",
  recovered: "recovered",
};

const resolvedAs = (resolution: Resolution | null | undefined) =>
  resolution ? ` (${RESOLVED_AS[resolution]})` : "";

const WOKE: Record<Of<"woke">["because"], string> = {
  time: "Snooze ended: the time has passed",
  failures: "Snooze ended early: it failed again",
  severity: "Snooze ended early: it became more severe",
};

function snoozed({ until, wakeAfterFailures, isOpenEnded }: Of<"snoozed">): string {
  const failures =
    wakeAfterFailures === 1 ? "until it fails again" : `until it fails ${wakeAfterFailures} more times`;
  if (isOpenEnded) return `Snoozed ${failures}`;
  return `Snoozed until ${minuteOf(until)}${wakeAfterFailures ? `, or ${failures}` : ""}`;
}

function undone({ change }: Of<"undone">): string {
  const event = IncidentEvent.safeParse(change).data;
  if (!event) return `Undone: ${change.type.replaceAll("_", " ")}`;
  return event.type === "commented" ? "Comment removed" : `Undone: ${sentence(event)}`;
}

function diagnosed(event: Of<"diagnosed">): string {
  const { engine, outcome, confidence, rootCause } = event;
  const by = engine === "claude" ? "Claude's diagnosis" : "Diagnosis";
  if (event.logShowsSuccess) return `${by}: the log shows a success`;
  if (outcome === "inconclusive") return `${by}: inconclusive`;
  return `${by} (${Math.round(confidence * 100)}%): ${rootCause}`;
}

function pullRequest({ number, branch, isDraft }: Of<"pull_request_opened">): string {
  if (number === null) return `Branch ${branch ?? ""} created with the fix`;
  return `${isDraft ? "Draft pull" : "Pull"} request #${number} opened`;
}

function joined(event: Of<"joined">): string {
  const deeper = event.rootId === event.relatedIncidentId ? "" : `, which is part of #${event.rootNumber}`;
  return `Joined to #${event.rootNumber}. This run started ${runOf(event)}, waited for it and failed with it (#${event.number}${deeper}): ${event.because}`;
}

function affected(event: Of<"affected">): string {
  const started = event.via === null ? "which started this run" : `which started the run of ${event.via}`;
  const where = event.isMerged ? `#${event.number} is now part of this incident` : `See #${event.number}`;
  return `Affected: ${runOf(event)}, ${started} and waited for it, failed too: ${event.because}. ${where}`;
}

const inRun = (run: string | null) => (run ? ` in run ${run}` : "");

function attemptOf({ tryNumber, maxTries }: Of<"opened">): string {
  if (!tryNumber) return "";
  return `, attempt ${tryNumber}${maxTries ? ` of ${maxTries}` : ""}`;
}

function runOf({ run, pipeline }: { run: string | null; pipeline: string }): string {
  return run ? `run ${run} of ${pipeline}` : `a run of ${pipeline}`;
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** `2026-11-29 09:22 UTC` */
function minuteOf(instant: string): string {
  return instant.replace(/T(\d\d:\d\d).*$/, " $1 UTC");
}
