import { describe, expect, it } from "vitest";
import { purposeOf, tokenPurposes } from "@/components/settings/token-purposes";
import { scopesOfRole } from "@/lib/platform/auth/permissions";
import { ROLES } from "@/lib/workspaces/schemas";

describe("tokenPurposes", () => {
  it.each([
    ["owner", ["Full access", "Read only", "Triage"]],
    ["responder", ["Full access", "Read only", "Triage"]],
    ["viewer", ["Full access", "Read only"]],
  ] as const)("offers a %s what the role can use", (role, labels) => {
    expect(tokenPurposes(role).map(({ label }) => label)).toEqual(labels);
  });

  it.each(ROLES)("offers a %s no scope the API refuses, and none without an endpoint", (role) => {
    const offered = tokenPurposes(role).flatMap(({ scopes }) => scopes ?? []);
    expect(scopesOfRole(role)).toEqual(expect.arrayContaining(offered));
    expect(offered).not.toContain("ingest");
    expect(offered).not.toContain("debug");
  });
});

describe("purposeOf", () => {
  it.each([
    ["responder", "triage", "triage"],
    ["viewer", "everything", "everything"],
    ["viewer", "triage", "read"],
  ] as const)("%s, %s chosen: %s", (role, chosen, id) => {
    expect(purposeOf(role, chosen).id).toBe(id);
  });
});
