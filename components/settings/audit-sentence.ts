import { count, phrase } from "@/components/ui/words";
import { actorLabel } from "@/lib/platform/actor-label";
import type { AuditChange, AuditEntry } from "@/lib/workspaces/schemas";

/** The sentence for each action, with and without a named target. */
const SENTENCES: Record<string, readonly [named: string, nameless: string]> = {
  "api-token.create": ["created the API token", "created an API token"],
  "api-token.revoke": ["revoked the API token", "revoked an API token"],
  "delivery.replay": ["replayed the delivery", "replayed a delivery"],
  "fix.open_pull_request": ["opened a pull request for", "opened a pull request"],
  "fix.request_pull_request": ["requested a pull request for", "requested a pull request"],
  "fix.approve": ["approved a fix of", "approved a fix"],
  "fix.reject": ["rejected a fix of", "rejected a fix"],
  "fix.rerun": ["requested a rerun for", "requested a rerun"],
  "fix.update": ["edited the patch for", "edited a patch"],
  "incident.acknowledge": ["acknowledged", "acknowledged an incident"],
  "incident.analyze": ["requested an analysis of", "requested an analysis"],
  "incident.assign": ["assigned", "assigned an incident"],
  "incident.assign-team": ["set the owner team of", "set the owner team of an incident"],
  "incident.comment": ["commented on", "commented on an incident"],
  "incident.delete": ["deleted", "deleted an incident"],
  "incident.give-verdict": ["judged the diagnosis of", "judged a diagnosis"],
  "incident.investigate": ["started investigating", "started investigating an incident"],
  "incident.merge": ["merged", "merged an incident"],
  "incident.reopen": ["reopened", "reopened an incident"],
  "incident.request-fixes": ["requested fixes for", "requested fixes"],
  "incident.resolve": ["resolved", "resolved an incident"],
  "incident.set-resolution": ["changed the resolution of", "changed the resolution of an incident"],
  "incident.set-severity": ["set the severity of", "set the severity of an incident"],
  "incident.snooze": ["snoozed", "snoozed an incident"],
  "incident.split": ["split", "split an incident"],
  "incident.suppress": ["suppressed", "suppressed an incident"],
  "incident.undo": ["undid a change of", "undid a change of an incident"],
  "incident.unmerge": ["took", "took an incident out of another one"],
  "incident.unsnooze": ["unsnoozed", "unsnoozed an incident"],
  "integration.create": ["added the integration", "added an integration"],
  "integration.delete": ["deleted the integration", "deleted an integration"],
  "integration.update": ["changed the integration", "changed an integration"],
  "noise-policy.create": ["added the noise policy", "added a noise policy"],
  "noise-policy.delete": ["deleted the noise policy", "deleted a noise policy"],
  "noise-policy.update": ["changed the noise policy", "changed a noise policy"],
  "pattern.delete": ["deleted the pattern", "deleted a pattern"],
  "pattern.merge": ["merged the pattern", "merged a pattern"],
  "pattern.update": ["changed the pattern", "changed a pattern"],
  "pipeline.update": ["changed the settings of the pipeline", "changed the settings of a pipeline"],
  "session.revoke": ["signed out", "signed out one of their browsers"],
  "session.revoke-all": ["signed out", "signed out everywhere"],
  "source.create": ["added the source", "added a source"],
  "source.update": ["changed the source", "changed a source"],
  "team.create": ["created the team", "created a team"],
  "team.delete": ["deleted the team", "deleted a team"],
  "team.update": ["changed the team", "changed a team"],
  "workflow.cancel": ["cancelled the workflow", "cancelled a workflow"],
  "workflow.retry": ["retried the workflow", "retried a workflow"],
  "workspace.update": ["changed the settings of", "changed the workspace's settings"],
  "user.change-password": ["changed the password of", "changed the password"],
  "user.reset-password": [
    "used the command line to reset the password of the owner of",
    "reset the owner's password from the command line",
  ],
};

/** An entry in words: `actor` is null if the sentence needs none; an unknown action is spelled out. */
export function auditSentence(entry: Omit<AuditEntry, "id" | "at">): { actor: string | null; text: string } {
  const { action, target, changes } = entry;
  if (action === "session.refuse") {
    return { actor: null, text: target ? `Failed sign-in as ${target}` : "Failed sign-in" };
  }
  const actor = actorLabel({ type: entry.actorType, name: entry.actorName });
  const [noun = "", verb = ""] = action.split(".");
  const fallback = `${phrase(noun)}, ${phrase(verb)}`;
  const [named, nameless] = SENTENCES[action] ?? [`${fallback}:`, fallback];
  const text = `${target ? `${named} ${target}` : nameless}${otherIncident(entry)}`;
  return { actor, text: changes.length > 0 ? `${text}: ${changes.map(changeInWords).join(", ")}` : text };
}

function otherIncident({ action, target, other }: Pick<AuditEntry, "action" | "target" | "other">): string {
  if (action === "incident.split" && target) return ` off ${other ?? "another incident"}`;
  if (action === "incident.unmerge" && target) return ` out of ${other ?? "another incident"}`;
  return action === "incident.merge" && other ? ` into ${other}` : "";
}

const FIELDS: Record<string, string> = {
  apiBaseUrl: "API URL",
  dagsFolder: "code folder",
  pullRequestLabels: "pull request labels",
  criticality: "criticality",
  deadline: "deadline",
  enabled: "whether it is enabled",
  expiresAt: "end",
  isEnabled: "whether it is enabled",
  memberIds: "members",
  modelUsdPerMonth: "Claude budget per month",
  ownerTeamId: "owner team",
  owns: "what it owns",
  rotateSecret: "secret",
  signingSecret: "secret",
  "retention.deliveriesDays": "retention of deliveries",
  "retention.duplicatesDays": "retention of duplicates",
  "retention.evidenceDays": "retention of evidence",
  "retention.workflowStepsDays": "retention of workflow steps",
  "retention.runsDays": "retention of runs",
};

/** `retention of deliveries 30 → 7 days`, or the field alone if its values are unknown. */
function changeInWords({ field, before, after }: AuditChange): string {
  const label = FIELDS[field] ?? phrase(field);
  if (after === undefined) return label;
  if (field === "modelUsdPerMonth") return `${label} ${inDollars(before)} → ${inDollars(after)}`;
  if (!field.startsWith("retention.")) return `${label} “${before ?? ""}” → “${after ?? ""}”`;
  const bothInDays = typeof before === "number" && typeof after === "number";
  return `${label} ${bothInDays ? before : keptFor(before)} → ${keptFor(after)}`;
}

function inDollars(amount: AuditChange["after"]): string {
  return typeof amount === "number" ? `$${amount}` : "default";
}

function keptFor(days: AuditChange["after"]): string {
  return typeof days === "number" ? count(days, "day") : "forever";
}
