import { phrase } from "@/components/ui/words";
import type { AuditEntry } from "@/lib/workspaces/schemas";

/** Action → what was done to a thing with a name, and without one. */
const SENTENCES: Record<string, readonly [named: string, nameless: string]> = {
  "api-token.create": ["created the API token", "created an API token"],
  "api-token.revoke": ["revoked the API token", "revoked an API token"],
  "delivery.replay": ["replayed the delivery", "replayed a delivery"],
  "fix.open_pull_request": ["opened a pull request for", "opened a pull request"],
  "fix.request_pull_request": ["asked for a pull request for", "asked for a pull request"],
  "fix.update": ["edited the patch of", "edited a patch"],
  "incident.acknowledge": ["acknowledged", "acknowledged an incident"],
  "incident.analyze": ["asked for an analysis of", "asked for an analysis"],
  "incident.assign": ["assigned", "assigned an incident"],
  "incident.comment": ["commented on", "commented on an incident"],
  "incident.investigate": ["took up", "took up an incident"],
  "incident.merge": ["merged", "merged an incident"],
  "incident.reopen": ["reopened", "reopened an incident"],
  "incident.request-fixes": ["asked for fixes of", "asked for fixes"],
  "incident.resolve": ["resolved", "resolved an incident"],
  "incident.set-severity": ["set the severity of", "set the severity of an incident"],
  "incident.snooze": ["snoozed", "snoozed an incident"],
  "incident.split": ["split off", "split an incident"],
  "incident.suppress": ["suppressed", "suppressed an incident"],
  "incident.unsnooze": ["ended the snooze of", "ended a snooze"],
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
    "reset, from the command line, the owner's password of",
    "reset the owner's password from the command line",
  ],
};

/** What was done, for after a person's name; an action without a sentence of its own is spelt out. */
export function auditSentence({ action, target }: Pick<AuditEntry, "action" | "target">): string {
  const [noun = "", verb = ""] = action.split(".");
  const spelt = `${phrase(noun)}, ${phrase(verb)}`;
  const [named, nameless] = SENTENCES[action] ?? [`${spelt}:`, spelt];
  return target ? `${named} ${target}` : nameless;
}
