import { phrase } from "@/components/ui/words";
import type { AuditEntry } from "@/lib/workspaces/schemas";

/** The sentence for each action, with and without a named target. */
const SENTENCES: Record<string, readonly [named: string, nameless: string]> = {
  "api-token.create": ["created the API token", "created an API token"],
  "api-token.revoke": ["revoked the API token", "revoked an API token"],
  "delivery.replay": ["replayed the delivery", "replayed a delivery"],
  "fix.open_pull_request": ["opened a pull request for", "opened a pull request"],
  "fix.request_pull_request": ["requested a pull request for", "requested a pull request"],
  "fix.update": ["edited the patch for", "edited a patch"],
  "incident.acknowledge": ["acknowledged", "acknowledged an incident"],
  "incident.analyze": ["requested an analysis of", "requested an analysis"],
  "incident.assign": ["assigned", "assigned an incident"],
  "incident.comment": ["commented on", "commented on an incident"],
  "incident.investigate": ["started investigating", "started investigating an incident"],
  "incident.merge": ["merged", "merged an incident"],
  "incident.reopen": ["reopened", "reopened an incident"],
  "incident.request-fixes": ["requested fixes for", "requested fixes"],
  "incident.resolve": ["resolved", "resolved an incident"],
  "incident.set-severity": ["set the severity of", "set the severity of an incident"],
  "incident.snooze": ["snoozed", "snoozed an incident"],
  "incident.split": ["split", "split an incident"],
  "incident.suppress": ["suppressed", "suppressed an incident"],
  "incident.unsnooze": ["unsnoozed", "unsnoozed an incident"],
  "integration.create": ["added the integration", "added an integration"],
  "integration.delete": ["deleted the integration", "deleted an integration"],
  "integration.update": ["changed the integration", "changed an integration"],
  "session.refuse": ["failed to sign in as", "failed to sign in"],
  "session.revoke": ["signed out", "signed out one of their browsers"],
  "session.revoke-all": ["signed out", "signed out everywhere"],
  "source.create": ["added the source", "added a source"],
  "source.update": ["changed the source", "changed a source"],
  "team.create": ["created the team", "created a team"],
  "team.delete": ["deleted the team", "deleted a team"],
  "team.update": ["changed the team", "changed a team"],
  "workspace.update": ["changed the settings of", "changed the workspace's settings"],
  "user.change-password": ["changed the password of", "changed the password"],
  "user.reset-password": [
    "used the command line to reset the password of the owner of",
    "reset the owner's password from the command line",
  ],
};

/** Describes an action, to follow the actor's name; an unknown action is spelled out. */
export function auditSentence({ action, target }: Pick<AuditEntry, "action" | "target">): string {
  const [noun = "", verb = ""] = action.split(".");
  const fallback = `${phrase(noun)}, ${phrase(verb)}`;
  const [named, nameless] = SENTENCES[action] ?? [`${fallback}:`, fallback];
  return target ? `${named} ${target}` : nameless;
}
