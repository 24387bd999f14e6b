import { expect, it } from "vitest";
import { auditSentence } from "@/components/settings/audit-sentence";

it.each([
  ["api-token.create", "ci", "created the API token ci"],
  ["source.update", null, "changed a source"],
  ["session.revoke", null, "signed out one of their browsers"],
  ["session.revoke-all", null, "signed out everywhere"],
  ["user.reset-password", null, "reset the owner's password from the command line"],
  ["incident.acknowledge", "#12", "acknowledged #12"],
  ["digest.schedule_now", null, "digest, schedule now"],
])("%s", (action, target, expected) => {
  expect(auditSentence({ action, target })).toBe(expected);
});
