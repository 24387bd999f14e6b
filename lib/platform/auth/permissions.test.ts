import { describe, expect, it } from "vitest";
import { authorize, can, PERMISSIONS, scopesOfRole, type Permission } from "@/lib/platform/auth/permissions";
import { ROLE_ORDER, SCOPES, type Actor, type RoleName, type Scope } from "@/lib/platform/context";

const ALL = Object.keys(PERMISSIONS) as Permission[];
const caller = (type: Actor["type"], role: RoleName, scopes: readonly Scope[] = SCOPES) => ({
  actor: { type, id: "1", name: "Somebody" },
  role,
  scopes,
});
const allowed = (...args: Parameters<typeof caller>) =>
  ALL.filter((permission) => can(caller(...args), permission));

describe("permissions", () => {
  it("grow with the role, up to all of them", () => {
    const [owner, admin, responder, viewer] = ROLE_ORDER.map((role) => allowed("user", role));
    expect(owner).toEqual(ALL);
    expect(admin).toEqual(expect.arrayContaining(responder ?? []));
    expect(responder).toEqual(expect.arrayContaining(viewer ?? []));
    expect(viewer).toEqual(["workspace.read", "self.update", "debug.read"]);
  });

  it.each<[Scope, RoleName, Permission[]]>([
    ["read", "owner", ["workspace.read", "audit.read", "integration.read", "token.read"]],
    ["read", "responder", ["workspace.read"]],
    [
      "triage",
      "owner",
      [
        "incident.update",
        "incident.learn",
        "incident.merge",
        "incident.split",
        "incident.undo",
        "incident.give-verdict",
        "incident.wake",
        "incident.analyze",
        "incident.request-analysis",
        "incident.reassess",
        "delivery.replay",
        "noise-policy.create",
        "noise-policy.manage",
      ],
    ],
    ["triage", "viewer", []],
    ["ingest", "responder", ["delivery.ingest", "advice.ask"]],
    ["ingest", "viewer", []],
    ["debug", "viewer", ["debug.read"]],
    ["debug", "responder", ["debug.read", "debug.write"]],
  ])("limit a token with scope %s and role %s to what both allow", (scope, role, permissions) => {
    expect(allowed("token", role, [scope])).toEqual(permissions);
  });

  it("grant nothing to a token without scopes", () => {
    expect(allowed("token", "owner", [])).toEqual([]);
  });

  it("grant a token with all scopes what its owner may do, except for personal actions", () => {
    const persons = allowed("user", "owner").filter((permission) => permission !== "self.update");
    expect(allowed("token", "owner")).toEqual(persons);
  });

  it("deny human decisions to workflows and senders, whatever their role and scopes", () => {
    expect(allowed("system", "owner")).toEqual(
      expect.arrayContaining<Permission>(["incident.analyze", "fix.propose", "fix.open-pull-request"]),
    );
    for (const permission of [
      "incident.update",
      "fix.update",
      "source.update",
      "token.create",
      "self.update",
    ] as const)
      expect([permission, can(caller("system", "owner"), permission)]).toEqual([permission, false]);
    expect(allowed("source", "owner")).toEqual(["delivery.ingest", "advice.ask"]);
  });

  it("name the missing role or scope", () => {
    expect(() => authorize(caller("user", "viewer"), "incident.merge")).toThrow(
      "This needs the role responder; you have viewer.",
    );
    expect(() => authorize(caller("token", "owner", ["read"]), "incident.merge")).toThrow(
      "This needs a token with the scope triage; this one has read.",
    );
  });
});

describe("scopesOfRole", () => {
  it.each<[RoleName, Scope[]]>([
    ["viewer", ["read", "debug"]],
    ["responder", [...SCOPES]],
    ["owner", [...SCOPES]],
  ])("%s: %j", (role, scopes) => {
    expect(scopesOfRole(role)).toEqual(scopes);
  });
});
