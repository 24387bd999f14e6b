import { describe, expect, it } from "vitest";
import { auditSentence } from "@/components/settings/audit-sentence";

const ENTRY = { actorType: "user", actorName: "Ada", target: null, other: null, changes: [] } as const;
const entryOf = (part: Partial<Parameters<typeof auditSentence>[0]> & { action: string }) => ({
  ...ENTRY,
  changes: [],
  ...part,
});

describe("auditSentence", () => {
  it.each([
    ["api-token.create", "ci", "created the API token ci"],
    ["source.update", null, "changed a source"],
    ["session.revoke", null, "signed out one of their browsers"],
    ["session.revoke-all", null, "signed out everywhere"],
    ["user.reset-password", null, "reset the owner's password from the command line"],
    ["incident.acknowledge", "#12", "acknowledged #12"],
    ["digest.schedule_now", null, "digest, schedule now"],
  ])("%s", (action, target, text) => {
    expect(auditSentence(entryOf({ action, target }))).toEqual({ actor: "Ada", text });
  });

  it("marks a token that is named like a person", () => {
    const entry = entryOf({ action: "incident.resolve", target: "#1", actorType: "token" });
    expect(auditSentence(entry)).toEqual({ actor: "API token Ada", text: "resolved #1" });
  });

  it("names nobody for a failed sign-in", () => {
    const failed = { action: "session.refuse", actorType: "system", actorName: "Somebody" } as const;
    expect(auditSentence(entryOf({ ...failed, target: "Ada, from 192.0.2.0/24" }))).toEqual({
      actor: null,
      text: "Failed sign-in as Ada, from 192.0.2.0/24",
    });
  });

  it.each([
    ["incident.split", "#82", "#9", "split #82 off #9"],
    ["incident.split", "#82", null, "split #82 off another incident"],
    ["incident.split", null, "#9", "split an incident"],
    ["incident.unmerge", "#82", "#9", "took #82 out of #9"],
    ["incident.unmerge", null, null, "took an incident out of another one"],
    ["incident.merge", "#8", "#9", "merged #8 into #9"],
    ["incident.merge", "#8", null, "merged #8"],
  ])("%s of %s and %s", (action, target, other, text) => {
    expect(auditSentence(entryOf({ action, target, other })).text).toBe(text);
  });

  it("says what was changed", () => {
    const textOf = (changes: Parameters<typeof auditSentence>[0]["changes"], action = "workspace.update") =>
      auditSentence(entryOf({ action, changes })).text;
    expect(textOf([{ field: "retention.deliveriesDays", before: 30, after: 7 }])).toBe(
      "changed the workspace's settings: retention of deliveries 30 → 7 days",
    );
    expect(
      textOf([
        { field: "name", before: "Test", after: "Data" },
        { field: "retention.evidenceDays", before: 90, after: null },
        { field: "retention.duplicatesDays", before: null, after: 1 },
      ]),
    ).toBe(
      "changed the workspace's settings: name “Test” → “Data”, retention of evidence 90 days → forever, retention of duplicates forever → 1 day",
    );
    expect(textOf([{ field: "modelUsdPerMonth", before: null, after: 20 }])).toBe(
      "changed the workspace's settings: Claude budget per month default → $20",
    );
    expect(textOf([{ field: "environment" }, { field: "dagsFolder" }], "source.update")).toBe(
      "changed a source: environment, code folder",
    );
  });
});
