import { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { Resolution } from "@/lib/incidents/schemas";

const MAX_LENGTH = 1_000;

/** What a proposed fix is called, by its kind; any other is a fix. */
const PROPOSED: Readonly<Record<string, string>> = {
  manual: "Manual steps",
  rerun: "Rerun plan",
  data_repair: "Repair plan",
  rollback: "Rollback",
  retry: "Retry",
};

/** Describes an event in at most 1,000 characters; returns a comment verbatim. Plain text, never markup. */
export function eventSentence(event: IncidentEvent): string {
  if (event.type === "commented") return event.comment || "Comment removed";
  return title(sentence(event).slice(0, MAX_LENGTH));
}

// oxlint-disable-next-line complexity, max-lines-per-function -- One case per type; the compiler checks that none is missing.
function sentence(event: Exclude<IncidentEvent, { type: "commented" }>): string {
  switch (event.type) {
    case "opened":
      return `Failure reported${inRun(event.run)}${attemptOf(event)}${willNotRun(event.blocked)}`;
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
      return recovered(event);
    case "symptom_recovered":
      return `#${event.number} has recovered: ${runOf(event)} succeeded`;
    case "severity_changed":
      return `Severity changed from ${event.from} to ${event.to}${event.because ? `: ${event.because}` : ""}`;
    case "suppressed":
      return `Suppressed by the policy “${event.name}”. ${event.because}`;
    case "woken":
      return event.symptom
        ? `Triggered: the policy “${event.name}” does not cover ${event.symptom.pipeline} (#${event.symptom.number}), which fails because of it`
        : `Triggered: the policy “${event.name}” no longer suppresses it, and the failure is still there`;
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
    case "verdict_given":
      return verdictGiven(event);
    case "cause_confirmed":
      return event.kind === "fix"
        ? `Cause confirmed: the fix worked (${event.by})`
        : `Cause confirmed by ${event.by}: ${event.rootCause}`;
    case "confirmation_withdrawn":
      return `The cause is no longer confirmed by ${event.by}`;
    case "fixes_requested":
      return "Fixes requested";
    case "fix_proposed":
      return `${PROPOSED[event.fixKind] ?? "Fix"} proposed: ${event.title}`;
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
    case "pull_request_changed":
      return `${proposedFix(event)} ${PULL_REQUEST_CHANGES[event.change]}`;
    case "fix_decided":
      return `Fix ${event.decision}: ${event.title}${event.reason ? `. Reason: ${event.reason}` : ""}`;
    case "rerun_started":
      return event.isManual
        ? "Rerun requested; the orchestrator's API is not connected, so it has to be started by hand"
        : `Rerun started${inRun(event.run)}`;
    case "rerun_failed":
      return `Rerun failed to start: ${event.message}`;
    case "fix_worked":
      return `${event.isResolved ? "Resolved" : "Confirmed"}: the fix in ${proposedFix(event, "")} worked${inRun(event.run)}, which succeeded at ${minuteOf(event.at)}`;
    case "fix_did_not_work":
      return `The fix in ${proposedFix(event, "")}${event.ofNumber === null ? "" : ` for #${event.ofNumber}`} did not work: the same failure came back${inRun(event.run)}, after the merge`;
    case "other_failure_after_fix":
      return `After the fix in ${proposedFix(event, "")} was merged, the same task failed with another error${inRun(event.run)}: #${event.otherNumber}`;
    case "fix_outcome_unknown":
      return `No run showed within ${event.days} days whether the fix in ${proposedFix(event, "")} worked`;
    case "joined":
      return joined(event);
    case "affected":
      return affected(event);
    case "outlived_root":
      return `Split from #${event.rootNumber}, which is resolved: this failure has not recovered`;
    case "symptom_outlived":
      return `#${event.number} is an incident of its own: ${event.pipeline} has not succeeded since this one was resolved`;
    case "failed_independently":
      return failedIndependently(event);
    case "parent_failed_independently":
      return otherFailedIndependently(event);
  }
}

function recovered({ by, run, tryNumber, at }: Of<"recovered">): string {
  const what = run ? `run ${run}` : "the same run";
  const attempt = tryNumber ? `try ${tryNumber}` : "a later attempt";
  const when = at ? ` at ${minuteOf(at)}` : "";
  switch (by) {
    case "run":
      return `Resolved: ${what} succeeded${when}`;
    case "retry":
      return `Resolved: ${attempt} in ${what} succeeded${when}`;
    case "later_run":
      return `Resolved: a later run, ${run ?? "of the same task"}, succeeded${when}. The failed run itself was not repeated`;
    case "sender":
      return `Resolved: it has recovered${run ? ` with run ${run}` : ""}`;
  }
}

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

function verdictGiven({ verdict, cause }: Of<"verdict_given">): string {
  const said = { right: "right", partly: "partly right", wrong: "wrong" }[verdict];
  return cause === null ? `Diagnosis called ${said}` : `Diagnosis called ${said}. The cause: ${cause}`;
}

function pullRequest({ number, branch, isDraft }: Of<"pull_request_opened">): string {
  if (number === null) return `Branch ${branch ?? ""} created with the fix`;
  return `${isDraft ? "Draft pull" : "Pull"} request #${number} opened`;
}

const PULL_REQUEST_CHANGES: Record<Of<"pull_request_changed">["change"], string> = {
  ready: "is ready for review",
  draft: "is a draft again",
  closed: "was closed without merging",
  reopened: "was reopened",
  merged: "was merged",
};

/** `Pull request #7` or `branch x`. */
function proposedFix(
  { number, branch }: { number: number | null; branch: string | null },
  first?: "",
): string {
  const name = number === null ? `branch ${branch ?? ""}` : `pull request #${number}`;
  return first === undefined ? title(name) : name;
}

function joined(event: Of<"joined">): string {
  const deeper = event.rootId === event.relatedIncidentId ? "" : `, which is part of #${event.rootNumber}`;
  if (event.link)
    return `Joined to #${event.rootNumber} as a symptom of ${runOf(event)} (#${event.number}${deeper}): ${event.link}, and ${event.because}`;
  return `Joined to #${event.rootNumber}. This run started ${runOf(event)}, waited for it and failed with it (#${event.number}${deeper}): ${event.because}`;
}

function affected(event: Of<"affected">): string {
  const started = event.via === null ? "which started this run" : `which started the run of ${event.via}`;
  const where = event.isMerged ? `#${event.number} is now part of this incident` : `See #${event.number}`;
  if (event.link)
    return `Affected: ${runOf(event)} failed too: ${event.link}, and ${event.because}. ${where}`;
  return `Affected: ${runOf(event)}, ${started} and waited for it, failed too: ${event.because}. ${where}`;
}

const inRun = (run: string | null) => (run ? ` in run ${run}` : "");

function attemptOf({ tryNumber, maxTries }: Of<"opened">): string {
  if (!tryNumber) return "";
  return `, attempt ${tryNumber}${maxTries ? ` of ${maxTries}` : ""}`;
}

const MAX_BLOCKED = 10;

function willNotRun(pipelines: readonly string[] = []): string {
  if (pipelines.length === 0) return "";
  const rest = pipelines.length - MAX_BLOCKED;
  const named = pipelines.slice(0, MAX_BLOCKED).join(", ");
  return `. ${named}${rest > 0 ? ` and ${rest} more` : ""} will not run until it is repaired`;
}

function failedIndependently(event: Of<"failed_independently">): string {
  const { number, link, timing } = event;
  const stays = "so it stays a separate incident";
  if (!link)
    return `${runOf(event)} failed inside this run (#${number}), but this run ended with a different error, ${stays}`;
  switch (timing) {
    case "before":
      return `${runOf(event)} failed too (#${number}; ${link}), but started only after this run had failed, ${stays}`;
    case "after":
      return `${runOf(event)} failed before (#${number}; ${link}), but this run started after the next run was due, ${stays}`;
    case undefined:
      return `${runOf(event)} failed before (#${number}; ${link}), but this run ended with a different error, ${stays}`;
  }
}

function otherFailedIndependently(event: Of<"parent_failed_independently">): string {
  const { number, link, timing } = event;
  if (!link) return `${runOf(event)}, which started this run, failed for a different reason: #${number}`;
  const dependent = `${runOf(event)}, which depends on this one,`;
  switch (timing) {
    case "before":
      return `${dependent} failed before this run had started: #${number}`;
    case "after":
      return `${dependent} failed too, but started after its next run was due: #${number}`;
    case undefined:
      return `${dependent} failed for a different reason: #${number}`;
  }
}

function runOf({ run, pipeline }: { run: string | null; pipeline: string }): string {
  return run ? `run ${run} of ${pipeline}` : `a run of ${pipeline}`;
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** `2026-11-29 09:22 UTC` */
function minuteOf(instant: string): string {
  return instant.replace(/T(\d\d:\d\d).*$/, " $1 UTC");
}
